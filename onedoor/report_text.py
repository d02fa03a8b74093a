"""A report as a table for the eye, as CSV for a spreadsheet, as JSON for a program."""

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from queue_server.statistics.figures import SCORES, Figures, Times
from queue_server.statistics.parts import By
from queue_server.statistics.report import Report

EVERYTHING = "all"
NOTHING = "-"

_TIMES: Mapping[str, Callable[[Figures], Times]] = {
    "waiting": lambda figures: figures.waiting,
    "way": lambda figures: figures.way,
    "service": lambda figures: figures.service,
}
_TYPICAL = ("mean", "p50", "p90", "p99")
_FORECAST = ("count", "mean_error_s", "bias_s", "within_p90")
_COUNTS = ("issued", "served", "missed", "cancelled", "left_over")


def as_table(report: Report) -> str:
    """Times are minutes and seconds; the last line is the whole."""
    groups = [""] * (1 + len(_COUNTS))
    names = [report.by or "", *(name.replace("_", " ") for name in _COUNTS)]
    for name in _TIMES:
        groups += [name, "", "", ""]
        names += _TYPICAL
    groups += ["forecast", "", "windows", "rating", ""]
    names += ["error", "in p90", "busy", "mean", "count"]
    lines = [groups, names, *([key or NOTHING, *_cells(report.by, figures)] for key, figures in report.rows)]
    lines.append([EVERYTHING, *_cells(None, report.total)])
    widths = [max(len(line[column]) for line in lines) for column in range(len(names))]
    return "\n".join(_aligned(line, widths) for line in lines)


def _aligned(line: list[str], widths: list[int]) -> str:
    key, *cells = line
    return "  ".join([key.ljust(widths[0]), *(map(str.rjust, cells, widths[1:]))]).rstrip()


def _cells(by: By | None, figures: Figures) -> Iterable[str]:
    for name in _COUNTS:
        yield _text(_count(by, figures, name), str)
    for of in _TIMES.values():
        for typical in _TYPICAL:
            yield _text(getattr(of(figures), typical), _minutes)
    yield _text(figures.forecasts.mean_error_s, _minutes)
    yield _text(figures.forecasts.within_p90, "{:.0%}".format)
    yield _text(figures.utilisation, "{:.0%}".format)
    yield _text(figures.mean_rating, "{:.1f}".format)
    yield str(figures.rated)


def _text(value: Any, shown: Callable[[Any], str]) -> str:
    return NOTHING if value is None else shown(value)


def _minutes(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"


def _count(by: By | None, figures: Figures, name: str) -> int | None:
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
    times = [f"{name}_{typical}_s" for name in _TIMES for typical in _TYPICAL]
    scores = [f"ratings_{score}" for score in SCORES]
    forecast = [f"forecast_{name}" for name in _FORECAST]
    writer.writerow([key_name, *_COUNTS, *times, *forecast, "utilisation", "rating_mean", *scores])
    rows = report.rows if report.by else ((EVERYTHING, report.total),)
    for key, figures in rows:
        counts = [_count(report.by, figures, name) for name in _COUNTS]
        typical = [_rounded(getattr(of(figures), name)) for of in _TIMES.values() for name in _TYPICAL]
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
    told: dict[str, Any] = {name: _count(by, figures, name) for name in _COUNTS}
    for name, of in _TIMES.items():
        times = of(figures)
        told[f"{name}_s"] = {
            "count": times.count,
            **{typical: _rounded(getattr(times, typical)) for typical in _TYPICAL},
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
