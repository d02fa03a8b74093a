"""A citizen at a real kiosk, with a real server behind it: everything by touch."""

from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from tests.end_to_end.conftest import HALL
from tests.end_to_end.driven_kiosk import Kiosk

NUMBER = "11010519491231002X"
"""The example of GB 11643: somebody of age."""

MORE = """
[[priority]]
id = "elderly"
name = { zh = "老年人优先" }
from_age = 65
"""


@pytest.fixture
def kiosk(hall, tmp_path):
    bookable = "typical_minutes = 9\nbookable = { every_minutes = 30, capacity = 1 }\n"
    hall.file.write_text(HALL.replace("typical_minutes = 9\n", bookable) + MORE, encoding="utf-8")
    hall.start()
    (tmp_path / "paper").mkdir()
    kiosk = Kiosk(hall, tmp_path)
    kiosk.start()
    kiosk.program.do("read hall-state 位")
    yield kiosk
    kiosk.end()


def touch(kiosk, *names):
    for name in names:
        kiosk.program.do(f"wait {name}")
        kiosk.program.do(f"touch {name}")


def type_number(kiosk):
    touch(kiosk, "type:id_number", *(f"key:{digit}" for digit in NUMBER), "confirm")


def booked(kiosk):
    """A time of a later day for the typed number."""
    touch(kiosk, "way:enquire", "goal:book", "item:move-in", "later-day", "slot:00:00", "confirm")
    type_number(kiosk)
    kiosk.program.do("read title 证件 ****002X")
    touch(kiosk, "confirm")
    kiosk.program.do("wait page:booked")
    assert "00:00" in kiosk.program.do("text subject")


def test_a_typed_number_gets_a_ticket_with_the_priority_of_its_age_and_finds_it_again(hall, kiosk):
    witness = hall.client("witness", "system")
    touch(kiosk, "way:take")
    type_number(kiosk)
    touch(kiosk, "queue:household")
    kiosk.program.do("read lines 老年人优先")
    touch(kiosk, "confirm")
    number = kiosk.number()
    issued = witness.wait("event", lambda event: event["type"] == "ticket_issued")
    assert issued["data"]["priority"] == "elderly"
    touch(kiosk, "home", "way:enquire", "goal:ticket")
    type_number(kiosk)
    kiosk.program.do("wait page:one-ticket")
    assert kiosk.program.do("text number") == number
    touch(kiosk, "cancel", "confirm")
    kiosk.program.do("read subject 号已取消")
    witness.wait("event", lambda event: event["type"] == "ticket_cancelled")


def test_a_time_is_booked_found_too_early_for_and_given_up(hall, kiosk):
    witness = hall.client("witness", "system")
    booked(kiosk)
    touch(kiosk, "leave", "way:enquire", "goal:appointments")
    type_number(kiosk)
    kiosk.program.do("wait page:one-appointment")
    touch(kiosk, "check-in")
    kiosk.program.do("read title 您来早了")
    touch(kiosk, "leave", "way:enquire", "goal:appointments")
    type_number(kiosk)
    touch(kiosk, "cancel", "confirm")
    kiosk.program.do("read subject 预约已取消")
    witness.wait("event", lambda event: event["type"] == "appointment_cancelled")


def test_a_booking_is_moved_to_another_time(hall, kiosk):
    witness = hall.client("witness", "system")
    booked(kiosk)
    touch(kiosk, "leave", "way:enquire", "goal:appointments")
    type_number(kiosk)
    touch(kiosk, "move", "later-day", "slot:00:30", "confirm")
    kiosk.program.do("read title 改好了")
    moved = witness.wait("event", lambda event: event["type"] == "appointment_moved")
    start = datetime.fromisoformat(moved["data"]["start"]).astimezone(ZoneInfo("Asia/Shanghai"))
    assert (start.hour, start.minute) == (0, 30)


def test_the_slip_of_a_booking_comes_out_of_the_printer(kiosk, tmp_path):
    booked(kiosk)
    touch(kiosk, "print")
    kiosk.program.do("read attention 打印好了")
    assert len(list((tmp_path / "paper").glob("*.png"))) == 1
