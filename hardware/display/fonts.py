"""The font for screens and paper: the simplified Chinese face of Noto Sans CJK, as a file of its own.

SDL's text renderer can only take the first face of a collection, and that one has Japanese forms.
"""

from __future__ import annotations

import os
import struct
import tempfile
from enum import StrEnum
from pathlib import Path

from hardware.display.errors import FontMissingError, FontUnusableError

DEBIAN_FOLDER = Path("/usr/share/fonts/opentype/noto")
DEBIAN_PACKAGE = "fonts-noto-cjk"
FAMILY = "Noto Sans CJK SC"

_COLLECTION_HEADER = struct.Struct(">4sHHI")
_FACE_HEADER = struct.Struct(">4sHHHH")
_TABLE_RECORD = struct.Struct(">4sIII")
_NAME_HEADER = struct.Struct(">HHH")
_NAME_RECORD = struct.Struct(">HHHHHH")

_FAMILY_NAMES = (1, 16)
_WINDOWS, _ENGLISH = 3, 0x409


class FontWeight(StrEnum):
    REGULAR = "Regular"
    BOLD = "Bold"


def chinese_font(weight: FontWeight, cache: Path, source: Path = DEBIAN_FOLDER) -> Path:
    """The path of an OTF file in `cache` (17 MB), made at the first call and whenever the installed font is newer.

    Takes under a second when it has to be made. Raises FontMissingError, FontUnusableError, or OSError if `cache`
    cannot be written.
    """
    collection = source / f"NotoSansCJK-{weight.value}.ttc"
    if not collection.is_file():
        raise FontMissingError(collection, DEBIAN_PACKAGE)
    font = cache / f"NotoSansCJKsc-{weight.value}.otf"
    if not font.exists() or font.stat().st_mtime < collection.stat().st_mtime:
        cache.mkdir(parents=True, exist_ok=True)
        _write_whole(font, face_of_collection(collection.read_bytes(), FAMILY, collection))
    return font


def face_of_collection(data: bytes, family: str, path: Path) -> bytes:
    """The face with this English family name as a font file. `path` is only for the error.

    Tables are copied as they are (OpenType 1.9, "Font Collections": a face's directory points anywhere in the file).
    The head table's checksum of the whole file stays that of the collection; no renderer checks it.
    """
    try:
        for offset in _face_offsets(data):
            tables = _tables(data, offset)
            if family in _family_names(tables[b"name"]):
                return _assembled(data[offset : offset + 4], tables)
    except (struct.error, KeyError, UnicodeDecodeError) as error:
        raise FontUnusableError(path, f"not a font collection: {error!r}") from error
    raise FontUnusableError(path, f"has no face of the family {family}")


def _face_offsets(data: bytes) -> tuple[int, ...]:
    tag, _, _, count = _COLLECTION_HEADER.unpack_from(data)
    if tag != b"ttcf":
        raise struct.error("no ttcf header")
    return struct.unpack_from(f">{count}I", data, _COLLECTION_HEADER.size)


def _tables(data: bytes, offset: int) -> dict[bytes, bytes]:
    count = _FACE_HEADER.unpack_from(data, offset)[1]
    start = offset + _FACE_HEADER.size
    records = (_TABLE_RECORD.unpack_from(data, start + index * _TABLE_RECORD.size) for index in range(count))
    return {tag: data[place : place + length] for tag, _, place, length in records}


def _family_names(table: bytes) -> set[str]:
    _, count, strings = _NAME_HEADER.unpack_from(table)
    names = set()
    for index in range(count):
        platform, _, language, name, length, offset = _NAME_RECORD.unpack_from(table, 6 + index * _NAME_RECORD.size)
        if (platform, language) == (_WINDOWS, _ENGLISH) and name in _FAMILY_NAMES:
            names.add(table[strings + offset : strings + offset + length].decode("utf-16-be"))
    return names


def _assembled(version: bytes, tables: dict[bytes, bytes]) -> bytes:
    count = len(tables)
    power = 1 << (count.bit_length() - 1)
    header = _FACE_HEADER.pack(version, count, power * 16, power.bit_length() - 1, (count - power) * 16)
    directory, body = [], []
    place = len(header) + count * _TABLE_RECORD.size
    for tag, table in sorted(tables.items()):
        padded = table + bytes(-len(table) % 4)
        directory.append(_TABLE_RECORD.pack(tag, _checksum(padded), place, len(table)))
        body.append(padded)
        place += len(padded)
    return b"".join([header, *directory, *body])


def _checksum(padded: bytes) -> int:
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF


def _write_whole(path: Path, data: bytes) -> None:
    """A program started at the same time, or a crash here, leaves a whole file or none."""
    descriptor, unfinished = tempfile.mkstemp(dir=path.parent, prefix=path.name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            os.fchmod(descriptor, 0o644)
            file.write(data)
        Path(unfinished).replace(path)
    except BaseException:
        Path(unfinished).unlink()
        raise
