"""What screens say, in both languages: short sentences spoken to a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from queue_server.contract.views import Estimate
from queue_server.contract.waiting import minutes_range


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing to say; ``en`` is empty where nobody wrote it, and where it is the same in both."""

    zh: str
    en: str = ""


NOTHING = Phrase("")

FOLLOW_THE_WINDOWS = Phrase("号码以窗口呼叫为准", "Follow the calls at the windows")
CONNECTING = Phrase("正在连接叫号系统", "Connecting to the queue system")
NO_CALL_YET = Phrase("暂无叫号", "No calls yet")
PLEASE_TAKE_A_TICKET = Phrase("取号后请留意屏幕", "Take a ticket, then watch this screen")
SERVING = Phrase("办理中", "Serving")
MISSED = Phrase("过号", "Missed")
DONE = Phrase("已办结", "Done")
WAITING = Phrase("等候人数", "Waiting")
MINUTES = Phrase("分钟", "min")
TIME_UNKNOWN = Phrase("未知", "n/a")
QUEUE_CLOSED = Phrase("停办", "closed")

NEXT_PLEASE = Phrase("下一位，请到本窗口", "Next, please")
NOW_SERVING = Phrase("正在办理", "Now serving")
WAIT_FOR_YOUR_NUMBER = Phrase("请等候叫号", "Please wait for your number")
WINDOW_PAUSED = Phrase("暂停服务", "Paused for a moment")
WINDOW_CLOSED = Phrase("窗口关闭", "Window closed")
LISTEN_TO_THE_CLERK = Phrase("请听工作人员呼叫", "Please listen for the clerk's call")

WAIT_SHORT = Phrase("请等叫号", "WAIT")
PAUSED_SHORT = Phrase("暂停服务", "PAUSED")
CLOSED_SHORT = Phrase("窗口关闭", "CLOSED")
LISTEN_SHORT = Phrase("请听呼叫", "LISTEN")
"""Four characters stand still on the narrowest sign, of 64 dots."""


def phrase(text: Mapping[str, str]) -> Phrase:
    """A text of the contract; ``zh`` is always there."""
    return Phrase(text["zh"], text.get("en", ""))


def nameless_window(window: str) -> Phrase:
    """A window whose name was not heard yet, by its id."""
    return Phrase(f"{window}号窗口" if window.isdecimal() else f"窗口 {window}", f"Window {window}")


def announced(number: str, window: str) -> Phrase:
    """The caption of a call: word for word what the hall's voice says."""
    return Phrase(f"请 {number} 号到 {window} 号窗口", f"Number {number}, please go to window {window}")


def staff(operator: str) -> Phrase:
    return Phrase(f"工号 {operator}", f"Staff {operator}")


def no_such_window(window: str) -> Phrase:
    return Phrase(f"叫号系统中没有窗口 {window}", f"The queue system has no window {window}")


def clock_time(moment: datetime) -> str:
    return f"{moment:%H:%M}"


def day_or_time(moment: datetime, now: datetime) -> Phrase:
    """``10:42`` today, the date on any other day. Both times in the hall's zone."""
    if moment.date() == now.date():
        return Phrase(clock_time(moment), clock_time(moment))
    return Phrase(f"{moment.month}月{moment.day}日", f"{moment.day} {moment:%b}")


def line_lost(since: Phrase) -> Phrase:
    return Phrase(f"连接中断 {since.zh} 起", f"Connection lost since {since.en}")


def server_away(since: Phrase | None) -> Phrase:
    """``since`` is none when it happened before this screen could see it."""
    if since is None:
        return Phrase("叫号系统中断", "The queue system is away")
    return Phrase(f"系统中断 {since.zh} 起", f"The queue system is away since {since.en}")


def as_of(moment: Phrase) -> Phrase:
    return Phrase(f"截至 {moment.zh}", f"as of {moment.en}")


def hall_closed(opens: Phrase | None, opens_at: str) -> tuple[Phrase, Phrase]:
    """Title and detail. ``opens`` is the day or time of the next opening, none where it is not known."""
    title = Phrase("现在不在办事时间", "The counters are closed now")
    if opens is None:
        return title, NOTHING
    day = "" if opens.zh == opens_at else f"{opens.zh} "
    english_day = "" if opens.en == opens_at else f" on {opens.en}"
    return title, Phrase(f"下次开放 {day}{opens_at}", f"Next opening{english_day} at {opens_at}")


def minutes(estimate: Estimate) -> Phrase:
    """A range whose unit stands at the head of its column."""
    low, high = minutes_range(estimate)
    return Phrase(f"{low}–{high}")


def other_queues(count: int) -> Phrase:
    return Phrase(f"其余 {count} 项", f"{count} more")


def page(place: int, count: int) -> Phrase:
    """Pages are counted from 1."""
    return Phrase(f"第 {place}/{count} 页", f"page {place}/{count}")
