"""A whole terminal in the hands of those who look after it, from afar and on the spot."""

from kiosk.care import set_pin
from kiosk.flow.care import StaffAction
from kiosk.flow.inputs import (
    CornerHeld,
    HomeTouched,
    PinEntered,
    PinKeyTouched,
    StaffTouched,
)
from kiosk.flow.pages import (
    ChooseQueue,
    Done,
    Maintenance,
    OutOfService,
    Start,
)
from kiosk.flow.shades import OutReason
from queue_server.contract.views import Control, PartHealth
from tests.kiosk.scripted_server import KIOSK, ScriptedServer
from tests.kiosk.terminal_bench import Kiosk


def _control(kiosk: Kiosk, server: ScriptedServer, action: str, control_id: str) -> None:
    control = Control.model_validate({"id": control_id, "type": action, "data": {}})
    server.say(server.connection.topics.control(KIOSK), control, retain=False)


def _told(server: ScriptedServer, part: str, detail: str) -> PartHealth:
    """The next word of a part that says so."""
    while True:
        health = server.health.get(timeout=20).parts.get(part)
        if health is not None and detail in (health.detail or ""):
            return health


def test_the_manager_locks_the_terminal_from_afar_and_a_power_cut_does_not_unlock_it(
    kiosk: Kiosk, server: ScriptedServer
) -> None:
    kiosk.until_ready()
    _control(kiosk, server, "lock", "7")
    kiosk.until(OutOfService)
    assert _told(server, "terminal", "done=7").detail == "locked done=7"
    kiosk.cut_power()
    kiosk.start()
    assert kiosk.session.page == OutOfService(OutReason.LOCKED)
    kiosk.loop.until(lambda: kiosk.session.around.line)
    _control(kiosk, server, "unlock", "8")
    kiosk.until(Start)


def test_the_manager_sees_what_came_of_a_test_print(kiosk: Kiosk, server: ScriptedServer) -> None:
    kiosk.until_ready()
    _control(kiosk, server, "test_print", "7")
    kiosk.loop.until(lambda: len(kiosk.paper.tickets) == 1)
    kiosk.loop.until(lambda: "test=yes" in (kiosk.terminal._caretaker.parts()["terminal"].detail or ""))
    assert _told(server, "terminal", "test=").detail == "done=7 test=yes"
    assert kiosk.pending() == []


def test_a_restart_waits_for_whoever_stands_here(kiosk: Kiosk, server: ScriptedServer) -> None:
    kiosk.choose()
    _control(kiosk, server, "restart", "7")
    kiosk.loop.until(lambda: kiosk.terminal._restart_wanted)
    kiosk.terminal.time_passed(1)
    assert kiosk.restarts == 0
    kiosk.terminal.handle(HomeTouched())
    kiosk.terminal.time_passed(1)
    assert kiosk.restarts == 1


def test_a_reload_opens_the_devices_anew(kiosk: Kiosk, server: ScriptedServer) -> None:
    kiosk.until_ready()
    kiosk.loop.until(lambda: kiosk.session.around.printer.status == "ok")
    _control(kiosk, server, "reload", "7")
    kiosk.loop.until(lambda: kiosk.terminal._caretaker._done == "7")
    kiosk.reader.command("lay 1")
    kiosk.until(ChooseQueue)


def test_every_ticket_counts_as_paper_of_the_roll(kiosk: Kiosk, server: ScriptedServer) -> None:
    kiosk.confirm()
    kiosk.until(Done)
    kiosk.loop.until(lambda: kiosk.session.around.care.roll_printed == 1)
    assert _told(server, "paper", "printed=1").detail == "printed=1 metres=0.0"


def test_the_staff_get_in_with_their_pin(kiosk: Kiosk, server: ScriptedServer) -> None:
    set_pin(kiosk.folder, "2580")
    kiosk.until_ready()
    kiosk.terminal.handle(CornerHeld())
    for digit in "2580":
        kiosk.terminal.handle(PinKeyTouched(digit))
    kiosk.terminal.handle(PinEntered())
    assert isinstance(kiosk.session.page, Maintenance)
    kiosk.terminal.handle(StaffTouched(StaffAction.LOCK))
    kiosk.terminal.handle(HomeTouched())
    assert kiosk.session.page == OutOfService(OutReason.LOCKED)


def test_staff_who_stand_here_end_a_lock_from_afar_and_the_server_hears_of_it(
    kiosk: Kiosk, server: ScriptedServer
) -> None:
    set_pin(kiosk.folder, "2580")
    kiosk.until_ready()
    _control(kiosk, server, "lock", "7")
    kiosk.until(OutOfService)
    kiosk.terminal.handle(CornerHeld())
    for digit in "2580":
        kiosk.terminal.handle(PinKeyTouched(digit))
    kiosk.terminal.handle(PinEntered())
    kiosk.terminal.handle(StaffTouched(StaffAction.UNLOCK))
    kiosk.terminal.handle(HomeTouched())
    kiosk.until(Start)
    assert _told(server, "terminal", "unlocked=7").detail == "unlocked=7 done=7"
    kiosk.cut_power()
    kiosk.start()
    kiosk.loop.until(lambda: kiosk.session.around.line)
    _control(kiosk, server, "lock", "7")
    _control(kiosk, server, "test_print", "8")
    kiosk.loop.until(lambda: len(kiosk.paper.tickets) == 1)
    assert "locked" not in (_told(server, "terminal", "done=8").detail or "").split()
    assert isinstance(kiosk.session.page, Start)
