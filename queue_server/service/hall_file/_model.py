"""The shape of a hall file, section by section; what sections say of each other is checked in ``_links``."""

import re
from datetime import date
from typing import Annotated, Literal
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, HttpUrl

from queue_server.domain.hall import PolicyName
from queue_server.domain.hours import MINUTES_A_DAY, Span
from queue_server.domain.management import AlertRule

_CLOCK = r"(?:[01]\d|2[0-3]):[0-5]\d"
_SPAN = re.compile(rf"({_CLOCK})-({_CLOCK}|24:00)")


class Section(BaseModel):
    """A section of the file: a key that nobody reads is a mistake, and so is a number written as text."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _chinese(text: dict[str, str]) -> dict[str, str]:
    if not text.get("zh", "").strip():
        raise ValueError('a table with at least zh, such as { zh = "户籍业务", en = "Household registration" }')
    return text


def _known_zone(name: str) -> str:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError) as error:
        raise ValueError('a time zone name such as "Asia/Shanghai"') from error
    return name


def _span(text: object) -> object:
    if not isinstance(text, str) or not (match := _SPAN.fullmatch(text)):
        raise ValueError('opening hours such as "08:30-12:00"')
    start, end = (int(clock[:2]) * 60 + int(clock[3:]) for clock in match.groups())
    if end <= start:
        raise ValueError('opening hours that end after they begin; "24:00" ends a day')
    return Span(start, min(end, MINUTES_A_DAY))


def _date(text: object) -> object:
    if isinstance(text, date):
        return text
    try:
        return date.fromisoformat(str(text))
    except ValueError as error:
        raise ValueError('a date such as "2026-10-01"') from error


def _matching(pattern: str, expected: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(expected)
        return text

    return AfterValidator(check)


_ID = r"[A-Za-z0-9_.-]{1,64}"
Identifier = Annotated[str, _matching(_ID, "an id of 1 to 64 letters, digits, dots, dashes or underscores")]
Served = Annotated[str, _matching(rf"\*|{_ID}", 'the id of a queue, or "*" for every queue')]
Prefix = Annotated[str, _matching(r"[A-Za-z]{1,4}", 'one to four letters such as "A"')]
Region = Annotated[str, _matching(r"\d{6}", 'a GB/T 2260 division code of six digits such as "440604"')]
Line = Annotated[str, _matching(r"[^\x00-\x1f\x7f]{1,200}", "one line of at most 200 characters")]
Text = Annotated[dict[str, Line], AfterValidator(_chinese)]
OpeningHours = Annotated[Span, BeforeValidator(_span)]
Day = Annotated[date, BeforeValidator(_date)]
Minutes = Annotated[float, Field(gt=0, le=MINUTES_A_DAY, strict=False)]
Weekday = Literal["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
WEEKDAYS: tuple[Weekday, ...] = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")


class HallSection(Section):
    id: Identifier
    name: Text
    timezone: Annotated[str, AfterValidator(_known_zone)]
    region: Region | None = None
    phone: Line | None = None


class HoursSection(Section):
    weekly: dict[Weekday, list[OpeningHours]] = Field(default_factory=dict)
    closed: list[Day] = Field(default_factory=list)
    extra: dict[Day, list[OpeningHours]] = Field(default_factory=dict)


class QueueSection(Section):
    id: Identifier
    prefix: Prefix
    name: Text
    daily_quota: Annotated[int, Field(ge=1)] | None = None
    shared_capacity: Annotated[int, Field(ge=1)] | None = None
    identity: Literal["optional", "required"] = "optional"


class BookableSection(Section):
    every_minutes: Annotated[int, Field(ge=1, le=MINUTES_A_DAY)]
    capacity: Annotated[int, Field(ge=1)]


class ItemSection(Section):
    code: Identifier
    queue: Identifier
    name: Text
    typical_minutes: Annotated[float, Field(gt=0, le=MINUTES_A_DAY, strict=False)]
    bookable: BookableSection | None = None


class WindowSection(Section):
    id: Identifier
    name: Text
    serves: Annotated[list[Served], Field(min_length=1)]
    prefers: list[Identifier] = Field(default_factory=list)


class PrioritySection(Section):
    id: Identifier
    name: Text
    head_start_minutes: Annotated[float, Field(ge=0, strict=False)] = 0.0
    weight: Annotated[float, Field(gt=0, strict=False)] = 1.0
    from_age: Annotated[int, Field(ge=1, le=120)] | None = None
    claim: Literal["free", "staff"] = "free"


class CheckInSection(Section):
    early_minutes: Annotated[int, Field(ge=0, le=MINUTES_A_DAY)] = 30
    late_minutes: Annotated[int, Field(ge=0, le=MINUTES_A_DAY)] = 15


class RulesSection(Section):
    one_ticket_per_person_per_queue: bool = True
    recalls_before_missed: Annotated[int, Field(ge=0)] = 3
    next: PolicyName = "accumulating_priority"
    passed_over_at_most: Annotated[int, Field(ge=1)] = 8
    past_turn_at_most_minutes: Annotated[float, Field(gt=0, strict=False)] = 30.0
    preference_minutes: Annotated[float, Field(ge=0, strict=False)] = 5.0
    undo_within_s: Annotated[float, Field(ge=0, strict=False)] = 60.0
    missed_return: Literal["own_place", "end"] = "own_place"
    waiting_at_close: Literal["serve", "clear"] = "serve"
    check_in: CheckInSection = CheckInSection()
    appointments_per_person: Annotated[int, Field(ge=1)] = 2
    book_ahead_days: Annotated[int, Field(ge=0, le=366)] = 30


class QueueAlertsSection(Section):
    """What a queue has of its own."""

    people: Annotated[int, Field(ge=1)] | None = None
    wait_minutes: Minutes | None = None
    forecast_minutes: Minutes | None = None


class AlertsSection(Section):
    window_idle_minutes: Minutes = 5.0
    people: Annotated[int, Field(ge=1)] = 30
    wait_minutes: Minutes = 30.0
    forecast_minutes: Minutes = 45.0
    away_minutes: Minutes = 1.0
    trouble_minutes: Minutes = 0.5
    queues: dict[Identifier, QueueAlertsSection] = Field(default_factory=dict)
    off: list[AlertRule] = Field(default_factory=list)


class LockerSection(Section):
    """``kiosk`` is the client that opens its doors."""

    id: Identifier
    name: Text
    kiosk: Identifier
    compartments: Annotated[int, Field(ge=1, le=999)]


class CasesSection(Section):
    """What holds for applications; ``reasons`` are those that staff choose from, by their ids."""

    draft_days: Annotated[int, Field(ge=1, le=365)] = 7
    accept_days: Annotated[int, Field(ge=1, le=60)] = 5
    supplement_days: Annotated[int, Field(ge=1, le=365)] = 15
    warn_days: Annotated[int, Field(ge=0, le=30)] = 2
    collect_days: Annotated[int, Field(ge=1, le=365)] = 30
    keep_days: Annotated[int, Field(ge=0, le=3650)] = 30
    drafts_per_person: Annotated[int, Field(ge=1, le=50)] = 5
    pages_per_case: Annotated[int, Field(ge=1, le=500)] = 60
    reasons: dict[Identifier, Text] = Field(default_factory=dict)


class SecuritySection(Section):
    enrolled_only: bool = False


class WebSection(Section):
    """``public_url`` is where citizens' phones reach this server; the QR code on a ticket leads there."""

    public_url: Annotated[HttpUrl, Field(strict=False)] | None = None
