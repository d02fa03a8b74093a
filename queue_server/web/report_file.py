"""A report as a workbook in the reader's words, for whoever takes it along: a page's reader, another system."""

from datetime import datetime

from queue_server.domain.hall import Hall
from queue_server.statistics.parts import By
from queue_server.statistics.report import Report
from queue_server.web.language import Language, in_language
from queue_server.web.words.reports import REPORTS

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def workbook(report: Report, hall: Hall, language: Language, made: datetime) -> bytes:
    """The file; ``made`` is when, on the hall's clock. It takes its time: not for an event loop's thread."""
    # What writes workbooks takes a quarter of a second to load, and few starts of a server ever want it.
    from queue_server.statistics.workbook import SheetWords, as_xlsx, column_ids  # noqa: PLC0415

    words = REPORTS[language]
    sheet = SheetWords(
        title=f"{in_language(hall.name, language)} · {words['title']}",
        days=words["days"].format(first=report.first, last=report.last, made=f"{made:%Y-%m-%d %H:%M}"),
        group=words[f"by_{report.by}"] if report.by else words["total"],
        name=words["name"],
        total=words["total"],
        columns={column: words[f"column_{column}"] for column in column_ids()},
    )
    return as_xlsx(report, sheet, lambda key: group_name(hall, report.by, key, language))


def group_name(hall: Hall, by: By | None, key: str, language: Language) -> str:
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
