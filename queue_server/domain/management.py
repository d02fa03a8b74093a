"""What a manager sees to besides queues and windows: notices, clients that are locked, alerts."""

from collections.abc import Mapping
from datetime import datetime
from typing import Literal, NamedTuple, get_args

MOST_NOTICES = 8
"""More than screens turn through in a minute, nobody reads."""

ControlAction = Literal["lock", "unlock", "restart", "test_print", "reload"]

AlertRule = Literal[
    "window_idle",
    "wait_long",
    "queue_long",
    "forecast_long",
    "client_away",
    "device_trouble",
    "paper_low",
    "number_refused",
    "service_failing",
    "case_overdue",
    "locker_trouble",
]
"""What an alert can be about."""

ALERT_RULES: tuple[AlertRule, ...] = get_args(AlertRule)


class Notice(NamedTuple):
    """A line on every screen of the hall, at the longest ``until`` a moment. ``text`` is by language."""

    id: str
    text: Mapping[str, str]
    until: datetime | None = None


class Lock(NamedTuple):
    """A client that citizens cannot use. ``control`` is the id of the control message that said so."""

    client: str
    control: str
    reason: str | None = None


class AlertKey(NamedTuple):
    """What an alert is about: there is one of each at a time. ``part`` is a device part of the client ``subject``."""

    rule: AlertRule
    subject: str
    part: str | None = None


class Alert(NamedTuple):
    """Something that needs a hand, ``urgent`` where citizens suffer now; ``value`` against ``target`` as it was raised.

    ``id`` is the ``seq`` of the event that raised it; ``acknowledged_by`` is a staff number, never a name.
    """

    id: str
    key: AlertKey
    raised_at: datetime
    urgent: bool = False
    value: float | None = None
    target: float | None = None
    detail: str | None = None
    acknowledged_by: str | None = None
    acknowledged_at: datetime | None = None
