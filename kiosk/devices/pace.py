"""How often the devices are asked."""

from dataclasses import dataclass

from hardware.id_card import Timing


@dataclass(frozen=True, slots=True)
class Pace:
    """Seconds. Tests scale it, they do not sleep."""

    poll_every_s: float = Timing().poll_every_s
    health_every_s: float = 10.0
    """Staff hear of an empty paper roll within this time, also while nobody prints."""

    look_at_camera_s: float = 60.0
    """A camera is asked for its health by a picture, with all the light and work that takes."""

    reopen_s: float = 2.0
    """A USB device is back a second or two after its plug; who mends a device wants to see soon that it is well."""

    look_at_door_s: float = 0.5
    """Whoever has closed a door sees at once that it was noticed."""

    door_open_s: float = 60.0
    """To take everything out and look through it takes less; what stands open longer was forgotten."""
