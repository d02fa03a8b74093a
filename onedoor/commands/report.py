"""``onedoor report``."""

import sys
from datetime import date
from pathlib import Path

from onedoor import case_report_text
from onedoor.journals import reading, the_hall
from onedoor.output import EXIT_BAD_INPUT, fail
from onedoor.progress import counted
from onedoor.report_text import as_table
from queue_server.statistics.cases import make_case_report
from queue_server.statistics.export import as_csv, as_json
from queue_server.statistics.parts import By
from queue_server.statistics.report import make_report


def run_report(data: Path, first: str, last: str, *, hall: str | None, by: By | None, form: str) -> None:
    """Print the figures of the days ``first`` to ``last``; the server may be at work meanwhile."""
    first_day, last_day = _days(first, last)
    with reading(data) as reader:
        of = the_hall(reader, hall)
        report = make_report(counted(reader.read(of), reader.count(of), "events"), first_day, last_day, by)
    if report.unmatched:
        print(f"{report.unmatched} events tell nothing: `onedoor verify {data}` says which", file=sys.stderr)
    match form:
        case "json":
            print(as_json(report, of))
        case "csv":
            print(as_csv(report))
        case _:
            print(as_table(report))


def run_case_report(data: Path, first: str, last: str, *, hall: str | None, form: str) -> None:
    """Print what became of the applications begun on the days ``first`` to ``last``, and why they were refused."""
    first_day, last_day = _days(first, last)
    with reading(data) as reader:
        of = the_hall(reader, hall)
        report = make_case_report(counted(reader.read(of), reader.count(of), "events"), first_day, last_day)
    match form:
        case "json":
            print(case_report_text.as_json(report, of))
        case "csv":
            print(case_report_text.as_csv(report))
        case _:
            print(case_report_text.as_table(report))


def _days(first: str, last: str) -> tuple[date, date]:
    first_day, last_day = _day("--from", first), _day("--to", last)
    if first_day > last_day:
        fail(f"--from: {first} is after --to {last}", EXIT_BAD_INPUT)
    return first_day, last_day


def _day(option: str, text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        fail(f"{option}: expected a day such as 2026-11-30, not {text!r}", EXIT_BAD_INPUT)
