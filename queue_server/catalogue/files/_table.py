"""From the rows of a table to drafts. Pure: a table is rows of text, whatever file it came from."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from queue_server.catalogue.files import _cells as cells
from queue_server.catalogue.files._columns import (
    ENTRY_COLUMNS,
    MATERIAL_COLUMNS,
    TRANSLATION,
    Column,
    Header,
    Kind,
    header_of,
)
from queue_server.catalogue.files._drafts import Draft, Path
from queue_server.catalogue.files._mistakes import Expected, Mistake, Place, expected


@dataclass(frozen=True, slots=True)
class Row:
    """``line`` is the row's first line in the file. A cell that a program made of a number is text, too."""

    line: int
    cells: Sequence[str]


@dataclass(frozen=True, slots=True)
class Table:
    """Rows that are not empty, the first of them the headers."""

    rows: Sequence[Row]
    sheet: str | None = None


def drafts_of(entries: Table, materials: Table | None) -> tuple[list[Draft], list[Mistake]]:
    """The entries of a file with their materials; mistakes of the tables themselves beside them."""
    readings, mistakes = _read(entries, ENTRY_COLUMNS)
    if materials is not None:
        lists, mistakes_of_lists = _read(materials, MATERIAL_COLUMNS)
        mistakes += mistakes_of_lists + _attach(lists, readings)
    return [Draft(each.value, _nearest(each.places), tuple(each.mistakes)) for each in readings], mistakes


@dataclass(slots=True)
class _Reading:
    """A row on its way: the value so far, where its parts stand, and what is wrong."""

    value: dict[str, Any]
    places: dict[Path, Place]
    mistakes: list[Mistake]

    def put(self, path: Sequence[str], part: object) -> None:
        inner = self.value
        for step in path[:-1]:
            inner = inner.setdefault(step, {})
        inner[path[-1]] = part


def _nearest(places: Mapping[Path, Place]) -> Callable[[Path], Place]:
    def place(path: Path) -> Place:
        around = (path[:length] for length in range(len(path), -1, -1))
        return next(places[each] for each in around if each in places)

    return place


def _read(table: Table, columns: Sequence[Column]) -> tuple[list[_Reading], list[Mistake]]:
    if not table.rows:
        return [], [Mistake(Place(1, sheet=table.sheet), Expected("应为表头", "expected the headers of a table"))]
    headers, mistakes = _headers(table.rows[0], columns, table.sheet)
    if any(column.needed and column not in {header.column for header in headers.values()} for column in columns):
        return [], mistakes
    return [_row(row, headers, table.sheet) for row in table.rows[1:]], mistakes


def _headers(row: Row, columns: Sequence[Column], sheet: str | None) -> tuple[dict[int, Header], list[Mistake]]:
    headers: dict[int, Header] = {}
    mistakes: list[Mistake] = []
    for index, written in enumerate(row.cells):
        if not written.strip():
            continue
        place = Place(row.line, written.strip(), sheet)
        header = header_of(written, columns)
        if header is None:
            mistakes.append(Mistake(place, _no_column(columns)))
        elif any(
            (known.column, known.translation) == (header.column, header.translation) for known in headers.values()
        ):
            mistakes.append(Mistake(place, Expected("这一列重复了", "this column is there twice")))
        else:
            headers[index] = header
    there = {header.column for header in headers.values() if not header.translation}
    translated = {header.column for header in headers.values() if header.translation}
    for column in columns:
        if column not in there and (column.needed or column in translated):
            absent = Expected(f"缺少“{column.zh}”列", f"the column {column.key} is missing")
            mistakes.append(Mistake(Place(row.line, sheet=sheet), absent))
    return {index: header for index, header in headers.items() if header.column in there}, mistakes


def _no_column(columns: Sequence[Column]) -> Expected:
    zh, en = "、".join(column.zh for column in columns), ", ".join(column.key for column in columns)
    return Expected(f"没有这一列，应为 {zh} 之一", f"nobody knows this column: expected one of {en}")


