"""A report of cases: as a table for the eye, for a spreadsheet, for a program."""

import csv
import io
import json
from dataclasses import asdict
from typing import Any

from queue_server.statistics.cases import CaseFigures, CaseReport

NOTHING = "-"
COUNTS = ("started", "submitted", "sent_back", "approved", "refused", "withdrawn", "expired", "late")
EVERYTHING = "everything"


def as_table(report: CaseReport) -> str:
    """A line an item, the whole last; below it why cases were refused and sent back."""
    names = ["item", *(name.replace("_", " ") for name in COUNTS), "days"]
    lines = [names, *(_cells(key, figures) for key, figures in report.rows), _cells(EVERYTHING, report.total)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(names))]
    table = ["  ".join([key.ljust(widths[0]), *map(str.rjust, cells, widths[1:])]) for key, *cells in lines]
    for title, reasons in (("refused", report.total.reasons), ("sent back", report.total.supplement_reasons)):
        table += [
            "",
            f"{title} because of:",
            *(f"  {count:5d}  {reason}" for reason, count in reasons or [(NOTHING, 0)]),
        ]
    return "\n".join(table)


def as_csv(report: CaseReport) -> str:
    """The items, one a line; reasons as ``other:3 not_eligible:1``."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(["item", *COUNTS, "decided_days", "reasons", "supplement_reasons"])
    for item, figures in report.rows:
        days = "" if figures.decided_days is None else round(figures.decided_days, 2)
        reasons = (" ".join(f"{name}:{count}" for name, count in each) for each in _both(figures))
        writer.writerow([item, *(getattr(figures, name) for name in COUNTS), days, *reasons])
    return out.getvalue().rstrip("\n")


def as_json(report: CaseReport, hall: str) -> str:
    """All of it."""
    told = {
        "hall": hall,
        "first": report.first.isoformat(),
        "last": report.last.isoformat(),
        "items": {item: _told(figures) for item, figures in report.rows},
        "total": _told(report.total),
    }
    return json.dumps(told, ensure_ascii=False, indent=1)


def _told(figures: CaseFigures) -> dict[str, Any]:
    return {**asdict(figures), "reasons": dict(figures.reasons), "supplement_reasons": dict(figures.supplement_reasons)}


def _both(figures: CaseFigures) -> tuple[tuple[tuple[str, int], ...], ...]:
    return figures.reasons, figures.supplement_reasons


def _cells(key: str, figures: CaseFigures) -> list[str]:
    days = NOTHING if figures.decided_days is None else f"{figures.decided_days:.1f}"
    return [key, *(str(getattr(figures, name)) for name in COUNTS), days]
