"""Tables from a workbook. The one module that reads spreadsheets."""

import warnings
from pathlib import Path
from typing import Any

from openpyxl import load_workbook  # type: ignore[import-untyped]  # openpyxl tells no types

from queue_server.catalogue.files._columns import ENTRIES_SHEET, MATERIALS_SHEET, NOTES_SHEET
from queue_server.catalogue.files._mistakes import CatalogueFileError, Expected, Mistake, Place
from queue_server.catalogue.files._progress import Counted
from queue_server.catalogue.files._table import Row, Table

EXACT_DIGITS = 15
"""Spreadsheets keep no more digits of a number: a longer one is not what was typed."""


def read_xlsx(file: Path, counted: Counted) -> tuple[Table, Table | None]:
    """The sheet of entries and, if there is one, the sheet of materials. A single sheet may have any name.

    :raises CatalogueFileError: when it is no such workbook; cells that hold no text are told all at once.
    """
    try:
        with warnings.catch_warnings():
            # Of colours and menus that openpyxl does not know: nothing that an import would miss.
            warnings.simplefilter("ignore")
            workbook = load_workbook(file, read_only=True, data_only=True)
            try:
                return _tables(file, workbook, counted)
            finally:
                workbook.close()
    except CatalogueFileError:
        raise
    except Exception as error:  # openpyxl meets a damaged workbook with whatever comes up
        wrong = Expected(f"不是可读的工作簿：{error}", f"not a workbook that can be read: {error}")
        raise CatalogueFileError(file, [Mistake(Place(), wrong)]) from error


def _tables(file: Path, workbook: Any, counted: Counted) -> tuple[Table, Table | None]:
    names: list[str] = workbook.sheetnames
    known = (*ENTRIES_SHEET, *MATERIALS_SHEET, *NOTES_SHEET)
    entries = [name for name in names if name.strip().casefold() in ENTRIES_SHEET] or names[:1]
    materials = [name for name in names if name.strip().casefold() in MATERIALS_SHEET]
    strangers = [name for name in names if name.strip().casefold() not in known and name not in entries]
    unread = Expected("不会读取这张表，应为 事项、材料、说明", "nobody reads this sheet: expected 事项, 材料, 说明")
    mistakes = [Mistake(Place(sheet=name), unread) for name in strangers]
    tables = [_table(workbook[name], name, counted, mistakes) for name in (*entries[:1], *materials[:1])]
    if mistakes:
        raise CatalogueFileError(file, mistakes)
    return tables[0], tables[1] if len(tables) > 1 else None


def _table(sheet: Any, name: str, counted: Counted, mistakes: list[Mistake]) -> Table:
    total = sheet.max_row or 0
    # Some programs write a size that is not the sheet's.
    sheet.reset_dimensions()
    rows: list[Row] = []
    for line, cells in enumerate(counted(sheet.iter_rows(), total, f"rows of {name}"), start=1):
        texts = []
        for number, cell in enumerate(cells):
            wrong = _no_text(cell)
            if wrong:
                column = rows[0].cells[number] if rows and number < len(rows[0].cells) else str(number + 1)
                mistakes.append(Mistake(Place(line, column, name), wrong))
            texts.append("" if wrong else _text(cell.value))
        if any(texts):
            rows.append(Row(line, texts))
    return Table(rows, name)


def _no_text(cell: Any) -> Expected | None:
    if cell.data_type == "e":
        return Expected(f"公式出错：{cell.value}", f"the formula failed: {cell.value}")
    if isinstance(cell.value, int | float) and abs(cell.value) >= 10**EXACT_DIGITS:
        return Expected(
            f"超过 {EXACT_DIGITS} 位的数字会失真，请把单元格设为文本后重新输入",
            f"a number of more than {EXACT_DIGITS} digits is not kept as typed: make the cell text and type it again",
        )
    return None


def _text(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value).strip()
