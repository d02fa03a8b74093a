"""Which alerts there are to be, told from the hall's state and from what was heard. Pure.

An alert is raised when its condition holds and it is not there yet; it is over when its condition is known not to hold.
What is not known leaves it as it is: a server that has just started has not heard a jammed printer yet.
"""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import NamedTuple

from queue_server.alerts.heard import TERMINAL, Heard, Here, Part
from queue_server.alerts.thresholds import Thresholds
from queue_server.domain.estimate import Estimator, Standing
from queue_server.domain.events import AlertRaised, AlertResolved, Event
from queue_server.domain.lifecycle import WindowState
from queue_server.domain.management import Alert, AlertKey
from queue_server.domain.state import HallState

CALM = 0.9
"""A queue that is at its target comes and goes: an alert about it is over below this share of the target."""

HEARD_ALL_AFTER = timedelta(minutes=5)
"""Whoever has said nothing so long after hearing began is not there to say anything."""

WATCHED_KINDS = ("kiosk", "screen")
"""Clients whose absence somebody has to see to: a clerk's desk is away whenever the clerk is."""


class Condition(NamedTuple):
    """Something that holds now."""

    key: AlertKey
    urgent: bool
    value: float | None = None
    target: float | None = None
    detail: str | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    """All that alerts are told from. ``enrolled`` are the kiosks and screens that are expected to be there."""

    state: HallState
    heard: Heard
    enrolled: Collection[str]
    now: datetime


def brought(facts: Facts, thresholds: Thresholds) -> tuple[Event, ...]:
    """The alerts to raise, and those that are over."""
    alerts = facts.state.alerts.values()
    holding = {condition.key: condition for condition in _conditions(facts, thresholds)}
    known = {alert.key for alert in alerts}
    over = (
        alert
        for alert in alerts
        if alert.key.rule in thresholds.off or (alert.key not in holding and _is_over(alert, facts, thresholds))
    )
    return (
        *(AlertResolved(at=facts.now, alert=alert.id) for alert in over),
        *(_raised(condition, facts.now) for key, condition in holding.items() if key not in known),
    )


def _raised(condition: Condition, now: datetime) -> AlertRaised:
    key = condition.key
    return AlertRaised(
        at=now,
        rule=key.rule,
        subject=key.subject,
        part=key.part,
        urgent=condition.urgent,
        value=condition.value,
        target=condition.target,
        detail=condition.detail,
    )


def _conditions(facts: Facts, thresholds: Thresholds) -> Iterator[Condition]:
    for condition in (
        *_windows(facts, thresholds),
        *_queues(facts, thresholds),
        *_clients(facts, thresholds),
        *_services(facts),
        *_cases(facts),
    ):
        if condition.key.rule not in thresholds.off:
            yield condition


def _windows(facts: Facts, thresholds: Thresholds) -> Iterator[Condition]:
    """Open, free, and people wait whom it could call: since the later of both nothing has been done about it."""
    target_s = 60 * thresholds.window_idle_minutes
    for life in facts.state.windows.values():
        if life.state is not WindowState.OPEN or life.since is None:
            continue
        firsts = [first.since for queue in life.queues if (first := facts.state.crowd(queue).first) is not None]
        if not firsts:
            continue
        idle_s = facts.now.timestamp() - max(life.since.timestamp(), min(firsts))
        if idle_s >= target_s:
            yield Condition(AlertKey("window_idle", life.id), urgent=True, value=round(idle_s), target=target_s)


def _queues(facts: Facts, thresholds: Thresholds) -> Iterator[Condition]:
    estimator = Estimator(facts.state, facts.now)
    for queue in facts.state.hall.queues:
        crowd = facts.state.crowd(queue)
        if crowd.first is not None:
            waited_s, target_s = facts.now.timestamp() - crowd.first.since, thresholds.wait_s(queue)
            if waited_s >= target_s:
                yield Condition(AlertKey("wait_long", queue), urgent=True, value=round(waited_s), target=target_s)
        target = thresholds.people_in(queue)
        if crowd.people >= target:
            yield Condition(AlertKey("queue_long", queue), urgent=False, value=crowd.people, target=target)
        expected = estimator.wait(Standing.newcomer(facts.state, queue, facts.now))
        if expected is not None and expected.p50_s >= thresholds.forecast_s(queue):
            yield Condition(
                AlertKey("forecast_long", queue),
                urgent=False,
                value=expected.p50_s,
                target=thresholds.forecast_s(queue),
            )


