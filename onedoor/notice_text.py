"""Notices as text for a terminal."""

from collections.abc import Callable, Iterable, Sequence
from datetime import datetime

from queue_server.notices.lifecycle import State
from queue_server.notices.notice import Notice
from queue_server.notices.plan import TextLength
from queue_server.notices.reading import NoticeDay

ID_SHOWN = 12
"""Enough to tell a day's notices apart."""


def as_list(notice: Notice, masked: str | None, local: Callable[[datetime], datetime]) -> str:
    """One notice: when, who, what, through whom, and what became of it."""
    when = local(notice.handed_at or notice.due_at)
    words = [
        f"{when:%H:%M:%S}",
        notice.id[:ID_SHOWN],
        notice.step.value.ljust(21),
        (masked or "(deleted)").ljust(14),
        (notice.provider or "-").ljust(8),
        notice.state.value.ljust(9),
        notice.reason or "",
    ]
    return "  ".join(words).rstrip()


def as_told(notice: Notice) -> str:
    """What became of one notice."""
    through = f" through {notice.provider}" if notice.provider else ""
    parts = f" ({notice.parts} {'part' if notice.parts == 1 else 'parts'})" if notice.parts else ""
    reason = f": {notice.reason}" if notice.reason else ""
    return f"{notice.id[:ID_SHOWN]} {notice.state.value}{through}{parts}{reason}"


def as_day(day: NoticeDay) -> str:
    """A day by provider, then what was not sent."""
    rows = [("provider", "sent", "delivered", "failed", "unknown", "parts", "yuan")]
    rows += [
        (
            each.provider,
            str(each.count(State.SENT, State.DELIVERED)),
            str(each.count(State.DELIVERED)),
            str(each.count(State.FAILED)),
            str(each.count(State.UNKNOWN, State.SENDING)),
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
