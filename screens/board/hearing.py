"""Which topics the hall board hears, and how their messages change what it has seen. Pure."""

from dataclasses import dataclass
from datetime import datetime

from pydantic import ValidationError

from queue_server.contract.topics import SERVER, Topics
from queue_server.contract.views import HallState, Presence, WindowState
from screens.board.reading import mistakes_of, read_board
from screens.board.seen import Seen, with_board, with_hall, with_line, with_presence, with_window
from screens.feed import News


@dataclass(frozen=True, slots=True)
class Misheard:
    """A message, or a part of one, that could not be read and was left out."""

    topic: str
    mistakes: tuple[str, ...]


def topics_heard(topics: Topics) -> tuple[str, ...]:
    return topics.board, topics.hall, topics.window("+"), topics.presence(SERVER)


def with_news(seen: Seen, news: News, topics: Topics, now: datetime) -> tuple[Seen, tuple[Misheard, ...]]:
    """What was seen, with the news. An unreadable message changes nothing: the last good one stays."""
    misheard = []
    if news.line_up is not None:
        seen = with_line(seen, up=news.line_up, now=now)
    for topic, payload in news.messages.items():
        try:
            seen, mistakes = _with_message(seen, topic, payload, topics, now)
        except ValidationError as error:
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
        return with_hall(seen, HallState.model_validate_json(payload)), ()
    if topic == topics.presence(SERVER):
        return with_presence(seen, Presence.model_validate_json(payload), now), ()
    return with_window(seen, WindowState.model_validate_json(payload)), ()
