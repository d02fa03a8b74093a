"""Images to ESC/POS bytes, by python-escpos as an encoder."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping
from types import MappingProxyType
from typing import TYPE_CHECKING

from hardware.printer.errors import BadImageError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from escpos.printer import Dummy
    from PIL import Image

PAPER_DOTS: Mapping[int, int] = MappingProxyType({58: 384, 80: 576})
"""Width of the paper in mm to dots across: 48 and 72 mm can be printed on, at 203 dots an inch."""

FRAGMENT_ROWS = 32
"""4 mm of paper, at most 2312 bytes (0.2 s at 115200 baud): between fragments the printer is asked and can stop us."""

MOST_ROWS = 8000
"""One metre. Nobody prints a longer ticket on purpose."""

PROFILE = "TM-T20II"
"""576 dots, the widest we print, and both cuts. With `default` python-escpos warns on stdout about every image."""

_HEADER_BYTES = 8
_REAL_TIME = re.compile(rb"\x10[\x04\x05\x14]")


def encode_start() -> bytes:
    """ESC @: forget what an interrupted print may have left in the line."""
    encoder = _encoder()
    encoder.hw("INIT")
    return bytes(encoder.output)


def encode_fragments(image: Image.Image, dots: int) -> Iterator[bytes]:
    """GS v 0 commands of FRAGMENT_ROWS rows each, for paper of so many dots across. Raises BadImageError."""
    if image.mode != "1":
        raise BadImageError("mode 1, black and white", image.size)
    if not (0 < image.width <= dots and 0 < image.height <= MOST_ROWS):
        raise BadImageError(f"at most {dots} x {MOST_ROWS} dots", image.size)
    return (_encode_rows(image, top) for top in range(0, image.height, FRAGMENT_ROWS))


def encode_cut() -> bytes:
    """Feed past the cutter and cut, leaving the ticket hanging by a point so that it does not fall."""
    encoder = _encoder()
    encoder.cut(mode="PART")
    return bytes(encoder.output)


def without_real_time_commands(raster: bytes) -> bytes:
    """Raster data in which no printer can see DLE EOT, DLE ENQ or DLE DC4.

    Printers execute `10 04 n` wherever it stands, also inside an image, and would answer in the middle of a print;
    `10 05` and `10 14` clear buffers, open drawers and switch off. One more black dot, 0.125 mm, beside a black one
    makes them harmless: 04 becomes 06, 05 becomes 07, 14 becomes 16.
    """
    return _REAL_TIME.sub(lambda match: bytes((0x10, match[0][1] | 0x02)), raster)


def _encode_rows(image: Image.Image, top: int) -> bytes:
    encoder = _encoder()
    rows = image.crop((0, top, image.width, min(top + FRAGMENT_ROWS, image.height)))
    encoder.image(rows, impl="bitImageRaster", fragment_height=FRAGMENT_ROWS)
    encoded = bytes(encoder.output)
    return encoded[:_HEADER_BYTES] + without_real_time_commands(encoded[_HEADER_BYTES:])


def _encoder() -> Dummy:
    # Imported at first use: at its import python-escpos gives the root logger a handler and loads 35 profiles (0.5 s).
    root = logging.getLogger()
    handlers = list(root.handlers)
    from escpos.printer import Dummy  # noqa: PLC0415 - see above

    for handler in set(root.handlers) - set(handlers):
        root.removeHandler(handler)
    return Dummy(profile=PROFILE)