def _clients(facts: Facts, thresholds: Thresholds) -> Iterator[Condition]:
    away, trouble = timedelta(minutes=thresholds.away_minutes), timedelta(minutes=thresholds.trouble_minutes)
    for client, here in _watched(facts):
        if here is None or not here.online:
            since = here.since if here is not None else facts.heard.since
            if facts.now - since >= away:
                kind = here.kind if here is not None else None
                yield Condition(AlertKey("client_away", client), urgent=True, detail=kind)
    for client, parts in facts.heard.parts.items():
        there = facts.heard.clients.get(client)
        if there is not None and not there.online:
            continue  # what it said of its devices is old
        for name, part in parts.items():
            if facts.now - part.since >= trouble:
                yield from _device(client, name, part)
        for number in _refused(parts):
            yield Condition(AlertKey("number_refused", client, number), urgent=True)


def _refused(parts: Mapping[str, Part]) -> tuple[str, ...]:
    """Numbers that a terminal gave without a line, and that the hall refused when it heard of them."""
    return parts[TERMINAL].refused if TERMINAL in parts else ()


def _watched(facts: Facts) -> Iterator[tuple[str, Here | None]]:
    heard = facts.heard.clients
    expected = {client for client, kind in facts.heard.expected.items() if kind in WATCHED_KINDS}
    for client in sorted(expected.union(facts.enrolled).difference(heard)):
        yield client, None
    for client, here in heard.items():
        if here.kind in WATCHED_KINDS:
            yield client, here


def _device(client: str, name: str, part: Part) -> Iterator[Condition]:
    if not part.well:
        urgent = part.status != "unknown"
        yield Condition(AlertKey("device_trouble", client, name), urgent, detail=part.status)
    elif part.status == "low":
        yield Condition(AlertKey("paper_low", client, name), urgent=False)


def _services(facts: Facts) -> Iterator[Condition]:
    for service, trouble in facts.heard.failing.items():
        if trouble is not None:
            yield Condition(AlertKey("service_failing", service), urgent=False, detail=trouble)


def _cases(facts: Facts) -> Iterator[Condition]:
    """What the office is late with, by item; and doors that cannot be given out."""
    shelf = facts.state.shelf
    late = Counter(case.item for case in map(shelf.cases.get, shelf.late) if case is not None)
    for item, count in late.items():
        yield Condition(AlertKey("case_overdue", item), urgent=False, value=count)
    for door, use in shelf.in_use.items():
        if use.condition != "used":
            key = AlertKey("locker_trouble", door.locker, str(door.number))
            yield Condition(key, urgent=False, detail=use.condition)


def _is_over(alert: Alert, facts: Facts, thresholds: Thresholds) -> bool:
    """Of an alert whose condition does not hold."""
    rule, subject, _ = alert.key
    match rule:
        case "queue_long":
            return facts.state.crowd(subject).people < CALM * thresholds.people_in(subject)
        case "forecast_long":
            return _is_calm(subject, facts, thresholds)
        case "client_away":
            return _is_back(subject, facts)
        case "device_trouble" | "paper_low" | "number_refused":
            return _device_is_over(alert, facts)
        case "service_failing":
            return subject in facts.heard.failing or _heard_all(facts)
        case _:
            return True


def _is_calm(queue: str, facts: Facts, thresholds: Thresholds) -> bool:
    """Where nothing is foretold, nobody is told of a long wait."""
    if queue not in facts.state.hall.queues:
        return True
    expected = Estimator(facts.state, facts.now).wait(Standing.newcomer(facts.state, queue, facts.now))
    return expected is None or expected.p50_s < CALM * thresholds.forecast_s(queue)


def _is_back(client: str, facts: Facts) -> bool:
    here = facts.heard.clients.get(client)
    if here is not None:
        return here.online
    return client not in facts.enrolled and client not in facts.heard.expected and _heard_all(facts)


def _device_is_over(alert: Alert, facts: Facts) -> bool:
    """What an absent client said of its devices does not end an alert, and neither does silence at first."""
    here = facts.heard.clients.get(alert.key.subject)
    if here is not None and not here.online:
        return False
    parts = facts.heard.parts.get(alert.key.subject)
    if parts is None:
        return _heard_all(facts)
    if alert.key.rule == "number_refused":
        return alert.key.part not in _refused(parts)
    part = parts.get(alert.key.part or "")
    if part is None:
        return True
    return part.status != "low" if alert.key.rule == "paper_low" else part.well


def _heard_all(facts: Facts) -> bool:
    return facts.now - facts.heard.since >= HEARD_ALL_AFTER
