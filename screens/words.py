"""What call screens say, Chinese first: short sentences spoken to a person."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from queue_server.contract.views import Estimate
from queue_server.contract.waiting import minutes_range


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing said in both languages; ``en`` is empty where nobody wrote it."""

    zh: str
    en: str = ""

    @property
    def beside(self) -> str:
        """Both in one line."""
        return f"{self.zh}  {self.en}".strip()

    @property
    def below(self) -> str:
        """Both, the English on a line of its own."""
        return f"{self.zh}\n{self.en}".strip()


NOTHING = Phrase("")

FOLLOW_THE_WINDOWS = Phrase("号码以窗口呼叫为准", "Follow the calls at the windows")
CONNECTING = Phrase("正在连接叫号系统", "Connecting to the queue system")
NO_CALL_YET = Phrase("暂无叫号", "No calls yet")
PLEASE_TAKE_A_TICKET = Phrase("取号后请留意屏幕", "Take a ticket, then watch this screen")
CALLED_NOW = Phrase("请到窗口", "Please go to the window")
SERVING = Phrase("办理中", "Serving")
MISSED = Phrase("过号", "Missed")
DONE = Phrase("已办结", "Done")
WAITING = Phrase("等候人数", "Waiting")
MINUTES = Phrase("分钟", "min")
TIME_UNKNOWN = Phrase("未知", "n/a")
QUEUE_CLOSED = Phrase("停办", "closed")


def phrase(text: Mapping[str, str]) -> Phrase:
    """A text of the contract; ``zh`` is always there."""
    return Phrase(text["zh"], text.get("en", ""))


def nameless_window(window: str) -> Phrase:
    """A window whose name was not heard yet, by its id."""
    return Phrase(f"{window}号窗口" if window.isdecimal() else f"窗口 {window}", f"Window {window}")


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
