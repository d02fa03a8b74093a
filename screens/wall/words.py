"""What the wall says to the people who run the hall, in both languages: what is the matter, and what to do."""

from datetime import datetime

from screens.words import Phrase, clock_time

NEEDS_A_HAND = Phrase("需要处理", "Needs a hand")
ALL_WELL = Phrase("一切正常", "All is well")
NOBODY_REPORTS = Phrase("没有设备报告状态", "No device reports")
WAITING = Phrase("等候人数", "Waiting")
LONGEST = Phrase("最长已等 分钟", "Longest wait, min")
WINDOWS_OPEN = Phrase("开放窗口", "Windows open")
QUEUES = Phrase("队列", "Queues")
HALL_OPEN = Phrase("办事时间", "Open")
HALL_CLOSED = Phrase("非办事时间", "Closed")

CALLED = Phrase("叫号", "Called")
SERVING = Phrase("办理", "Serving")
FREE = Phrase("空闲", "Free")
PAUSED = Phrase("暂停", "Paused")
CLOSED = Phrase("关闭", "Closed")

_PARTS = {
    "printer": Phrase("打印机", "printer"),
    "id_reader": Phrase("读卡器", "ID reader"),
    "id_card": Phrase("读卡器", "ID reader"),
    "scanner": Phrase("扫码器", "scanner"),
    "window_sign": Phrase("窗口屏", "window sign"),
    "loudspeaker": Phrase("扬声器", "loudspeaker"),
    "caller_line": Phrase("叫号器", "caller line"),
    "modem": Phrase("短信模块", "modem"),
    "camera": Phrase("摄像头", "camera"),
    "locker": Phrase("文件柜", "locker"),
}

_CONDITIONS = {
    "low": Phrase("纸将用尽，请备纸", "runs low: have a roll ready"),
    "out": Phrase("缺纸，请换纸", "out of paper: put in a roll"),
    "jam": Phrase("卡纸，请清理", "jammed: clear it"),
    "cover_open": Phrase("盖子没关，请关好", "cover open: close it"),
    "offline": Phrase("无应答，请查电源连线", "silent: check power and cable"),
    "unknown": Phrase("状态未知，请查看", "state unknown: have a look"),
}

_KINDS = {
    "kiosk": Phrase("终端", "kiosk"),
    "screen": Phrase("屏幕", "screen"),
    "window": Phrase("窗口程序", "window program"),
    "system": Phrase("接入系统", "system"),
}


_WITHOUT_FIGURES = {
    "number_refused": Phrase("有离线号码没有收下，请帮助持号的人", "an offline number was not taken: help its holder"),
    "service_failing": Phrase("服务故障，请查看", "fails: have a look"),
    "case_overdue": Phrase("有办件超过时限，请处理", "cases past their limit: decide them"),
    "locker_trouble": Phrase("柜门需要处理", "a door needs a hand"),
}


def alert_raised(rule: str, target: float | None) -> Phrase | None:
    """What a person can do about an alert of the server; ``target`` is in people or in seconds.

    Nothing where the rule is about a program or a device, or is not known here.
    """
    people = minutes = 0
    if target is not None:
        people, minutes = round(target), round(target / 60)
    match rule:
        case "window_idle":
            return Phrase("空闲，有人在等，请叫号", "free, and people wait: call the next")
        case "wait_long":
            return Phrase(f"有人已等 {minutes} 分钟以上", f"somebody has waited over {minutes} min")
        case "queue_long":
            return Phrase(f"有 {people} 人以上在等，请加开窗口", f"{people} people and more: open a window")
        case "forecast_long":
            return Phrase(f"新来的要等 {minutes} 分钟以上", f"newcomers will wait over {minutes} min")
    return _WITHOUT_FIGURES.get(rule)


def part_needs(part: str, status: str) -> Phrase:
    name, condition = _PARTS.get(part, Phrase(part, part)), _CONDITIONS[status]
    return Phrase(f"{name.zh}{condition.zh}", f"{name.en} {condition.en}")


def program_away(kind: str) -> Phrase:
    name = _KINDS.get(kind, Phrase(kind, kind))
    return Phrase(f"{name.zh}离线，请查电源网络", f"{name.en} away: check power and network")


def minutes_short(minutes: int) -> Phrase:
    return Phrase(f"{minutes}分", f"{minutes}m")


def until(change: datetime | None) -> Phrase:
    """When the hall's state changes next, today; ``change`` in the hall's own time."""
    return Phrase(f"至 {clock_time(change)}", f"until {clock_time(change)}") if change else Phrase("")
