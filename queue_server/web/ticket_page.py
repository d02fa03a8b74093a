"""What a ticket's page says, in the citizen's language."""

from typing import Any, Literal

from queue_server.contract.views import Ticket
from queue_server.contract.waiting import minutes_range
from queue_server.domain.hall import Hall, Text

Language = Literal["zh", "en"]

REFRESH_S = 15
"""How often the page of a living ticket asks again. It needs no script, so that it works on any phone."""

_STATES = {
    "zh": {
        "waiting": "请在大厅等候叫号",
        "called": "请马上到 {window}",
        "serving": "正在 {window} 办理",
        "finished": "已办结，感谢您的到来",
        "missed": "已过号，请到咨询台询问",
        "cancelled": "这个号码已取消",
    },
    "en": {
        "waiting": "Please wait in the hall for your call",
        "called": "Please go to {window} now",
        "serving": "You are being served at {window}",
        "finished": "Done. Thank you for coming",
        "missed": "Your call has passed. Please ask at the information desk",
        "cancelled": "This ticket was cancelled",
    },
}

_WORDS = {
    "zh": {
        "title": "我的号码",
        "ahead": "前面还有 {count} 位",
        "next": "您是下一位",
        "range": "大约 {low}–{high} 分钟",
        "soon": "大约 {high} 分钟以内",
        "unknown": "等候时间暂时无法估计",
        "issued": "取号时间 {time}",
        "refresh": "本页每 {seconds} 秒自动更新。请以大厅叫号为准。",
        "gone": "没有找到这个号码",
        "gone_why": "号码只在取号当天有效。请核对二维码，或到咨询台询问。",
    },
    "en": {
        "title": "My ticket",
        "ahead": "{count} before you",
        "next": "You are next",
        "range": "about {low}–{high} minutes",
        "soon": "within about {high} minutes",
        "unknown": "The waiting time is not known at the moment",
        "issued": "Taken at {time}",
        "refresh": "This page renews itself every {seconds} seconds. The call in the hall counts.",
        "gone": "This ticket was not found",
        "gone_why": "A ticket is valid on the day it was taken. Please check the code, or ask at the information desk.",
    },
}


def preferred_language(accept_language: str) -> Language:
    """English for those whose first language is English, Chinese for everyone else."""
    return "en" if accept_language.strip().lower().startswith("en") else "zh"


def in_language(text: Text, language: Language) -> str:
    """Text for people; Chinese where there is no translation."""
    return text.get(language) or text["zh"]


def ticket_page_content(hall: Hall, ticket: Ticket, language: Language) -> dict[str, Any]:
    """The values of the template ``ticket.html``."""
    words = _WORDS[language]
    window = hall.windows.get(ticket.window or "")
    queue = hall.queues.get(ticket.queue)
    living = ticket.state in ("waiting", "called", "serving")
    return {
        "lang": language,
        "title": words["title"],
        "hall": in_language(hall.name, language),
        "number": ticket.number,
        "queue": in_language(queue.name, language) if queue else "",
        "state": ticket.state,
        "sentence": _STATES[language][ticket.state].format(window=in_language(window.name, language) if window else ""),
        "waiting": [words["ahead" if ticket.ahead else "next"].format(count=ticket.ahead), _range(ticket, language)]
        if ticket.state == "waiting"
        else [],
        "issued": words["issued"].format(time=ticket.issued_at.strftime("%Y-%m-%d %H:%M")),
        "refresh_s": REFRESH_S if living else None,
        "refresh": words["refresh"].format(seconds=REFRESH_S) if living else "",
    }


def _range(ticket: Ticket, language: Language) -> str:
    words = _WORDS[language]
    if ticket.estimate is None:
        return words["unknown"]
    low, high = minutes_range(ticket.estimate)
    return words["range" if low else "soon"].format(low=low, high=high)


def gone_page(hall: Hall, language: Language) -> dict[str, Any]:
    """The values of the template ``gone.html``."""
    words = _WORDS[language]
    return {
        "lang": language,
        "hall": in_language(hall.name, language),
        "title": words["gone"],
        "sentence": words["gone_why"],
    }
