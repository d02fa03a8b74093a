"""Moments in the life of a screen: what it heard, and when it is looked at."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from pathlib import Path
from typing import Any

from pydantic import BaseModel

from queue_server.contract.topics import SERVER, Topics
from queue_server.contract.views import Alert, Alerts, Board, HallState, QueueState
from screens.feed import News
from screens.rules import Calls, Hours, Languages, PlaylistRule, ScreenRules
from tests.screens.conftest import SHANGHAI, Hall

NOW = datetime(2026, 11, 23, 10, 42, 24, tzinfo=SHANGHAI)
TOPICS = Topics("street")
CHINESE, ENGLISH = (ScreenRules(languages=Languages(in_turn=True, seconds=seconds)) for seconds in (8, 15))
NIGHT = ScreenRules(dark=(Hours(time(10), time(11)),))

QUEUE_NAMES = (
    ("户籍业务", "Household registration"),
    ("社会保险", "Social insurance"),
    ("民政服务", "Civil affairs"),
    ("税务业务", "Tax"),
    ("企业登记", "Business registration"),
    ("住房与公积金", "Housing and provident fund"),
    ("不动产登记", "Real estate registration"),
    ("出入境", "Exit and entry"),
    ("公共法律服务", "Public legal services"),
    ("残疾人服务", "Services for the disabled"),
    ("退役军人事务", "Veterans' affairs"),
    ("医疗保障", "Medical insurance"),
    ("综合咨询", "General enquiries"),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """``heard`` are news with how many seconds before the look they came."""

    kind: str
    heard: tuple[tuple[float, News], ...]
    rules: ScreenRules = field(default_factory=ScreenRules)
    window: str = "3"


def told(*messages: tuple[str, BaseModel], line_up: bool | None = None) -> News:
    return News(line_up, {topic: message.model_dump_json().encode() for topic, message in messages})


def queues(count: int = 6) -> tuple[QueueState, ...]:
    hall = Hall(NOW)
    names = [QUEUE_NAMES[place % len(QUEUE_NAMES)] for place in range(count)]
    return tuple(
        hall.queue(
            str(place), (7 * place + 3) % 26, minutes=((5 * place) % 40, (5 * place) % 40 + 10), waited=(9 * place) % 80
        ).model_copy(update={"name": {"zh": zh, "en": en}})
        for place, (zh, en) in enumerate(names)
    )


def windows() -> list[tuple[str, BaseModel]]:
    return [(TOPICS.window(str(place)), Hall(NOW).window(str(place))) for place in range(1, 17)]


def heard(board: Board, *more: tuple[str, BaseModel], ago: float = 60, state: HallState | None = None) -> Any:
    hall = Hall(NOW)
    before = hall.board().model_copy(update={"at": NOW - timedelta(hours=1)})
    return (
        (3600, told((TOPICS.board, before), (TOPICS.hall, state or hall.state()), *windows(), line_up=True)),
        (ago, told((TOPICS.board, board.model_copy(update={"at": NOW - timedelta(seconds=ago)})), *more)),
    )


def board_scenes() -> dict[str, Scene]:
    hall = Hall(NOW)
    many = [
        hall.call(f"{'ABCDEF'[place % 6]}{place + 1:03}", str(place % 16 + 1), ago=10 * place + 8)
        for place in range(24)
    ]
    ordinary = (
        hall.call("A012", "3", ago=0.2),
        hall.call("B007", "12", ago=70),
        hall.call("C031", "1", ago=90, state="serving"),
        hall.call("A011", "8", ago=120, state="serving"),
        hall.call("D102", "5", ago=300, state="missed"),
        hall.call("A009", "2", ago=420, state="finished"),
        hall.call("A008", "16", ago=500, state="finished"),
    )
    plain = hall.board(
        *ordinary, queues=queues(), missed=("A005", "B002", "D102"), notice="今天下午三点停电，三点后不再取号"
    )
    busy = hall.board(*many, queues=queues(13), missed=tuple(f"A{place:03}" for place in range(20)))
    sixty = hall.board(
        *(hall.call(f"A{60 - place:03}", str(60 - place), ago=0.1 + place / 60) for place in range(24)),
        queues=queues(13),
    )
    pushed_out = [
        (
            TOPICS.window(str(place)),
            hall.window(str(place)).model_copy(
                update={"state": "called", "ticket": f"A{place:03}", "since": NOW - timedelta(seconds=2)}
            ),
        )
        for place in range(1, 37)
    ]
    weird = [
        hall.call("8" * 40, "3", ago=0.2),
        hall.call("A\u202e012😀", "2"),
        hall.call("مرحبا١٢", "4"),
        hall.call("VIP-0012-甲", "不动产登记与档案查询综合受理窗口"),
        hall.call("A\n1\t2", "5", state="serving"),
        hall.call("甲乙丙丁戊己庚辛", "6"),
    ]
    nameless = hall.queue("x").model_copy(update={"name": {"zh": "居住证😀办理🎉与流动人口综合服务中心", "en": ""}})
    odd = hall.board(*weird, queues=(nameless, hall.queue("y", 123456789, minutes=None)), missed=("8" * 40, "A001"))
    settled = heard(plain, ago=20)
    closed = hall.state(is_open=False, next_change=NOW + timedelta(hours=22))
    lost = (*settled, (15, News(line_up=False, messages={})))
    away = hall.presence(online=False)
    return {
        "called": Scene("hall_board", heard(plain, ago=0.2)),
        "two-called": Scene("hall_board", heard(hall.board(*ordinary[:1], hall.call("B008", "4", ago=0.2)), ago=0.2)),
        "settled": Scene("hall_board", settled),
        "in-turn-zh": Scene("hall_board", heard(plain, ago=0.2), CHINESE),
        "in-turn-en": Scene("hall_board", heard(plain, ago=0.2), ENGLISH),
        "busy": Scene("hall_board", heard(busy, ago=60)),
        "sixty-windows": Scene("hall_board", heard(sixty, *pushed_out, ago=0.2)),
        "three-rows": Scene("hall_board", heard(plain, ago=0.2), ScreenRules(calls=Calls(rows=3))),
        "line-lost": Scene("hall_board", lost),
        "server-away": Scene("hall_board", (*settled, (9, told((TOPICS.presence(SERVER), away))))),
        "connecting": Scene("hall_board", ()),
        "no-call": Scene("hall_board", heard(hall.board(queues=queues(3)))),
        "closed": Scene("hall_board", heard(hall.board(queues=queues(6)), state=closed)),
        "odd": Scene("hall_board", heard(odd, ago=0.2)),
        "no-queues": Scene("hall_board", heard(hall.board(*ordinary))),
        "many-queues": Scene("hall_board", heard(hall.board(*ordinary, queues=queues(200)))),
        "night": Scene("hall_board", heard(hall.board(*ordinary[4:], queues=queues())), NIGHT),
    }


def with_playlist(scene: Scene, folder: Path) -> Scene:
    return replace(scene, rules=replace(scene.rules, playlist=PlaylistRule(folder, 1e6)))


def plate_scenes() -> dict[str, Scene]:
    hall = Hall(NOW)
    board = hall.board(hall.call("A012", "3", ago=0.2))

    def at(state: str, ticket: str | None = None, operator: str | None = "1003", *more: Any, ago: float = 0.2) -> Scene:
        window = hall.window("3").model_copy(update={"state": state, "ticket": ticket, "operator": operator})
        return Scene("window_plate", (*heard(board, (TOPICS.window("3"), window), ago=ago), *more))

    long = {"zh": "不动产登记与档案查询综合受理窗口", "en": "Real estate registration and archive"}
    named = (0.1, told((TOPICS.window("3"), hall.window("3").model_copy(update={"name": long, "state": "paused"}))))
    return {
        "called": at("called", "A012"),
        "settled": at("called", "A012", ago=30),
        "serving": at("serving", "A012", ago=30),
        "open": at("open"),
        "paused": at("paused"),
        "closed": at("closed", operator=None),
        "line-lost": at("serving", "A012", "1003", (15, News(line_up=False, messages={})), ago=30),
        "unknown": replace(at("open", ago=30), window="77"),
        "long-name": at("open", None, "1003", named, ago=30),
        "long-number": at("called", "8" * 40),
        "connecting": Scene("window_plate", ()),
        "night": replace(at("open"), rules=NIGHT),
    }


def wall_scenes() -> dict[str, Scene]:
    hall = Hall(NOW)
    states = ("serving", "called", "open", "paused", "closed")
    windows = [
        hall.window(str(place)).model_copy(
            update={
                "state": states[place % 5],
                "ticket": f"A{place:03}" if place % 5 < 2 else None,
                "since": NOW - timedelta(minutes=place * 3),
            }
        )
        for place in range(1, 61)
    ]
    told_windows = [(TOPICS.window(window.window), window) for window in windows]
    away = [(TOPICS.presence("screen-east"), hall.presence(online=False, kind="screen"))]
    here = [(TOPICS.presence(f"kiosk-0{n}"), hall.presence(online=True, kind="kiosk")) for n in range(1, 5)]
    healths = [
        (TOPICS.health("kiosk-01"), hall.health(printer="out", id_reader="ok")),
        (TOPICS.health("kiosk-02"), hall.health(printer="low", id_reader="offline")),
        (TOPICS.health("kiosk-03"), hall.health(printer="ok", id_reader="unknown")),
        (TOPICS.health("kiosk-04"), hall.health(printer="jam", id_reader="ok")),
    ]
    raised = Alerts(
        hall="street",
        seq=1,
        at=NOW,
        alerts=tuple(
            Alert(alert=rule, rule=rule, subject=subject, urgent=True, raised_at=NOW, target=2400)
            for rule, subject in (("wait_long", "6"), ("window_idle", "12"))
        ),
    )
    well = [(TOPICS.health("kiosk-01"), hall.health(printer="ok", id_reader="ok"))]
    many = [(TOPICS.presence(f"kiosk-{n}"), hall.presence(online=False, kind="kiosk")) for n in range(30)]
    open_state = hall.state(next_change=NOW + timedelta(hours=2))
    board = hall.board(queues=queues(13))

    def with_more(*more: Any) -> Any:
        return heard(board, *told_windows, *here, *more, state=open_state)

    return {
        "needs": Scene("wall", with_more(*away, *healths, (TOPICS.alerts, raised))),
        "well": Scene("wall", with_more(*well)),
        "many": Scene("wall", with_more(*many, *away, *healths)),
        "line-lost": Scene("wall", (*with_more(*away, *healths), (15, News(line_up=False, messages={})))),
        "quiet": Scene("wall", heard(hall.board())),
        "connecting": Scene("wall", ()),
        "night": Scene("wall", with_more(), NIGHT),
        "in-turn-en": Scene("wall", with_more(*healths, (TOPICS.alerts, raised)), ENGLISH),
    }


SCENES: Mapping[str, Callable[[], Mapping[str, Scene]]] = {
    "hall_board": board_scenes,
    "window_plate": plate_scenes,
    "wall": wall_scenes,
}
