"""A report as an XLSX file: headings in words, times as times, shares in per cent, the whole in the last line."""

import io
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from openpyxl import Workbook  # type: ignore[import-untyped]  # openpyxl tells no types
from openpyxl.styles import Alignment, Font  # type: ignore[import-untyped]  # openpyxl tells no types
from openpyxl.utils import get_column_letter  # type: ignore[import-untyped]  # openpyxl tells no types

from queue_server.statistics.export import COUNTS, TIMES, TYPICAL, count_of
from queue_server.statistics.figures import SCORES, Figures
from queue_server.statistics.parts import By
from queue_server.statistics.report import Report

SECONDS_A_DAY = 86_400
"""Spreadsheets count time in days."""

DURATION, SHARE, COUNT, SCORE = "[m]:ss", "0%", "0", "0.0"
HEADINGS_AT = 3
"""The row of the headings: the title and the span of days stand above."""


@dataclass(frozen=True, slots=True)
class SheetWords:
    """What stands in a sheet: ``columns`` are the names of all columns in order, as :func:`column_ids` names them."""

    title: str
    days: str
    group: str
    name: str
    total: str
    columns: Mapping[str, str]


def column_ids() -> tuple[str, ...]:
    """Every column after the group and its name."""
    times = (f"{name}_{typical}" for name in TIMES for typical in TYPICAL)
    forecast = ("forecast_error", "forecast_within_p90")
    return (*COUNTS, *times, *forecast, "utilisation", "rating_mean", *(f"ratings_{score}" for score in SCORES))


def as_xlsx(report: Report, words: SheetWords, name_of: Callable[[str], str]) -> bytes:
    """The file. ``name_of`` says what people call the group of a key, such as a queue's name."""
    book = Workbook()
    sheet = book.active
    _put(sheet.cell(1, 1), words.title).font = Font(bold=True, size=14)
    _put(sheet.cell(2, 1), words.days)
    for column, heading in enumerate((words.group, words.name, *(words.columns[each] for each in column_ids())), 1):
        cell = _put(sheet.cell(HEADINGS_AT, column), heading)
        cell.font = Font(bold=True)
        cell.alignment = Alignment(wrap_text=True, vertical="top")
    for row, (key, figures) in enumerate(report.rows, HEADINGS_AT + 1):
        _line(sheet, row, key, name_of(key), _values(report.by, figures))
    last = HEADINGS_AT + 1 + len(report.rows)
    _line(sheet, last, words.total, "", _values(None, report.total))
    for cell in sheet[last]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = sheet.cell(HEADINGS_AT + 1, 3)
    for column, width in enumerate((14, 24, *(11 for _ in column_ids())), 1):
        sheet.column_dimensions[get_column_letter(column)].width = width
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _line(sheet: Any, row: int, key: str, name: str, values: Iterator[tuple[Any, str]]) -> None:
    _put(sheet.cell(row, 1), key)
    _put(sheet.cell(row, 2), name)
    for column, (value, form) in enumerate(values, 3):
        cell = sheet.cell(row, column)
        cell.value = value
        cell.number_format = form


def _put(cell: Any, text: str) -> Any:
    """Text stays text: a name that begins with ``=`` is no formula."""
    cell.value = text
    cell.data_type = "s"
    return cell


def _values(by: By | None, figures: Figures) -> Iterator[tuple[Any, str]]:
    for name in COUNTS:
        yield count_of(by, figures, name), COUNT
    for of in TIMES.values():
        for typical in TYPICAL:
            yield _days(getattr(of(figures), typical)), DURATION
    yield _days(figures.forecasts.mean_error_s), DURATION
    yield figures.forecasts.within_p90, SHARE
    yield figures.utilisation, SHARE
    yield figures.mean_rating, SCORE
    for count in figures.ratings.values():
        yield count, COUNT


def _days(seconds: float | None) -> float | None:
    return None if seconds is None else seconds / SECONDS_A_DAY
