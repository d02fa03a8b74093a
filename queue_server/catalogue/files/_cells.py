"""What stands in one cell, and how it is written there. Pure: a cell is text, an entry's part is as in its JSON."""

import json
import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from queue_server.catalogue.model import Channel, Form, Material

FORMS: dict[Form, str] = {"original": "原件", "copy": "复印件", "original_and_copy": "原件和复印件"}
CHANNELS: dict[Channel, str] = {"window": "窗口", "self_service": "自助", "online": "网上"}
REQUIRED: dict[bool, str] = {True: "必要", False: "视情况"}
AT_ONCE = "即办"

_FORM_WORDS = {name: form for form, name in FORMS.items()} | {
    "原件及复印件": "original_and_copy",
    "原件、复印件": "original_and_copy",
    "原件+复印件": "original_and_copy",
}
_CHANNEL_WORDS = {name: channel for channel, name in CHANNELS.items()} | {
    "现场": "window",
    "自助终端": "self_service",
    "自助机": "self_service",
    "网办": "online",
}
_REQUIRED_WORDS = {"必要": True, "是": True, "yes": True, "视情况": False, "非必要": False, "否": False, "no": False}
_DAYS = re.compile(r"(\d{1,6})(?:个?工作日)?")
_AT_ONCE_WORDS = ("即办", "当场", "当场办结", "即时办结")
_COPIES = re.compile(r"(\d{1,6})份?")


class CellError(ValueError):
    """The cell says something else; ``kind`` names what was expected."""

    def __init__(self, kind: str) -> None:
        super().__init__(kind)
        self.kind = kind


def lines_of(cell: str) -> list[str]:
    """A list in one cell: its lines; in a single line, what is between full-width semicolons."""
    parts = cell.splitlines() if "\n" in cell.strip() else cell.split("；")
    lines = (one_line(part).rstrip("；") for part in parts)
    return [line for line in lines if line]


def one_line(cell: str) -> str:
    """Text without spaces at its ends and double ones inside."""
    return " ".join(cell.split())


def days_of(cell: str) -> int:
    """Working days: ``5``, ``5 个工作日``, ``即办``."""
    text = _folded(cell)
    if text in _AT_ONCE_WORDS:
        return 0
    return _number(_DAYS, text, "days")


def copies_of(cell: str) -> int:
    """A number of copies: ``2``, ``2 份``."""
    return _number(_COPIES, _folded(cell), "copies")


def form_of(cell: str) -> str:
    """``原件``, ``复印件`` or ``原件和复印件``, or the names of the contract."""
    text = _folded(cell)
    if text not in _FORM_WORDS and text not in FORMS:
        raise CellError("form")
    return _FORM_WORDS.get(text, text)


def required_of(cell: str) -> bool:
    """``必要`` or ``视情况``."""
    try:
        return _REQUIRED_WORDS[_folded(cell)]
    except KeyError:
        raise CellError("required") from None


def channels_of(cell: str) -> list[str]:
    """Some of ``窗口``, ``自助``, ``网上``, with lines, semicolons, commas or slashes between."""
    words = [word for word in re.split(r"[\n;,、/]", unicodedata.normalize("NFKC", cell)) if word.strip()]
    known = [_CHANNEL_WORDS.get(_folded(word), _folded(word)) for word in words]
    if not all(word in CHANNELS for word in known):
        raise CellError("channels")
    return list(dict.fromkeys(known))


def json_of(cell: str) -> Any:
    """What is written down as JSON: nobody types it into a spreadsheet, but it stays where it is."""
    try:
        return json.loads(cell)
    except (ValueError, RecursionError) as error:
        raise CellError("json") from error


def material_of(line: str) -> dict[str, Any]:
    """``名称|份数|原件/复印件|说明|必要性``; what is left out at the end is 1, original, nothing, required."""
    name, copies, form, note, required = _parts(line, 5)
    material: dict[str, Any] = {"name": {"zh": name}}
    if copies:
        material["copies"] = copies_of(copies)
    if form:
        material["form"] = form_of(form)
    if note:
        material["note"] = {"zh": note}
    if required:
        material["required"] = required_of(required)
    return material


def translate_material(material: dict[str, Any], line: str, language: str) -> None:
    """Add ``name|note`` in another language."""
    name, note = _parts(line, 2)
    material["name"][language] = name
    if note:
        material.setdefault("note", {})[language] = note


def material_line(material: Material) -> str:
    """The line that :func:`material_of` reads, with nothing that goes without saying."""
    parts = [
        material.name["zh"],
        str(material.copies) if material.copies != 1 else "",
        FORMS[material.form] if material.form != "original" else "",
        material.note["zh"] if material.note else "",
        REQUIRED[False] if not material.required else "",
    ]
    return "|".join(parts).rstrip("|")


def translated_material_line(material: Material, language: str) -> str:
    """The line that :func:`translate_material` reads."""
    note = material.note.get(language, "") if material.note else ""
    return f"{material.name.get(language, '')}|{note}".rstrip("|")


def days_cell(days: int) -> str:
    """What :func:`days_of` reads."""
    return str(days) if days else AT_ONCE


def channels_cell(channels: Iterable[Channel]) -> str:
    """What :func:`channels_of` reads."""
    return "、".join(CHANNELS[channel] for channel in channels)


def _parts(line: str, at_most: int) -> list[str]:
    parts = [one_line(part) for part in re.split(r"[|｜]", line)]
    if len(parts) > at_most:
        raise CellError("material")
    return parts + [""] * (at_most - len(parts))


def _number(pattern: re.Pattern[str], text: str, kind: str) -> int:
    match = pattern.fullmatch(text)
    if not match:
        raise CellError(kind)
    return int(match[1])


def _folded(cell: str) -> str:
    return re.sub(r"\s", "", unicodedata.normalize("NFKC", cell)).casefold()
