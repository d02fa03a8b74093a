"""What is said of alerts, days and figures, in the reader's language. Pure."""

from collections.abc import Iterator, Mapping

from queue_server.notices.desk import SERVICE
from queue_server.statistics.comparison import Comparison
from queue_server.statistics.figures import Figures, Forecasts
from queue_server.web.language import Language, in_language
from queue_server.web.staff.manager.figures import DayFigures
from queue_server.web.staff.manager.picture import AlertRow
from queue_server.web.staff.sms.rows import reason_sentence
from queue_server.web.words.sms_page import SMS_PAGE

Said = Mapping[str, str]
MINUTE_S = 60
TWO_HOURS = 120


def alert_sentence(alert: AlertRow, words: Said, language: Language) -> str:
    """What is the matter, where, and how much."""
    if alert.rule == "service_failing":
        return _service_sentence(alert, words, language)
    return words[alert.rule].format(
        name=in_language(alert.name, language),
        part=part_name(alert.part, words),
        detail=words.get(f"status_{alert.detail}", alert.detail),
        value=alert.value,
        target=alert.target,
    )


def _service_sentence(alert: AlertRow, words: Said, language: Language) -> str:
    """A service is called ``sms``, ``sms-ID``, ``webhook-ID``, …; of SMS it is known what each code means."""
    called = in_language(alert.name, language)
    kind, _, name = called.partition("-")
    said = words.get(f"service_{kind}_of" if name else f"service_{kind}", called).format(name=name)
    detail = reason_sentence(alert.detail, SMS_PAGE[language]) if kind == SERVICE else alert.detail
    return words[alert.rule].format(name=said, detail=detail)


def lasting(minutes: int, words: Said) -> str:
    """So many minutes; from two hours on in hours."""
    if minutes < TWO_HOURS:
        return words["minutes"].format(minutes=minutes)
    return words["hours"].format(hours=minutes // 60, minutes=minutes % 60)


def part_name(part: str, words: Said) -> str:
    return words.get(f"part_{part}", part)


def day_rows(comparison: Comparison, words: Said) -> list[tuple[str, tuple[str, str, str]]]:
    """Each figure of today, of the other day until the same hour, and of all of it."""
    days = (comparison.now, comparison.then, comparison.whole)
    shown = {
        "so_far": [str(of.issued) for of in days],
        "served": [str(of.served) for of in days],
        "half_waited": [_minutes(of.waiting.p50, words) for of in days],
        "busy": [_share(of, words) for of in days],
    }
    return [(words[name], (now, then, whole)) for name, (now, then, whole) in shown.items()]


def day_lines(figures: DayFigures, words: Said) -> Iterator[str]:
    """How far one can rely on what is foretold."""
    if figures.expected:
        errors = [each.error for each in figures.expected if each.error is not None]
        name = "expected_why" if errors else "expected_unknown"
        error = f"{sum(errors) / len(errors):.1f}" if errors else ""
        yield words[name].format(days=figures.expected_of, error=error)
    yield from _forecast_line(figures.forecasts, words)


def _forecast_line(forecasts: Forecasts, words: Said) -> Iterator[str]:
    if forecasts.mean_error_s is not None and forecasts.within_p90 is not None:
        error, share = round(forecasts.mean_error_s / MINUTE_S), round(100 * forecasts.within_p90)
        yield words["forecast_why"].format(error=error, share=share)


def _minutes(seconds: float | None, words: Said) -> str:
    return words["none"] if seconds is None else words["minutes"].format(minutes=round(seconds / MINUTE_S))


def _share(figures: Figures, words: Said) -> str:
    return words["none"] if figures.utilisation is None else f"{round(100 * figures.utilisation)} %"
