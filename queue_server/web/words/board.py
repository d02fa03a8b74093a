from dataclasses import dataclass
from datetime import datetime

from queue_server.web.words.calendar import short_day


@dataclass(frozen=True, slots=True)
class Phrase:
    """One thing that the hall's screen says in both languages at once."""

    zh: str
    en: str


NO_PHRASE = Phrase("", "")
TITLE = Phrase("叫号屏", "Call board")
WAITING = Phrase("等候人数", "Waiting")
MINUTES = Phrase("分钟", "min")
TIME_UNKNOWN = Phrase("未知", "n/a")
QUEUE_CLOSED = Phrase("停办", "closed")
MISSED = Phrase("过号", "Missed")
SERVING = Phrase("办理中", "Serving")
DONE = Phrase("已办结", "Done")
NO_CALL_YET = Phrase("暂无叫号", "No calls yet")
TAKE_A_TICKET = Phrase("取号后请留意屏幕", "Take a ticket, then watch this screen")
HALL_CLOSED = Phrase("现在不在办事时间", "The counters are closed now")
LINE_LOST = Phrase("连接中断，号码以窗口呼叫为准", "Connection lost: follow the calls at the windows")


def announced(number: str, window: str) -> Phrase:
    """The caption of a call: word for word what a hall's voice says."""
    return Phrase(f"请 {number} 号到 {window} 号窗口", f"Number {number}, please go to window {window}")


def other_queues(count: int) -> Phrase:
    return Phrase(f"其余 {count} 项", f"{count} more")


def opens_at(moment: datetime, *, of_today: bool) -> Phrase:
    """When the counters open next."""
    time = f"{moment:%H:%M}"
    if of_today:
        return Phrase(f"今天 {time} 开放", f"They open today at {time}")
    day = moment.date()
    return Phrase(f"{short_day(day, 'zh')} {time} 开放", f"They open on {short_day(day, 'en')} at {time}")
