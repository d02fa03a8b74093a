"""Which topics tell of a hall's calls, and how their messages change what a screen has seen. Pure."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from queue_server.contract.topics import SERVER, Topics, last_level
from queue_server.contract.views import Presence
from screens.board.reading import (
    NotAnObjectError,
    mistakes_of,
    object_in,
    read_announcement,
    read_board,
    read_hall,
    read_window,
)
from screens.board.seen import Seen, with_announcement, with_board, with_hall, with_line, with_presence, with_window
from screens.feed import News


@dataclass(frozen=True, slots=True)
class Misheard:
    """A message, or a part of one, that could not be read and was left out."""

    topic: str
    mistakes: tuple[str, ...]


def topics_heard(topics: Topics) -> tuple[str, ...]:
    return topics.board, topics.hall, topics.window("+"), topics.presence(SERVER)


def with_news(seen: Seen, news: News, topics: Topics, now: datetime) -> tuple[Seen, tuple[Misheard, ...]]:
    """What was seen, with the news. An unreadable message changes nothing: the last good one stays.

    Messages of other topics are passed over: whoever subscribed to them reads them.
    """
    misheard = []
    if news.line_up is not None:
        seen = with_line(seen, up=news.line_up, now=now)
    for topic, payload in news.messages.items():
        try:
            seen, mistakes = _with_message(seen, topic, payload, topics, now)
        except (ValidationError, NotAnObjectError) as error:
            mistakes = mistakes_of(error)
        if mistakes:
            misheard.append(Misheard(topic, mistakes))
    return seen, tuple(misheard)


def _with_message(
    seen: Seen, topic: str, payload: bytes, topics: Topics, now: datetime
) -> tuple[Seen, tuple[str, ...]]:
    if topic == topics.board:
        reading = read_board(payload)
        return (with_board(seen, reading.board, now) if reading.board else seen), reading.mistakes
    if topic == topics.hall:
        return with_hall(seen, read_hall(payload)), ()
    if topic == topics.presence(SERVER):
        return with_presence(seen, Presence.model_validate(object_in(payload)), now), ()
    if topic.startswith(topics.window("")):
        return with_window(seen, read_window(payload)), ()
    if topic.startswith(topics.announcement("")):
        return with_announcement(seen, last_level(topic), read_announcement(payload), now), ()
    return seen, ()
