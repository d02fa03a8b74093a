"""What the hall board says in a browser: calls, who waits, who was missed. Pure, and in both languages at once."""

from collections.abc import Iterable
from dataclasses import dataclass

from queue_server.contract.views import QueueState
from queue_server.contract.waiting import minutes_range
from queue_server.domain.hall import EVERY_QUEUE, Hall, Text
from queue_server.domain.lifecycle import TicketState
from queue_server.domain.state import Call, HallState, Ticket
from queue_server.service.views import Views
from queue_server.web.words import board as words
from queue_server.web.words.board import Phrase

ROWS = 6
"""Earlier calls that stand below the newest one at a time; the page's script turns to the others."""

TALL_QUEUES = 6
"""So many queues have room for their English names."""

QUEUES = 11
MISSED = 8

WIDEST = 6.4
"""The width in Chinese characters that stand in one line of large letters; what is wider is written small."""

_STATES = {
    TicketState.CALLED: ("go", words.NO_PHRASE),
    TicketState.SERVING: ("serving", words.SERVING),
    TicketState.MISSED: ("over", words.MISSED),
    TicketState.FINISHED: ("over", words.DONE),
}
"""Mark and word. Any other state is no call any more: a number that waits again must not stand beside a window."""


@dataclass(frozen=True, slots=True)
class Zone:
    """What one screen shows of a hall: empty is everything."""

    windows: tuple[str, ...] = ()
    queues: tuple[str, ...] = ()

    def shows_call(self, call: Call, ticket: Ticket) -> bool:
        return (not self.windows or call.window in self.windows) and (not self.queues or ticket.queue in self.queues)

    def queues_of(self, hall: Hall) -> tuple[str, ...]:
        """The queues that it counts, in the hall's order."""
        return tuple(queue for queue in hall.queues if self._counts(hall, queue))

    def _counts(self, hall: Hall, queue: str) -> bool:
        if self.queues and queue not in self.queues:
            return False
        served = (hall.windows[window].serves for window in self.windows)
        return not self.windows or any(EVERY_QUEUE in serves or queue in serves for serves in served)


@dataclass(frozen=True, slots=True)
class CallLine:
    """One call. ``key`` is another where there is something new to look at. ``wide``: the window is written small."""

    key: str
    number: str
    window_id: str
    window: Phrase
    mark: str
    word: Phrase
    wide: bool


@dataclass(frozen=True, slots=True)
class QueueLine:
    name: Phrase
    waiting: int
    minutes: Phrase


@dataclass(frozen=True, slots=True)
class BoardPage:
    """Either ``headline`` or ``banner`` is there. ``tall``: the queues have their English names.

    ``caption`` says of the headline what a voice would. ``rows`` are as many as pages of them are needed for everybody
    who is still to come.
    """

    headline: CallLine | None
    caption: Phrase
    banner: tuple[Phrase, Phrase] | None
    rows: tuple[CallLine, ...]
    queues: tuple[QueueLine, ...]
    tall: bool
    missed: tuple[str, ...]
    notices: tuple[Phrase, ...]


def board_page(views: Views, zone: Zone) -> BoardPage:
    """The board of one zone."""
    state = views.state
    calls = [line for line in (_line(state, call, zone) for call in state.calls) if line is not None]
    coming = (line for line in calls if line.mark == "go")
    first = next(coming, calls[0] if calls else None)
    queues = [views.queue(queue) for queue in zone.queues_of(state.hall)]
    missed = [state.tickets[ticket] for ticket in state.missed]
    counted = {queue.queue for queue in queues}
    return BoardPage(
        headline=first,
        caption=words.announced(first.number, first.window_id) if first else words.NO_PHRASE,
        banner=None if first else _banner(views),
        rows=_kept([line for line in calls if line is not first]),
        queues=_queue_lines(queues),
        tall=len(queues) <= TALL_QUEUES,
        missed=tuple(ticket.number for ticket in missed if ticket.queue in counted)[:MISSED],
        notices=tuple(phrase(notice.text) for notice in state.notices),
    )


def phrase(text: Text) -> Phrase:
    return Phrase(text["zh"], text.get("en", ""))


def width_of(text: str) -> float:
    """How wide a text is, in Chinese characters: other letters take six tenths of one at most."""
    return sum(1.0 if ord(letter) > 0x2E7F else 0.6 for letter in text)


def _line(state: HallState, call: Call, zone: Zone) -> CallLine | None:
    ticket = state.tickets[call.ticket]
    if ticket.state not in _STATES or not zone.shows_call(call, ticket):
        return None
    mark, word = _STATES[ticket.state]
    window = state.hall.windows.get(call.window)
    name = phrase(window.name) if window else Phrase(call.window, "")
    called = ticket.called_at.timestamp() if ticket.called_at else 0
    return CallLine(
        key=f"{ticket.number} {call.window} {called:.0f} {ticket.recalls}",
        number=ticket.number,
        window_id=call.window,
        window=name,
        mark=mark,
        word=word,
        wide=width_of(name.zh) > WIDEST,
    )


def _kept(rows: list[CallLine]) -> tuple[CallLine, ...]:
    """In their order. Who is still to come never loses the place to somebody who has been served."""
    coming = sum(row.mark == "go" for row in rows)
    room = ROWS * max(1, -(-coming // ROWS))
    by_need = sorted(rows, key=lambda row: (row.mark != "go", row.mark != "serving"))
    kept = {row.key for row in by_need[:room]}
    return tuple(row for row in rows if row.key in kept)


def _banner(views: Views) -> tuple[Phrase, Phrase]:
    hall = views.state.hall
    if hall.is_open(views.now):
        return words.NO_CALL_YET, words.TAKE_A_TICKET
    opens = hall.next_change(views.now)
    if opens is None:
        return words.HALL_CLOSED, words.NO_PHRASE
    return words.HALL_CLOSED, words.opens_at(opens, of_today=opens.date() == hall.day(views.now))


def _queue_lines(queues: list[QueueState]) -> tuple[QueueLine, ...]:
    if len(queues) <= QUEUES:
        return tuple(map(_queue_line, queues))
    busiest = [queue for queue in queues if queue.waiting][: QUEUES - 1]
    others = [queue for queue in queues if queue not in busiest]
    rest = QueueLine(words.other_queues(len(others)), _people(others), words.NO_PHRASE)
    return (*map(_queue_line, busiest), rest)


def _queue_line(queue: QueueState) -> QueueLine:
    if not queue.open and not queue.waiting:
        minutes = words.QUEUE_CLOSED
    elif queue.estimate is None:
        minutes = words.TIME_UNKNOWN
    else:
        low, high = minutes_range(queue.estimate)
        minutes = Phrase(f"{low}–{high}", "")
    return QueueLine(phrase(queue.name), queue.waiting, minutes)


def _people(queues: Iterable[QueueState]) -> int:
    return sum(queue.waiting for queue in queues)
