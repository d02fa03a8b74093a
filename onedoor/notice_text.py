"""Notices as text for a terminal."""

from collections.abc import Iterable, Sequence

from queue_server.contract.sms import SmsDay, SmsMessage
from queue_server.notices.notice import Notice
from queue_server.notices.plan import TextLength

ID_SHOWN = 12
"""Enough to tell a day's notices apart."""


def as_list(message: SmsMessage) -> str:
    """One notice: when, who, what, through whom, and what became of it."""
    words = [
        f"{message.at:%H:%M:%S}",
        message.id[:ID_SHOWN],
        message.step.ljust(21),
        (message.number or "(deleted)").ljust(14),
        (message.provider or "-").ljust(8),
        message.state.ljust(9),
        message.reason or "",
    ]
    return "  ".join(words).rstrip()


def as_told(notice: Notice) -> str:
    """What became of one notice."""
    through = f" through {notice.provider}" if notice.provider else ""
    parts = f" ({notice.parts} {'part' if notice.parts == 1 else 'parts'})" if notice.parts else ""
    reason = f": {notice.reason}" if notice.reason else ""
    return f"{notice.id[:ID_SHOWN]} {notice.state.value}{through}{parts}{reason}"


def as_day(day: SmsDay) -> str:
    """A day by provider, then what was not sent."""
    rows = [("provider", "sent", "delivered", "failed", "unknown", "parts", "yuan")]
    rows += [
        (
            each.provider,
            str(each.sent),
            str(each.delivered),
            str(each.failed),
            str(each.unknown),
            str(each.parts),
            f"{each.cost:.2f}",
        )
        for each in day.providers
    ]
    lines = _table(rows)
    lines.append(f"waiting: {day.waiting}")
    lines += [f"dropped, {reason}: {count}" for reason, count in sorted(day.dropped.items())]
    return "\n".join(lines)


def as_text_lengths(lengths: Iterable[TextLength]) -> str:
    """Every text, how long it becomes, and in how many parts it is sent and paid for."""
    rows = [("step", "language", "length", "parts", "text")]
    rows += [(each.step.value, each.language, str(each.units), str(each.parts), each.text) for each in lengths]
    return "\n".join(_table(rows))


def _table(rows: Sequence[tuple[str, ...]]) -> list[str]:
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    return ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows]
