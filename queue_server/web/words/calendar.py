from collections.abc import Mapping
from datetime import date

from queue_server.web.language import Language

WEEKDAYS: Mapping[Language, tuple[str, ...]] = {
    "zh": ("周一", "周二", "周三", "周四", "周五", "周六", "周日"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
MONTHS_EN = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def short_day(day: date, language: Language) -> str:
    """``11月20日``, ``20 Nov``."""
    return f"{day.month}月{day.day}日" if language == "zh" else f"{day.day} {MONTHS_EN[day.month - 1]}"


def day_name(day: date, language: Language) -> str:
    """``11月20日 周五``, ``Fri 20 Nov``."""
    weekday, short = WEEKDAYS[language][day.weekday()], short_day(day, language)
    return f"{short} {weekday}" if language == "zh" else f"{weekday} {short}"
