"""A report for others: CSV for a spreadsheet, JSON for a program, XLSX for whoever opens it with a double click."""

import csv
import io
import json
from collections.abc import Callable, Mapping
from typing import Any

from queue_server.statistics.figures import SCORES, Figures, Times
from queue_server.statistics.parts import By
from queue_server.statistics.report import Report

EVERYTHING = "all"

TIMES: Mapping[str, Callable[[Figures], Times]] = {
    "waiting": lambda figures: figures.waiting,
    "way": lambda figures: figures.way,
    "service": lambda figures: figures.service,
}
TYPICAL = ("mean", "p50", "p90", "p99")
COUNTS = ("issued", "served", "missed", "cancelled", "left_over")
_FORECAST = ("count", "mean_error_s", "bias_s", "within_p90")


def count_of(by: By | None, figures: Figures, name: str) -> int | None:
    """One of :data:`COUNTS`; none where it cannot be said."""
    # Nobody is issued a ticket for a window.
    if name == "issued" and by == "window":
        return None
    count: int = getattr(figures, name)
    return count


def as_csv(report: Report) -> str:
    """A line a group, or one for everything; times in seconds, an empty cell for what cannot be said."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    key_name = report.by or "group"
    times = [f"{name}_{typical}_s" for name in TIMES for typical in TYPICAL]
    scores = [f"ratings_{score}" for score in SCORES]
    forecast = [f"forecast_{name}" for name in _FORECAST]
    writer.writerow([key_name, *COUNTS, *times, *forecast, "utilisation", "rating_mean", *scores])
    rows = report.rows if report.by else ((EVERYTHING, report.total),)
    for key, figures in rows:
        counts = [count_of(report.by, figures, name) for name in COUNTS]
        typical = [_rounded(getattr(of(figures), name)) for of in TIMES.values() for name in TYPICAL]
        shares = [_rounded(figures.utilisation, 4), _rounded(figures.mean_rating, 2)]
        writer.writerow([key, *counts, *typical, *_forecast(figures).values(), *shares, *figures.ratings.values()])
    return out.getvalue().rstrip("\n")


def as_json(report: Report, hall: str) -> str:
    """One object: the groups in ``rows``, everything in ``total``; null for what cannot be said."""
    told = {
        "hall": hall,
        "from": report.first.isoformat(),
        "to": report.last.isoformat(),
        "by": report.by,
        "rows": [{report.by: key, **_object(report.by, figures)} for key, figures in report.rows],
        "total": _object(None, report.total),
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def _object(by: By | None, figures: Figures) -> dict[str, Any]:
    told: dict[str, Any] = {name: count_of(by, figures, name) for name in COUNTS}
    for name, of in TIMES.items():
        times = of(figures)
        told[f"{name}_s"] = {
            "count": times.count,
            **{typical: _rounded(getattr(times, typical)) for typical in TYPICAL},
        }
    told["forecast"] = _forecast(figures)
    told["utilisation"] = _rounded(figures.utilisation, 4)
    told["ratings"] = {
        "count": figures.rated,
        "mean": _rounded(figures.mean_rating, 2),
        "by_score": {str(score): count for score, count in figures.ratings.items()},
    }
    return told


def _forecast(figures: Figures) -> dict[str, float | None]:
    told = figures.forecasts
    values = (told.count, _rounded(told.mean_error_s), _rounded(told.bias_s), _rounded(told.within_p90, 4))
    return dict(zip(_FORECAST, values, strict=True))


def _rounded(value: float | None, digits: int = 1) -> float | None:
    return None if value is None else round(value, digits)
