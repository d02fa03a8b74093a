"""A report in words: names of groups, headings of columns, cells of the page's table. Pure."""

from collections.abc import Iterator, Mapping
from datetime import datetime

from queue_server.domain.hall import Hall
from queue_server.statistics.export import COUNTS, count_of
from queue_server.statistics.figures import Figures
from queue_server.statistics.parts import By
from queue_server.statistics.workbook import SheetWords, column_ids
from queue_server.web.language import Language, in_language
from queue_server.web.staff.reports.asked import Asked

Said = Mapping[str, str]


def group_name(hall: Hall, by: By, key: str, language: Language) -> str:
    """What people call a group; nothing where its key says it all."""
    match by:
        case "queue" if key in hall.queues:
            return in_language(hall.queues[key].name, language)
        case "item" if key in hall.items:
            return in_language(hall.items[key].name, language)
        case "window" if key in hall.windows:
            return in_language(hall.windows[key].name, language)
        case _:
            return ""


def sheet_words(hall: Hall, asked: Asked, words: Said, language: Language, made: datetime) -> SheetWords:
    """``made`` is when, on the hall's clock."""
    days = words["days"].format(first=asked.first, last=asked.last, made=f"{made:%Y-%m-%d %H:%M}")
    return SheetWords(
        title=f"{in_language(hall.name, language)} · {words['title']}",
        days=days,
        group=words[f"by_{asked.by}"],
        name=words["name"],
        total=words["total"],
        columns={column: words[f"column_{column}"] for column in column_ids()},
    )


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
