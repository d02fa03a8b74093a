"""What staff and managers do at a terminal, and what of it lasts."""

from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

import pytest

from kiosk.care.caretaker import Caretaker, Hands
from kiosk.care.memory import LEAST_UPTIME_S, LOOK_EVERY_S, MemoryWatch, resident_mb
from kiosk.flow.care import StaffAction
from kiosk.outbox import open_outbox
from kiosk.remembered import Remembered
from queue_server.contract.commands import Printed
from queue_server.contract.views import Control, PartHealth


@dataclass
class Bench:
    remembered: Remembered
    roll_m: float | None = None
    done: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.caretaker = self.again()

    def again(self) -> Caretaker:
        """As after the next start."""
        hands = Hands(*(lambda name=name: self.done.append(name) for name in ("sample", "reload", "restart")))  # type: ignore[misc]
        return Caretaker(self.remembered, hands, roll_m=self.roll_m, changed=lambda: self.done.append("changed"))

    def control(self, action: str, control_id: str) -> None:
        self.caretaker.control_came(Control(id=control_id, type=action, data={}).model_dump_json().encode())  # type: ignore[arg-type]


@pytest.fixture
def bench(tmp_path: Path) -> Bench:
    return Bench(open_outbox(tmp_path).remembered)


def test_a_lock_lasts_until_it_is_taken_back(bench: Bench) -> None:
    bench.control("lock", "7")
    assert bench.caretaker.care.locked
    assert bench.again().care.locked
    bench.control("unlock", "8")
    assert not bench.again().care.locked


def test_staff_at_the_terminal_take_back_a_lock_from_afar_for_good(bench: Bench) -> None:
    """The server tells a lock at each return, until it has heard that it was taken back."""
    bench.control("lock", "7")
    bench.caretaker.do(StaffAction.UNLOCK)
    assert bench.caretaker.parts()["terminal"].detail == "unlocked=7 done=7"
    bench.caretaker = bench.again()
    bench.control("lock", "7")
    assert not bench.caretaker.care.locked
    assert bench.caretaker.parts()["terminal"].detail == "unlocked=7"
    bench.control("lock", "9")
    assert bench.caretaker.care.locked
    assert bench.caretaker.parts()["terminal"].detail == "locked done=9"


def test_what_staff_at_the_terminal_lock_stays_locked_whatever_was_taken_back_before(bench: Bench) -> None:
    bench.control("lock", "7")
    bench.caretaker.do(StaffAction.UNLOCK)
    bench.caretaker.do(StaffAction.LOCK)
    assert bench.caretaker.parts()["terminal"].detail == "locked done=7"
    bench.control("unlock", "8")
    assert not bench.again().care.locked


def test_a_control_is_acknowledged_by_its_id_in_the_health(bench: Bench) -> None:
    assert bench.caretaker.parts()["terminal"] == PartHealth(status="ok")
    bench.control("lock", "7")
    assert bench.caretaker.parts()["terminal"] == PartHealth(status="ok", detail="locked done=7")
    bench.control("test_print", "8")
    bench.caretaker.sample_printed(Printed.NO)
    assert bench.caretaker.parts()["terminal"] == PartHealth(status="ok", detail="locked done=8 test=no")


def test_a_refused_number_is_told_until_the_end_of_its_day_and_over_a_power_cut(bench: Bench) -> None:
    today = date(2026, 11, 23)
    bench.caretaker.number_refused("A021", today)
    bench.caretaker.number_refused("A034", today)
    assert bench.caretaker.care.refused == ("A021", "A034")
    again = bench.again()
    again.day_is(today)
    assert again.parts()["terminal"] == PartHealth(status="ok", detail="refused=A021,A034")
    again.day_is(date(2026, 11, 24))
    assert again.parts()["terminal"] == PartHealth(status="ok")
    again.number_refused("B002", date(2026, 11, 24))
    assert bench.again().care.refused == ("B002",)


def test_the_same_control_again_does_nothing_again(bench: Bench) -> None:
    """A message may come twice, and the server tells a lock at each return."""
    bench.control("restart", "7")
    bench.control("restart", "7")
    assert bench.done.count("restart") == 1
    bench.control("restart", "8")
    assert bench.done.count("restart") == 2


@pytest.mark.parametrize(("action", "does"), [("test_print", "sample"), ("reload", "reload"), ("restart", "restart")])
def test_each_control_does_what_it_says(bench: Bench, action: str, does: str) -> None:
    bench.control(action, "7")
    assert does in bench.done


@pytest.mark.parametrize("payload", [b"", b"{}", b'{"id": "7", "type": "explode", "data": {}}', b"\xff"])
def test_what_is_no_control_is_left_alone(bench: Bench, payload: bytes) -> None:
    bench.caretaker.control_came(payload)
    assert bench.done == []


def test_paper_is_counted_until_the_roll_is_changed(bench: Bench) -> None:
    for _ in range(3):
        bench.caretaker.paper_used(150)
    assert bench.again().parts()["paper"] == PartHealth(status="ok", detail="printed=3 metres=0.5")
    bench.caretaker.do(StaffAction.NEW_ROLL)
    assert bench.again().parts()["paper"] == PartHealth(status="ok", detail="printed=0 metres=0.0")


def test_a_roll_that_is_nearly_used_up_is_told_before_the_printer_notices(bench: Bench) -> None:
    bench.roll_m = 1.0
    caretaker = bench.again()
    caretaker.paper_used(890)
    assert caretaker.parts()["paper"].status == "ok"
    caretaker.paper_used(20)
    assert caretaker.parts()["paper"].status == "low"


def test_the_volume_is_remembered_and_has_ends(bench: Bench) -> None:
    for _ in range(20):
        bench.caretaker.do(StaffAction.LOUDER)
    assert bench.again().care.volume == 100
    for _ in range(20):
        bench.caretaker.do(StaffAction.QUIETER)
    assert bench.again().care.volume == 0


def test_a_program_that_grew_too_large_asks_once_to_be_started_anew() -> None:
    asked: list[str] = []
    held = iter([900.0, 1200.0, 1300.0])
    watch = MemoryWatch(1000, lambda: asked.append("restart"), lambda: next(held))
    watch.time_passed(LEAST_UPTIME_S)
    watch.time_passed(LOOK_EVERY_S - 1)
    assert asked == []
    for _ in range(5):
        watch.time_passed(LOOK_EVERY_S)
    assert asked == ["restart"]


def test_a_program_that_is_too_large_from_the_start_is_left_alone_for_an_hour() -> None:
    asked: list[str] = []
    watch = MemoryWatch(1000, lambda: asked.append("restart"), lambda: 2000.0)
    for _ in range(59):
        watch.time_passed(LOOK_EVERY_S)
    assert asked == []
    watch.time_passed(LOOK_EVERY_S)
    assert asked == ["restart"]


def test_memory_is_what_this_process_really_holds() -> None:
    before = resident_mb()
    block = bytearray(b"x" * 50_000_000)
    assert resident_mb() > before + 40
    del block
