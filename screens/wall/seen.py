"""What the wall has seen besides what every screen sees: which programs are there, and how their devices are. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, TypeVar

from pydantic import ValidationError

from queue_server.contract.topics import SERVER, Topics, last_level
from queue_server.contract.views import Alert, Alerts, Health, PartHealth, Presence
from screens.board.hearing import Misheard, topics_heard, with_news
from screens.board.reading import NotAnObjectError, mistakes_of, object_in
from screens.board.seen import Seen
from screens.feed import News

_Told = TypeVar("_Told", Health, Presence)


@dataclass(frozen=True, slots=True)
class WallSeen:
    """``presences`` and ``healths`` are by client, without the queue server and the wall's ``own`` client.

    ``alerts`` are those that are not over.
    """

    hall: Seen
    own: str
    presences: Mapping[str, Presence] = field(default_factory=dict)
    healths: Mapping[str, Health] = field(default_factory=dict)
    alerts: tuple[Alert, ...] = ()


def wall_topics(topics: Topics) -> tuple[str, ...]:
    """What every screen hears, all programs and devices, and what needs a hand."""
    shared = (topic for topic in topics_heard(topics) if topic != topics.presence(SERVER))
    return *shared, topics.alerts, topics.presence("+"), topics.health("+")


def with_wall_news(seen: WallSeen, news: News, topics: Topics, now: datetime) -> tuple[WallSeen, tuple[Misheard, ...]]:
    """What was seen, with the news. What was known of programs and devices holds for the old line only."""
    if news.line_up:
        seen = WallSeen(seen.hall, seen.own)
    hall, misheard = with_news(seen.hall, news, topics, now)
    seen = replace(seen, hall=hall)
    more: list[Misheard] = []
    for topic, payload in news.messages.items():
        try:
            seen = _with_message(seen, topic, payload, topics)
        except (ValidationError, NotAnObjectError) as error:
            more.append(Misheard(topic, mistakes_of(error)))
    return seen, (*misheard, *more)


def _with_message(seen: WallSeen, topic: str, payload: bytes, topics: Topics) -> WallSeen:
    if topic == topics.alerts:
        return replace(seen, alerts=Alerts.model_validate(object_in(payload)).alerts if payload else ())
    client = last_level(topic)
    if client in (SERVER, seen.own):
        return seen
    if topic == topics.presence(client):
        presence = Presence.model_validate(object_in(payload)) if payload else None
        return replace(seen, presences=_with(seen.presences, client, presence))
    if topic == topics.health(client):
        return replace(seen, healths=_with(seen.healths, client, _health(payload) if payload else None))
    return seen


def _with(known: Mapping[str, _Told], client: str, told: _Told | None) -> Mapping[str, _Told]:
    """An empty message takes back what was retained: the client is of this hall no more."""
    others = {name: value for name, value in known.items() if name != client}
    return others if told is None else {**others, client: told}


def _health(payload: bytes) -> Health:
    """A part in a condition that nobody knows here is unknown: it may need a hand, and the others are still told."""
    message = object_in(payload)
    parts = message.get("parts")
    return Health.model_validate(
        {**message, "parts": {name: _part(part) for name, part in parts.items()} if isinstance(parts, dict) else parts}
    )


def _part(part: Any) -> PartHealth:
    try:
        return PartHealth.model_validate(part)
    except ValidationError:
        return PartHealth(status="unknown")
