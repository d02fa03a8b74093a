"""Whether bytes are the picture of a page. Nothing is changed in it: what was taken is what is kept."""

import warnings
from io import BytesIO
from typing import NamedTuple

from PIL import Image

from queue_server.cases.errors import NotAPictureError

MOST_BYTES = 8 * 1024 * 1024
"""A4 at 300 dpi in colour is 1 to 2 MB as a good JPEG."""

LEAST_SIDE, MOST_SIDE = 200, 12_000
"""Pixels. A stamp at 300 dpi has more than the least; A3 at 600 dpi less than the most."""

MOST_PIXELS = 80_000_000
"""A2 at 300 dpi is 35 million. A picture that claims more would fill the memory when somebody opens it."""

SEEN_PIXELS = 800
"""Each side is decoded no finer than this: it goes through all the bytes and needs little memory."""

SMALL_SIDE = 180
"""Pixels of the longer side: enough to tell a lease from a photograph, too little to read it."""

SMALL_QUALITY = 70

MEDIA_TYPES = {"JPEG": "image/jpeg", "PNG": "image/png"}


class PageFile(NamedTuple):
    """A picture that is one."""

    media_type: str
    width: int
    height: int


def look_at(body: bytes) -> PageFile:
    """What picture it is; all of it was decoded.

    :raises NotAPictureError: for anything else, half of a picture among it.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error")
            with Image.open(BytesIO(body), formats=tuple(MEDIA_TYPES)) as image:
                page = PageFile(MEDIA_TYPES[str(image.format)], *image.size)
                _refuse_odd_size(page)
                image.draft(None, (SEEN_PIXELS, SEEN_PIXELS))
                image.load()
    except NotAPictureError:
        raise
    except Exception as error:
        raise NotAPictureError("no whole JPEG or PNG") from error
    return page


def small(body: bytes) -> bytes:
    """A picture that was looked at before, as a small JPEG."""
    with Image.open(BytesIO(body), formats=tuple(MEDIA_TYPES)) as image:
        image.draft("RGB", (SMALL_SIDE, SMALL_SIDE))
        image.thumbnail((SMALL_SIDE, SMALL_SIDE), reducing_gap=None)  # with one, 16 bits of grey cannot be made small
        out = BytesIO()
        image.convert("RGB").save(out, "JPEG", quality=SMALL_QUALITY)
    return out.getvalue()


def media_type_of(body: bytes) -> str:
    """Of a picture that was looked at before."""
    return MEDIA_TYPES["PNG" if body.startswith(b"\x89PNG") else "JPEG"]


def _refuse_odd_size(page: PageFile) -> None:
    sides = (page.width, page.height)
    if min(sides) < LEAST_SIDE or max(sides) > MOST_SIDE or page.width * page.height > MOST_PIXELS:
        raise NotAPictureError(f"{page.width} x {page.height} pixels")