def _row(row: Row, headers: Mapping[int, Header], sheet: str | None) -> _Reading:
    reading = _Reading({"guide": {"time_limit": {}}}, {(): Place(row.line, sheet=sheet)}, [])
    texts: dict[str, str] = {}
    translations: dict[str, tuple[str, Place]] = {}
    for index, header in headers.items():
        cell = row.cells[index] if index < len(row.cells) else ""
        place = Place(row.line, header.written, sheet)
        if header.translation:
            translations[header.column.key] = (cell, place)
        else:
            texts[header.column.key] = cell
            reading.places[header.column.path] = place
    for column in dict.fromkeys(header.column for header in headers.values()):
        _read_column(reading, column, texts.get(column.key, ""), translations.get(column.key))
    return reading


def _read_column(reading: _Reading, column: Column, cell: str, translation: tuple[str, Place] | None) -> None:
    try:
        part = _part(column, cell)
    except cells.CellError as error:
        reading.mistakes.append(Mistake(reading.places[column.path], expected(error.kind)))
        return
    if translation and translation[0].strip():
        translated, place = translation
        try:
            part = _translated(column, part, translated)
        except cells.CellError as error:
            reading.mistakes.append(Mistake(place, expected(error.kind)))
            return
        reading.places |= dict.fromkeys(_translated_paths(column, part), place)
    if part not in (None, []):
        reading.put(column.path, part)


def _part(column: Column, cell: str) -> Any:
    """What the cell says, as in an entry's JSON; None where it says nothing."""
    return _PARTS[column.kind](cell) if cell.strip() else None


_PARTS: Mapping[Kind, Callable[[str], Any]] = {
    "line": cells.one_line,
    "text": lambda cell: {"zh": cells.one_line(cell)},
    "texts": lambda cell: [{"zh": line} for line in cells.lines_of(cell)],
    "keywords": cells.lines_of,
    "materials": lambda cell: [cells.material_of(line) for line in cells.lines_of(cell)],
    "days": cells.days_of,
    "channels": cells.channels_of,
    "copies": cells.copies_of,
    "form": cells.form_of,
    "required": cells.required_of,
    "json": cells.json_of,
}


def _translated(column: Column, part: Any, cell: str) -> Any:
    if column.kind == "text":
        return {**(part or {}), TRANSLATION: cells.one_line(cell)}
    lines = cells.lines_of(cell)
    if len(lines) != len(part or []):
        raise cells.CellError("as_many")
    for each, line in zip(part, lines, strict=True):
        if column.kind == "materials":
            cells.translate_material(each, line, TRANSLATION)
        else:
            each[TRANSLATION] = line
    return part


def _translated_paths(column: Column, part: Any) -> Iterable[Path]:
    match column.kind:
        case "text":
            yield (*column.path, TRANSLATION)
        case "materials":
            for index in range(len(part)):
                for field in ("name", "note"):
                    yield (*column.path, index, field, TRANSLATION)
        case _:
            for index in range(len(part)):
                yield (*column.path, index, TRANSLATION)


def _attach(materials: Iterable[_Reading], entries: Iterable[_Reading]) -> list[Mistake]:
    """Give each material to the entry of its code."""
    mistakes: list[Mistake] = []
    by_code = {entry.value.get("code"): entry for entry in entries}
    listed_already = {code for code, entry in by_code.items() if "materials" in entry.value["guide"]}
    for material in materials:
        code = material.value.pop("code", None)
        material.value.pop("guide")
        place = _nearest(material.places)(("code",))
        if code is None:
            mistakes.append(Mistake(place, expected("missing")))
        elif code not in by_code:
            unknown = Expected(f"事项表中没有“{code}”", f'there is no entry "{code}"')
            mistakes.append(Mistake(place, unknown))
        elif code in listed_already:
            twice = Expected(
                "事项表中已列出材料，请只写一处", "the entry lists its materials already: expected one list"
            )
            mistakes.append(Mistake(place, twice))
        else:
            entry = by_code[code]
            listed = entry.value["guide"].setdefault("materials", [])
            at = ("guide", "materials", len(listed))
            entry.places |= {(*at, *path): where for path, where in material.places.items()}
            entry.mistakes += material.mistakes
            listed.append(material.value)
    return mistakes
