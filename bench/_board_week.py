"""A week in the life of a hall board: a call every two minutes in opening hours, each with all that follows from it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from bench._hall import HALL_ID
from queue_server.contract.topics import Topics
from queue_server.contract.views import Board, Call, Estimate, HallState, QueueState, TicketState, WindowState
from screens.feed import News

DAYS = 7
CALLS_A_DAY = 240
WINDOWS = 12
QUEUES = 9
KEPT = 24
STATES: tuple[TicketState, ...] = ("called", "serving", "finished", "missed")


class Week:
    """The same week every time. Numbers begin anew each day, as a hall's do."""

    def __init__(self) -> None:
        self.topics = Topics(HALL_ID)
        self.begins = datetime(2026, 11, 23, 0, 30, tzinfo=UTC)

    def day(self, day: int) -> Iterator[tuple[datetime, News | None]]:
        """Moments at which the board is looked at, with what was heard just then."""
        opens = self.begins + timedelta(days=day)
        yield opens, self._hall(opens)
        calls: list[Call] = []
        for place in range(CALLS_A_DAY):
            now = opens + timedelta(minutes=2 * place)
            calls = [self._call(place, now), *(self._later(call, n) for n, call in enumerate(calls))][:KEPT]
            yield now, self._board(calls, place, now)
            # The dark half of a flash, and the settled board.
            yield now + timedelta(seconds=0.6), None
            yield now + timedelta(seconds=9), None

    def _hall(self, now: datetime) -> News:
        state = HallState(hall=HALL_ID, name={"zh": "测量大厅", "en": "Bench hall"}, open=True, notices=())
        messages = {self.topics.hall: state.model_dump_json().encode()}
        for number in range(1, WINDOWS + 1):
            name = {"zh": f"{number}号综合窗口", "en": f"Counter {number}"}
            window = WindowState(window=str(number), name=name, state="open", since=now)
            messages[self.topics.window(str(number))] = window.model_dump_json().encode()
        return News(line_up=True, messages=messages)

    def _call(self, place: int, now: datetime) -> Call:
        number = f"{chr(65 + place % QUEUES)}{place // QUEUES + 1:03}"
        return Call(number=number, window=str(place % WINDOWS + 1), state="called", called_at=now, recalls=0)

    def _later(self, call: Call, age: int) -> Call:
        state = STATES[min(age, 2)] if call.window != "7" else STATES[min(age, 1) * 3]
        return call.model_copy(update={"state": state})

    def _board(self, calls: list[Call], place: int, now: datetime) -> News:
        queues = tuple(
            QueueState(
                queue=str(queue), name={"zh": f"办理业务{queue}", "en": f"Service {queue}"}, open=True,
                waiting=(place * 3 + queue * 7) % 60, serving=1,
                estimate=Estimate(p50_s=(place + queue) % 40 * 60, p90_s=(place + queue) % 40 * 60 + 900),
            )
            for queue in range(QUEUES)
        )  # fmt: skip
        missed = tuple(call.number for call in calls if call.state == "missed")
        board = Board(hall=HALL_ID, seq=place, at=now, calls=tuple(calls), queues=queues, missed=missed)
        return News(line_up=None, messages={self.topics.board: board.model_dump_json().encode()})
