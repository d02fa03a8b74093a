"""A file that an office goes on with: a template, or the shipped catalogue to adapt. It can be imported as it is."""

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]  # openpyxl tells no types
from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]  # openpyxl tells no types

from queue_server.catalogue.document import APPLICATION, ENTRIES
from queue_server.catalogue.files import _cells as cells
from queue_server.catalogue.files._columns import (
    ENTRIES_SHEET,
    ENTRY_COLUMNS,
    MATERIAL_COLUMNS,
    MATERIALS_SHEET,
    NOTES_SHEET,
    TRANSLATION,
    Header,
    Kind,
    headers_to_write,
)
from queue_server.catalogue.files._mistakes import CatalogueFileError, Expected, Mistake, Place
from queue_server.catalogue.model import Entry, Material

COLUMN_WIDTH = 24
NOTES = (
    "事项编码：字母、数字、点、短横或下划线；大厅窗口办理的，与大厅配置中的事项编码一致。",
    "一格写几条：每条一行（Alt+Enter 换行），或用全角分号“；”隔开。",
    "时限：工作日天数，当场办结写“即办”。",
    "办理渠道：窗口、自助、网上，写一个或几个。",
    "申请材料：可写在“材料”表，每份一行；也可写在“事项”表的“申请材料”列，每行 名称|份数|形式|说明|必要性。",
    "形式：原件、复印件、原件和复印件。必要性：必要、视情况（请在说明里写清什么情况下需要）。",
    "“（英文）”列可以空着；写了，行数应与中文相同。",
)


def write_catalogue_file(file: Path, entries: Sequence[Entry]) -> None:
    """Write the entries as ``.csv``, ``.xlsx`` or ``.json``, by the file's name, without their spellings.

    :raises CatalogueFileError: for any other name.
    :raises OSError: when the disk refuses.
    """
    match file.suffix.casefold():
        case ".csv":
            _write_csv(file, entries)
        case ".xlsx":
            _write_xlsx(file, entries)
        case ".json":
            file.write_bytes(
                ENTRIES.dump_json(list(entries), indent=1, exclude_none=True, exclude={"__all__": {"spellings"}})
            )
        case _:
            wrong = Expected("应为 .csv、.xlsx 或 .json 文件", "expected a file .csv, .xlsx or .json")
            raise CatalogueFileError(file, [Mistake(Place(), wrong)])


def _write_csv(file: Path, entries: Iterable[Entry]) -> None:
    headers = headers_to_write(ENTRY_COLUMNS)
    # The mark at the beginning tells spreadsheets that it is UTF-8.
    with file.open("w", encoding="utf-8-sig", newline="") as out:
        writer = csv.writer(out)
        writer.writerow([header.written for header in headers])
        writer.writerows([_entry_cell(header, entry) for header in headers] for entry in entries)


def _write_xlsx(file: Path, entries: Sequence[Entry]) -> None:
    workbook = Workbook()
    workbook.remove(workbook.active)
    headers = [header for header in headers_to_write(ENTRY_COLUMNS) if header.column.kind != "materials"]
    _sheet(
        workbook, ENTRIES_SHEET[0], headers, ([_entry_cell(header, entry) for header in headers] for entry in entries)
    )
    of_material = headers_to_write(MATERIAL_COLUMNS)
    rows = (
        [_material_cell(header, entry.code, material) for header in of_material]
        for entry in entries
        for material in entry.guide.materials
    )
    _sheet(workbook, MATERIALS_SHEET[0], of_material, rows)
    notes = workbook.create_sheet(NOTES_SHEET[0])
    for note in NOTES:
        notes.append([note])
    workbook.save(file)


def _sheet(workbook: Workbook, name: str, headers: Sequence[Header], rows: Iterable[list[str]]) -> None:
    sheet = workbook.create_sheet(name)
    sheet.append([header.written for header in headers])
    for row in rows:
        sheet.append(row)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        sheet.column_dimensions[cell.column_letter].width = COLUMN_WIDTH
    for cells_of_row in sheet.iter_rows():
        for cell in cells_of_row:
            # Text, so that nobody's spreadsheet makes a number of a code.
            cell.number_format = "@"
            cell.alignment = Alignment(wrap_text=True, vertical="top")
    sheet.freeze_panes = "B2"


def _entry_cell(header: Header, entry: Entry) -> str:
    value: Any = entry
    for step in header.column.path:
        value = getattr(value, step)
    return _cell(header, value)


def _material_cell(header: Header, code: str, material: Material) -> str:
    return code if header.column.key == "code" else _cell(header, getattr(material, header.column.key))


def _cell(header: Header, value: Any) -> str:
    if value is None:
        return ""
    return (_TRANSLATIONS if header.translation else _CELLS)[header.column.kind](value)


_CELLS: Mapping[Kind, Callable[[Any], str]] = {
    "line": str,
    "text": lambda text: str(text["zh"]),
    "texts": lambda texts: "\n".join(text["zh"] for text in texts),
    "keywords": "\n".join,
    "materials": lambda materials: "\n".join(map(cells.material_line, materials)),
    "days": cells.days_cell,
    "channels": cells.channels_cell,
    "copies": str,
    "form": cells.FORMS.__getitem__,
    "required": cells.REQUIRED.__getitem__,
    "json": lambda application: APPLICATION.dump_json(application, exclude_none=True).decode(),
}
_TRANSLATIONS: Mapping[Kind, Callable[[Any], str]] = {
    "text": lambda text: str(text.get(TRANSLATION, "")),
    "texts": lambda texts: _all_or_none(text.get(TRANSLATION, "") for text in texts),
    "materials": lambda materials: _all_or_none(
        cells.translated_material_line(each, TRANSLATION) for each in materials
    ),
}


def _all_or_none(lines: Iterable[str]) -> str:
    """A table takes a translation of every line, or none."""
    given = list(lines)
    return "\n".join(given) if all(given) else ""
