"""Pictures are checked before they are decoded."""

from __future__ import annotations

import io
import zlib
from typing import TYPE_CHECKING, Any

import cv2
import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from PIL import Image

from hardware.camera import (
    BrokenPictureError,
    Limits,
    NotAPictureError,
    Picture,
    PictureError,
    PictureTooLargeError,
    TruncatedPictureError,
    decode,
    encode,
)
from hardware.camera._headers import MOST_SCANS, MOST_SEGMENTS, header_of
from tests.conformance.cameras import claimed_jpeg, flat_jpeg

if TYPE_CHECKING:
    from hardware.camera import Pixels


def two_halves(width: int = 80, height: int = 40) -> Pixels:
    """Light on the left, dark on the right."""
    pixels = np.full((height, width, 3), 220, np.uint8)
    pixels[:, width // 2 :] = 20
    return pixels


def saved(kind: str, width: int = 80, height: int = 40, **options: Any) -> bytes:
    stream = io.BytesIO()
    Image.fromarray(two_halves(width, height)).save(stream, kind, **options)
    return stream.getvalue()


def chunk(name: bytes, data: bytes) -> bytes:
    return len(data).to_bytes(4, "big") + name + data + zlib.crc32(name + data).to_bytes(4, "big")


def png(width: int, height: int, *chunks: bytes) -> bytes:
    size = width.to_bytes(4, "big") + height.to_bytes(4, "big") + b"\x08\x00\x00\x00\x00"
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + b"".join(chunks) + chunk(b"IEND", b"")


KINDS = {
    "jpeg": saved("JPEG"),
    "progressive": saved("JPEG", progressive=True),
    "with-thumbnail": saved("JPEG", exif=b"Exif\x00\x00" + b"MM\x00*" + saved("JPEG", 16, 8)),
    "png": saved("PNG"),
}


# What a picture says of itself


@pytest.mark.parametrize("data", KINDS.values(), ids=KINDS)
def test_size_and_end_are_read_without_decoding(data: bytes) -> None:
    header = header_of(data)
    assert (header.width, header.height, header.length) == (80, 40, len(data))


@pytest.mark.parametrize("data", KINDS.values(), ids=KINDS)
def test_what_follows_the_end_is_cut_off(data: bytes) -> None:
    """A camera's buffer is longer than its picture: behind it stands what is left of an earlier one."""
    picture = Picture.from_bytes(data + b"\0" * 100 + data[-50:])
    assert picture.data == data
    assert decode(picture).shape == (40, 80, 3)


@pytest.mark.parametrize("data", KINDS.values(), ids=KINDS)
def test_every_picture_that_stops_short_is_noticed(data: bytes) -> None:
    for length in range(8, len(data)):
        with pytest.raises(TruncatedPictureError):
            Picture.from_bytes(data[:length])


def test_a_last_piece_that_claims_more_than_there_is_is_no_end() -> None:
    with pytest.raises(TruncatedPictureError):
        Picture.from_bytes(KINDS["png"][:-12] + b"\0\0\0\x05IEND" + bytes(4))


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"GIF89a" + bytes(50),
        b"%PDF-1.7",
        b"\xff\xd8\xff\xd9",
        b"\xff\xd8" + flat_jpeg(10),
        flat_jpeg(10)[:2] + flat_jpeg(10)[flat_jpeg(10).index(b"\xff\xda") :],
        flat_jpeg(10)[: flat_jpeg(10).index(b"\xff\xda")] + b"\xff\xd9",
        claimed_jpeg(0, 40),
        png(0, 40),
        b"\x89PNG\r\n\x1a\n" + chunk(b"IDAT", b"") + chunk(b"IEND", b""),
    ],
)
def test_what_is_no_picture_is_told(data: bytes) -> None:
    with pytest.raises(NotAPictureError):
        Picture.from_bytes(data)


@pytest.mark.parametrize("data", [claimed_jpeg(65_500, 65_500), png(2**31 - 1, 2**31 - 1), png(6000, 4001)])
def test_a_bomb_is_refused_by_what_it_claims(data: bytes) -> None:
    with pytest.raises(PictureTooLargeError) as caught:
        Picture.from_bytes(data)
    assert caught.value.what == "pixels"
    assert caught.value.value > caught.value.most == 24_000_000


def test_too_many_bytes_are_refused_whatever_they_are() -> None:
    with pytest.raises(PictureTooLargeError) as caught:
        Picture.from_bytes(flat_jpeg(10), Limits(most_bytes=100))
    assert (caught.value.what, caught.value.most) == ("bytes", 100)


