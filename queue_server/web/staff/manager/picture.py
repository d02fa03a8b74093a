"""What a manager sees of the hall at a moment. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from queue_server.alerts.heard import Heard, Here, Part
from queue_server.contract.views import Estimate
from queue_server.contract.waiting import minutes_range
from queue_server.domain.cases.rules import Locker
from queue_server.domain.hall import Hall, Item, Queue, Text, Window
from queue_server.domain.lifecycle import AT_WORK, WINDOW_LIFE
from queue_server.domain.management import Alert, Notice
from queue_server.domain.state import HallState
from queue_server.service.views import Views

CLIENT_KINDS = ("kiosk", "screen", "window")
"""In the order in which they are listed: what citizens use first."""


@dataclass(frozen=True, slots=True)
class AlertRow:
    """``value`` and ``target`` are minutes or people; ``client`` is one that can be locked."""

    id: str
    rule: str
    name: Text
    part: str
    detail: str
    urgent: bool
    minutes: int
    value: int
    target: int
    seen_by: str
    client: str = ""
    locked: bool = False


@dataclass(frozen=True, slots=True)
class QueueRow:
    """``first_minutes`` is how long its first person has waited; none where nobody does."""

    id: str
    name: Text
    open: bool
    closed_by_hand: bool
    waiting: int
    serving: int
    range: tuple[int, int] | None
    first_minutes: int | None


@dataclass(frozen=True, slots=True)
class WindowRow:
    """``steps`` are what can be done with it from here."""

    id: str
    name: Text
    state: str
    ticket: str
    minutes: int
    operator: str
    steps: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ClientRow:
    """``online`` is none of a client that never said anything. ``parts`` are those that are not well, by name."""

    id: str
    kind: str
    online: bool | None
    minutes: int
    parts: tuple[tuple[str, Part], ...]
    parts_count: int
    locked: bool
    reason: str
    can_be_locked: bool


@dataclass(frozen=True, slots=True)
class ManagerPicture:
    """``longest_minutes`` is how long the person waits who came first of all; none where nobody does."""

    open: bool
    next_change: datetime | None
    alerts: tuple[AlertRow, ...]
    waiting: int
    longest_minutes: int | None
    windows_working: int
    issued: int
    queues: tuple[QueueRow, ...]
    windows: tuple[WindowRow, ...]
    clients: tuple[ClientRow, ...]
    notices: tuple[Notice, ...]


def manager_picture(views: Views, heard: Heard, enrolled: Mapping[str, str]) -> ManagerPicture:
    """``enrolled`` are the kinds of the clients that are expected, by id."""
    state, now = views.state, views.now
    firsts = [crowd.first.since for crowd in state.crowds.values() if crowd.first is not None]
    return ManagerPicture(
        open=state.hall.is_open(now),
        next_change=state.hall.next_change(now),
        alerts=tuple(_alert_row(state, heard, alert, now) for alert in _in_order(state)),
        waiting=sum(crowd.people for crowd in state.crowds.values()),
        longest_minutes=_minutes_since(min(firsts), now) if firsts else None,
        windows_working=sum(state.window(window).state in AT_WORK for window in state.hall.windows),
        issued=sum(state.counters.values()),
        queues=tuple(_queues(views)),
        windows=tuple(_windows(state, now)),
        clients=tuple(_clients(state, heard, enrolled, now)),
        notices=state.notices,
    )


def _in_order(state: HallState) -> list[Alert]:
    """Those that nobody sees to come first, of those the urgent ones, then the oldest."""
    return sorted(
        state.alerts.values(),
        key=lambda alert: (alert.acknowledged_by is not None, not alert.urgent, alert.raised_at),
    )


def _named(hall: Hall, rule: str, subject: str) -> Window | Queue | Item | Locker | None:
    """What of the hall an alert is about."""
    match rule:
        case "window_idle":
            return hall.windows.get(subject)
        case "case_overdue":
            return hall.items.get(subject)
        case "locker_trouble":
            return hall.lockers.get(subject)
        case _:
            return hall.queues.get(subject)


def _alert_row(state: HallState, heard: Heard, alert: Alert, now: datetime) -> AlertRow:
    rule, subject, part = alert.key
    hall = state.hall
    known = _named(hall, rule, subject)
    people = rule == "queue_long"
    since_s = (now - alert.raised_at).total_seconds()
    value, target = alert.value or 0.0, alert.target or 0.0
    if rule == "case_overdue":
        shown = int(value)
    elif people:
        shown = state.crowd(subject).people
    else:
        shown = int((value + (since_s if rule in ("window_idle", "wait_long") else 0.0)) // 60)
    of_client = rule in ("client_away", "device_trouble", "paper_low", "number_refused")
    kind = heard.clients[subject].kind if subject in heard.clients else alert.detail
    return AlertRow(
        id=alert.id,
        rule=rule,
        name=known.name if known else {"zh": subject},
        part=part or "",
        detail=alert.detail or "",
        urgent=alert.urgent,
        minutes=int(max(0.0, since_s) // 60),
        value=shown,
        target=int(target if people else target // 60),
        seen_by=alert.acknowledged_by or "",
        client=subject if of_client and kind == "kiosk" else "",
        locked=subject in state.locks,
    )


def _queues(views: Views) -> Iterator[QueueRow]:
    for queue in views.state.hall.queues:
        told = views.queue(queue)
        first = views.state.crowd(queue).first
        yield QueueRow(
            id=queue,
            name=told.name,
            open=told.open,
            closed_by_hand=queue in views.state.closed_queues,
            waiting=told.waiting,
            serving=told.serving,
            range=_range(told.estimate),
            first_minutes=_minutes_since(first.since, views.now) if first is not None else None,
        )


def _range(estimate: Estimate | None) -> tuple[int, int] | None:
    return minutes_range(estimate) if estimate is not None else None


def _windows(state: HallState, now: datetime) -> Iterator[WindowRow]:
    for window in state.hall.windows.values():
        life = state.window(window.id)
        ticket = state.tickets.get(life.ticket) if life.ticket else None
        steps = [step for step in ("open", "pause", "close") if life.state in WINDOW_LIFE[step]]
        if life.state in AT_WORK:
            steps = [step for step in steps if step != "open"]  # it is open already
        yield WindowRow(
            id=window.id,
            name=window.name,
            state=life.state.value,
            ticket=ticket.number if ticket else "",
            minutes=_minutes_since(life.since.timestamp(), now) if life.since else 0,
            operator=life.operator or "",
            steps=tuple(steps),
        )


def _clients(state: HallState, heard: Heard, enrolled: Mapping[str, str], now: datetime) -> Iterator[ClientRow]:
    kinds = {**enrolled, **heard.expected, **{client: here.kind for client, here in heard.clients.items()}}
    kinds |= {client: "kiosk" for client in state.locks if client not in kinds}
    for client, kind in sorted(kinds.items(), key=lambda each: (_place(each[1]), _numbered(each[0]))):
        if kind not in CLIENT_KINDS:
            continue
        here = heard.clients.get(client)
        parts = heard.parts.get(client, {})
        lock = state.locks.get(client)
        since = here.since if here is not None else heard.since
        yield ClientRow(
            id=client,
            kind=kind,
            online=here.online if here is not None else None,
            minutes=_minutes_since(since.timestamp(), now),
            parts=tuple((name, part) for name, part in parts.items() if not part.well or part.status == "low"),
            parts_count=len(parts),
            locked=_locked(here, parts.get("terminal"), known=lock is not None),
            reason=lock.reason or "" if lock is not None else "",
            can_be_locked=kind == "kiosk",
        )


def _locked(here: Here | None, terminal: Part | None, *, known: bool) -> bool:
    """A kiosk that is there says itself whether it is locked: staff may have done it by hand."""
    if here is not None and here.online and terminal is not None:
        return "locked" in (terminal.detail or "").split()
    return known


def _place(kind: str) -> int:
    return CLIENT_KINDS.index(kind) if kind in CLIENT_KINDS else len(CLIENT_KINDS)


def _numbered(client: str) -> tuple[str, int, str]:
    """``kiosk-2`` before ``kiosk-10``."""
    letters = client.rstrip("0123456789")
    digits = client[len(letters) :]
    return letters, int(digits) if digits else 0, client


def _minutes_since(moment: float, now: datetime) -> int:
    return max(0, int((now.timestamp() - moment) // 60))
