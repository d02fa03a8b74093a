"""Brings up Kivy's window the way our programs need it, on a screen or without any."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from hardware.display.errors import PreparedTooLateError

if TYPE_CHECKING:
    from collections.abc import Mapping

_ENVIRONMENT = {
    "KIVY_NO_ARGS": "1",  # the command line is ours
    "KIVY_NO_CONFIG": "1",  # neither read nor write ~/.kivy
    "KIVY_NO_FILELOG": "1",
    "KIVY_LOG_MODE": "PYTHON",  # through logging, and stderr stays as it is
}

_OFFSCREEN = {
    "SDL_VIDEODRIVER": "offscreen",
    "LIBGL_ALWAYS_SOFTWARE": "1",  # the same picture on every machine
}


FRAMES_PER_SECOND = "30"
"""A touch is seen within 33 ms. Kivy looks for one at every frame, and an idle terminal has nothing else to do."""


def has_display(environment: Mapping[str, str] = os.environ) -> bool:
    """True where an X server or a Wayland compositor is named."""
    return bool(environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY"))


def prepare_window(width: int, height: int, *, fullscreen: bool, offscreen: bool, title: str) -> None:
    """Sets the process up so that Kivy's window, when it is made, is as asked. Sizes in pixels.

    Must run before anything imports kivy: raises PreparedTooLateError. Full screen takes the size of the screen instead
    of `width` and `height`. Offscreen needs no X server but Debian's libegl1, libegl-mesa0, libgbm1 and
    libgl1-mesa-dri. The title is set when the event loop starts, after kivy.app.App has set its own.
    """
    if "kivy" in sys.modules:
        raise PreparedTooLateError
    os.environ.update(_ENVIRONMENT)
    if offscreen:
        os.environ.update(_OFFSCREEN)
    # Imported here because kivy reads the environment at its import.
    from kivy.config import Config  # noqa: PLC0415

    for section, option, value in _settings(width, height, fullscreen=fullscreen, offscreen=offscreen):
        Config.set(section, option, value)
    # A touch screen reaches us through SDL; Kivy's own probing of /dev/input would report each touch twice.
    Config.remove_option("input", "%(name)s")
    # After the settings: Kivy's clock reads its own at its import.
    from kivy.base import EventLoop  # noqa: PLC0415

    EventLoop.bind(on_start=lambda event_loop: event_loop.window.set_title(title))


def _settings(width: int, height: int, *, fullscreen: bool, offscreen: bool) -> tuple[tuple[str, str, str], ...]:
    return (
        ("kivy", "log_level", "warning"),
        ("kivy", "exit_on_escape", "0"),
        ("kivy", "keyboard_mode", "system"),  # no virtual keyboard: pages bring the keys they need
        ("input", "mouse", "mouse,disable_multitouch"),  # no red dots at a right click
        ("graphics", "width", str(width)),
        ("graphics", "height", str(height)),
        ("graphics", "fullscreen", "auto" if fullscreen and not offscreen else "0"),
        ("graphics", "borderless", "0"),
        ("graphics", "resizable", "1"),
        ("graphics", "show_cursor", "0" if fullscreen and not offscreen else "1"),
        ("graphics", "maxfps", FRAMES_PER_SECOND),
        ("graphics", "multisamples", "0" if offscreen else "2"),
    )
