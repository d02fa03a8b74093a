"""A report in words: headings of columns, cells of the page's table. Pure."""

from collections.abc import Iterator, Mapping

from queue_server.statistics.export import COUNTS, count_of
from queue_server.statistics.figures import Figures
from queue_server.statistics.parts import By

Said = Mapping[str, str]


def table_cells(by: By | None, figures: Figures, words: Said) -> Iterator[str]:
    """The columns of the page: the file has more."""
    for name in COUNTS:
        count = count_of(by, figures, name)
        yield words["none"] if count is None else str(count)
    for seconds in (figures.waiting.p50, figures.waiting.p90, figures.service.mean):
        yield words["none"] if seconds is None else _clock(seconds)
    for share in (figures.utilisation, figures.forecasts.within_p90):
        yield words["none"] if share is None else f"{round(100 * share)} %"
    yield words["none"] if figures.mean_rating is None else f"{figures.mean_rating:.1f}"


def table_headings(words: Said) -> list[str]:
    ids = (*COUNTS, "waiting_p50", "waiting_p90", "service_mean", "utilisation", "forecast_within_p90", "rating_mean")
    return [words[f"column_{each}"] for each in ids]


def _clock(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes}:{rest:02d}"