def test_endless_structure_is_refused() -> None:
    comment, scan = b"\xff\xfe\x00\x02", b"\xff\xda\x00\x02"
    with pytest.raises(NotAPictureError, match="segments"):
        Picture.from_bytes(b"\xff\xd8" + comment * (MOST_SEGMENTS + 1))
    with pytest.raises(NotAPictureError, match="scans"):
        Picture.from_bytes(b"\xff\xd8" + scan * (MOST_SCANS + 1))
    with pytest.raises(NotAPictureError, match="chunks"):
        Picture.from_bytes(png(8, 8, chunk(b"tEXt", b"") * (MOST_SEGMENTS + 1)))


@given(st.binary(max_size=300))
@example(b"\xff\xd8\xff" + b"\xff" * 100_000)
def test_any_bytes_are_a_picture_or_a_picture_error(data: bytes) -> None:
    for start in (b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", KINDS["jpeg"][:200]):
        try:
            decode(Picture.from_bytes(start + data))
        except PictureError:
            continue


@given(st.sampled_from(sorted(KINDS)), st.lists(st.tuples(st.integers(0, 5000), st.integers(0, 255)), min_size=1))
def test_a_damaged_picture_is_decoded_or_refused_and_nothing_else(kind: str, damage: list[tuple[int, int]]) -> None:
    data = bytearray(KINDS[kind])
    for place, value in damage:
        data[place % len(data)] = value
    try:
        picture = Picture.from_bytes(bytes(data))
        pixels = decode(picture)
    except PictureError:
        return
    assert sorted(pixels.shape[:2]) == sorted((picture.width, picture.height))


def test_a_picture_does_not_print_what_it_shows() -> None:
    assert repr(Picture.from_bytes(KINDS["png"])) == "Picture(kind='png', width=80, height=40)"


# Decoding and encoding


@pytest.mark.parametrize(
    ("orientation", "upright", "light_side"),
    [
        (1, (40, 80), np.s_[:, :30]),
        (3, (40, 80), np.s_[:, 50:]),
        (6, (80, 40), np.s_[:30]),
        (8, (80, 40), np.s_[50:]),
    ],
)
def test_a_camera_that_was_turned_is_turned_back(orientation: int, upright: tuple[int, int], light_side: Any) -> None:
    exif = Image.Exif()
    exif[0x0112] = orientation
    picture = Picture.from_bytes(saved("JPEG", exif=exif))
    assert (picture.width, picture.height) == (80, 40)
    pixels = decode(picture)
    assert pixels.shape[:2] == upright
    assert pixels[light_side].min() > 150


def test_a_camera_that_leaves_its_tables_out_is_understood() -> None:
    """Motion JPEG frames rely on the usual Huffman tables and do not carry them."""
    data = bytes(cv2.imencode(".jpg", two_halves())[1].tobytes())
    while (start := data.find(b"\xff\xc4")) >= 0:
        data = data[:start] + data[start + 2 + int.from_bytes(data[start + 2 : start + 4], "big") :]
    pixels = decode(Picture.from_bytes(data))
    assert pixels[:, :30].min() > 200


@pytest.mark.parametrize("mode", ["L", "RGBA", "P", "1", "I;16"])
def test_pictures_of_other_depths_become_three_colours_of_eight_bits(mode: str) -> None:
    stream = io.BytesIO()
    Image.fromarray(two_halves()).convert("L" if mode == "I;16" else mode).convert(mode).save(stream, "PNG")
    pixels = decode(Picture.from_bytes(stream.getvalue()))
    assert pixels.shape == (40, 80, 3)
    assert pixels.dtype == np.uint8


def test_a_whole_picture_without_content_is_broken() -> None:
    with pytest.raises(BrokenPictureError):
        decode(Picture.from_bytes(png(8, 8)))


def test_a_page_is_encoded_within_the_limit_with_as_much_quality_as_fits() -> None:
    noise = np.random.default_rng(1).integers(0, 255, (300, 200, 3)).astype(np.uint8)
    best = encode(noise)
    assert (best.kind, best.width, best.height) == ("jpeg", 200, 300)
    smaller = encode(noise, most_bytes=len(best.data) - 1)
    assert 0 < len(smaller.data) < len(best.data)
    assert decode(smaller).shape == (300, 200, 3)
    with pytest.raises(PictureTooLargeError):
        encode(noise, most_bytes=1000)
