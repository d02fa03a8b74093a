"""Sounds of 16-bit mono PCM: read, trimmed, joined, made quieter, written. Pure but for reading a file."""

import math
import wave
from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from hardware.sound.errors import BadSoundError

FULL = 32767
"""The largest amplitude; −32768 is not used, so that every sound can be turned over."""

LONGEST_S = 10.0
"""A clip is a word or a short phrase; what is longer is another file by mistake."""

LOWEST_RATE = 8000
HIGHEST_RATE = 192_000
"""Samples a second: from a telephone to what no loudspeaker needs."""

QUIET = 0.005
"""Below this part of a clip's own peak (−46 dB) its beginning and end are silence."""

MARGIN_S = 0.02
"""Kept of that silence: a soft consonant begins below the threshold."""


CHIME_HZ = (659.26, 523.25)
"""E5 and C5: within what ageing ears and small loudspeakers carry best."""

CHIME_TONE_S = 0.5
CHIME_RISE_S = 0.01
"""A tone that begins at once is heard as a click."""


@dataclass(frozen=True, slots=True)
class Sound:
    """Samples (``array("h")``, never changed once they are here) at ``rate`` a second."""

    samples: "array[int]"
    rate: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    @property
    def peak(self) -> int:
        return max(map(abs, self.samples), default=0)

    @property
    def power(self) -> float:
        """The effective (root mean square) amplitude: what the ear calls loud."""
        return math.sqrt(sum(sample * sample for sample in self.samples) / len(self.samples))


def read_sound(file: Path) -> Sound:
    """Read a WAV file.

    :raises BadSoundError: when there is none, or it is not 16-bit mono PCM of at most ten seconds with a sound in it.
    """
    try:
        with wave.open(str(file), "rb") as source:
            shape = source.getnchannels(), source.getsampwidth()
            rate = source.getframerate()
            if not LOWEST_RATE <= rate <= HIGHEST_RATE:
                raise BadSoundError(file, f"expected {LOWEST_RATE} to {HIGHEST_RATE} samples a second, not {rate}")
            content = source.readframes(int(rate * LONGEST_S) + 1)
    except OSError as error:
        raise BadSoundError(file, f"cannot be read: {error.strerror}") from error
    except (wave.Error, EOFError, RuntimeError, ValueError) as error:  # the last two: sizes that contradict each other
        raise BadSoundError(file, "expected a WAV file of PCM") from error
    if shape != (1, 2):
        raise BadSoundError(file, f"expected one channel of 16 bits, not {shape[0]} of {8 * shape[1]}")
    sound = Sound(array("h", content[: len(content) // 2 * 2]), rate)
    if sound.seconds > LONGEST_S:
        raise BadSoundError(file, f"expected at most {LONGEST_S:g} seconds")
    if not sound.peak:
        raise BadSoundError(file, "there is nothing but silence in it")
    return sound


def wav_bytes(sound: Sound) -> bytes:
    """A whole WAV file."""
    file = BytesIO()
    with wave.open(file, "wb") as target:
        target.setnchannels(1)
        target.setsampwidth(2)
        target.setframerate(sound.rate)
        target.writeframes(sound.samples.tobytes())
    return file.getvalue()


def silence(seconds: float, rate: int) -> Sound:
    return Sound(array("h", bytes(2 * round(seconds * rate))), rate)


def trimmed(sound: Sound) -> Sound:
    """Without the silence at its ends, but for a margin."""
    threshold = sound.peak * QUIET
    margin = round(MARGIN_S * sound.rate)
    loud = (place for place, sample in enumerate(sound.samples) if abs(sample) > threshold)
    first = next(loud, 0)
    last = next(place for place in range(len(sound.samples) - 1, -1, -1) if abs(sound.samples[place]) > threshold)
    return Sound(sound.samples[max(first - margin, 0) : last + 1 + margin], sound.rate)


def amplified(sound: Sound, factor: float) -> Sound:
    """Every sample times ``factor``, which must not lift the peak above :data:`FULL`."""
    return Sound(array("h", (round(sample * factor) for sample in sound.samples)), sound.rate)


def joined(sounds: Iterable[Sound]) -> Sound:
    """One after the other; all must have the same rate, and there must be one."""
    first, *others = sounds
    samples = array("h", first.samples)
    for sound in others:
        samples.extend(sound.samples)
    return Sound(samples, first.rate)


def chime(rate: int) -> Sound:
    """Two falling tones, at full amplitude."""
    tones = [_bell(pitch, rate) for pitch in CHIME_HZ]
    return joined(tones)


def _bell(pitch: float, rate: int) -> Sound:
    count = round(CHIME_TONE_S * rate)

    def sample(place: int) -> int:
        at_s = place / rate
        rise = min(at_s / CHIME_RISE_S, 1.0)
        fall = 1.0 - at_s / CHIME_TONE_S
        return round(FULL * rise * fall * fall * math.sin(2 * math.pi * pitch * at_s))

    return Sound(array("h", map(sample, range(count))), rate)
