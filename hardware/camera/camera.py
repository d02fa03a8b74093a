"""A document camera, whatever it is: what it can be asked and what it hands over."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Protocol

from hardware.camera._headers import header_of
from hardware.camera.errors import PictureTooLargeError

if TYPE_CHECKING:
    from hardware.status import PartHealth


MOST_BYTES = 32 << 20
"""An A4 page at 300 dpi is 26 MB without any compression; JPEG of the largest cameras stays below 15 MB."""

MOST_PIXELS = 24_000_000
"""Document cameras go up to 21 million pixels. Decoded, each takes 3 bytes: 72 MB."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What a picture may be at most. Checked before anything is decoded."""

    most_bytes: int = MOST_BYTES
    most_pixels: int = MOST_PIXELS


DEFAULT_LIMITS = Limits()


@dataclass(frozen=True, slots=True)
class Picture:
    """One encoded picture, whole and within the limits: a few megabytes, where its pixels would be tens.

    `width` and `height` are those stored: a camera that was turned says so inside, and `decode` turns it upright.
    """

    data: bytes = field(repr=False)
    kind: str
    width: int
    height: int

    @classmethod
    def from_bytes(cls, data: bytes, limits: Limits = DEFAULT_LIMITS) -> Picture:
        """`data` is a JPEG or a PNG; what follows its end is cut off. Raises PictureError."""
        if len(data) > limits.most_bytes:
            raise PictureTooLargeError("bytes", len(data), limits.most_bytes)
        header = header_of(data)
        pixels = header.width * header.height
        if pixels > limits.most_pixels:
            raise PictureTooLargeError("pixels", pixels, limits.most_pixels)
        return cls(data[: header.length], header.kind, header.width, header.height)


class Camera(Protocol):
    """One camera. It belongs to one thread."""

    def take(self) -> Picture:
        """A picture of what lies there now. Takes up to seconds. Raises CameraError."""

    def health(self) -> PartHealth:
        """Takes a picture and says whether it is one. Never raises for a camera that is not well."""

    def close(self) -> None:
        """Gives the device back. May be called twice."""
