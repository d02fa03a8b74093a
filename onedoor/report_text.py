"""A report as a table for the eye."""

from collections.abc import Callable, Iterable
from typing import Any

from queue_server.statistics.export import COUNTS, EVERYTHING, TIMES, TYPICAL, count_of
from queue_server.statistics.figures import Figures
from queue_server.statistics.parts import By
from queue_server.statistics.report import Report

NOTHING = "-"


def as_table(report: Report) -> str:
    """Times are minutes and seconds; the last line is the whole."""
    groups = [""] * (1 + len(COUNTS))
    names = [report.by or "", *(name.replace("_", " ") for name in COUNTS)]
    for name in TIMES:
        groups += [name, "", "", ""]
        names += TYPICAL
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
    for name in COUNTS:
        yield _text(count_of(by, figures, name), str)
    for of in TIMES.values():
        for typical in TYPICAL:
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
