"""A whole terminal but its screen: real broker, real outbox, simulated devices on real ptys."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import uuid4

import pytest
from PIL import Image

from hardware.devices_file import DeviceSetting
from hardware.id_card.simulator import IdCardSimulator
from hardware.printer.simulator import PrinterSimulator
from hardware.simulators import PtyHost, Wire
from kiosk.care import PinKeeper, set_pin
from kiosk.devices import DeviceRoom, Drawing, Pace
from kiosk.flow.care import StaffAction
from kiosk.flow.inputs import (
    BackTouched,
    ConfirmTouched,
    CornerHeld,
    GoalChosen,
    HomeTouched,
    PinEntered,
    PinKeyTouched,
    QueueTouched,
    StaffTouched,
)
from kiosk.flow.pages import (
    Asking,
    ChooseQueue,
    Confirm,
    Done,
    Maintenance,
    OneTicket,
    OutOfService,
    Printing,
    Problem,
    Sending,
    Start,
)
from kiosk.flow.session import Readiness, Session, readiness
from kiosk.flow.shades import OutReason
from kiosk.flow.wish import Goal
from kiosk.library import Library
from kiosk.outbox import open_outbox
from kiosk.terminal import PRINT_LATE_S, Staff, Terminal
from queue_server.contract.commands import CancelTicket, CheckIn, FindTickets, IssueTicket, Printed, ReportPrint
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.envelope import Command
from queue_server.contract.replies import Reply, refused
from queue_server.contract.topics import SERVER
from queue_server.contract.views import Control, PartHealth, Presence, TicketsReply
from tests.kiosk.conftest import Broker, Loop
from tests.kiosk.scenes import HALL, QUEUES, TICKET
from tests.kiosk.scripted_server import KIOSK, ScriptedServer, issued

QUICK = Pace(poll_every_s=0.01, health_every_s=0.05, reopen_s=0.02)


@dataclass
class Kiosk:
    """One terminal in a folder of its own. ``start`` anew after ``cut_power`` is the next morning's power."""

    folder: Path
    broker: Broker
    loop: Loop
    reader: IdCardSimulator = field(default_factory=IdCardSimulator)
    paper: PrinterSimulator = field(default_factory=PrinterSimulator)
    now: datetime = field(default_factory=lambda: datetime.now(UTC))
    forgotten: int = 0
    restarts: int = 0
    shown: list[Session] = field(default_factory=list)

    def start(self) -> None:
        self.hosts = [PtyHost(self.reader, Wire()), PtyHost(self.paper, Wire())]
        reader, printer = (f"serial://{host.path}" for host in self.hosts)
        devices = {kind: DeviceSetting.usual(kind, url) for kind, url in (("id_card", reader), ("printer", printer))}
        self.outbox = open_outbox(self.folder)
        self.connection = Connection(
            self.broker.address, "chancheng", Identity(KIOSK, "kiosk", "test"), clock=lambda: self.now
        )
        self.terminal = Terminal(
            self.connection,
            self.outbox,
            lambda tell, tell_health: DeviceRoom(
                devices,
                drawing=Drawing(lambda _, width: Image.new("1", (width, 64), 0), lambda _: b"%PDF-"),
                tell=tell,
                tell_health=tell_health,
                pace=QUICK,
            ),
            Staff(PinKeeper(self.folder, self.outbox.remembered), self._restart, roll_m=1),
            Library(self.folder, "chancheng", post=self.loop.post, dice=lambda: 0.5),
            clock=lambda: self.now,
            fresh_id=lambda: str(uuid4()),
            post=self.loop.post,
            show=self.shown.append,
            forget=self._forget,
        )
        self.terminal.start()

    def _restart(self) -> None:
        self.restarts += 1

    def _forget(self) -> None:
        self.forgotten += 1

    def stop(self) -> None:
        self.terminal.stop()
        self.loop.drain()
        self.outbox.close()
        for host in self.hosts:
            host.close()

    def cut_power(self) -> None:
        """Nothing that was posted is done any more."""
        self.outbox.close()
        self.terminal._devices.stop()
        self.connection.stop()
        for host in self.hosts:
            host.close()
        while not self.loop._letters.empty():
            self.loop._letters.get()

    @property
    def session(self) -> Session:
        return self.terminal.session

    def until(self, *pages: type) -> None:
        self.loop.until(lambda: isinstance(self.session.page, pages))

    def until_ready(self) -> None:
        self.loop.until(lambda: readiness(self.session.around) is Readiness.READY and self.session.around.queues)

    def choose(self) -> None:
        self.until_ready()
        self.reader.command("lay 1")
        self.until(ChooseQueue)
        self.reader.command("remove")
        self.terminal.handle(QueueTouched("household"))
        assert self.session.page == Confirm("household", None, "elderly")

    def confirm(self) -> None:
        self.choose()
        self.terminal.handle(ConfirmTouched())

    def pending(self) -> list[str]:
        return [each.type for each in self.outbox.pending()]


@pytest.fixture
def kiosk(tmp_path: Path, broker: Broker, loop: Loop) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path / "data", broker, loop)
    kiosk.start()
    yield kiosk
    kiosk.stop()


def _settled(kiosk: Kiosk) -> Callable[[], bool]:
    return lambda: not kiosk.pending()


def test_a_citizen_gets_a_printed_ticket(kiosk: Kiosk, server: ScriptedServer) -> None:
    kiosk.confirm()
    kiosk.until(Done)
    command = server.hear(IssueTicket)
    assert isinstance(command.data, IssueTicket)
    assert command.data.holder is not None
    assert command.data.holder.id_number == "11010519491231002X"
    assert kiosk.session.page == Done(command.id, TICKET, 1, Printed.YES, "ok")
    assert len(kiosk.paper.tickets) == 1
    assert server.hear(ReportPrint).data == ReportPrint(ticket="t-1", printed=Printed.YES)
    kiosk.loop.until(_settled(kiosk))
    assert kiosk.outbox.jobs() == []


def test_what_the_hall_tells_is_known_and_the_last_good_word_stays(kiosk: Kiosk, server: ScriptedServer) -> None:
    kiosk.until_ready()
    kiosk.loop.until(lambda: kiosk.session.around.windows_open == 2)
    topics = server.connection.topics
    server.say(topics.hall, b"{not json")
    server.say(topics.board, b'{"hall": 5}')
    server.say(topics.hall, HALL.model_copy(update={"open": False}))
    kiosk.loop.until(lambda: readiness(kiosk.session.around) is Readiness.CLOSED)
    assert kiosk.session.around.queues == QUEUES


def test_the_kiosk_says_that_it_is_there_and_how_its_parts_are(kiosk: Kiosk, server: ScriptedServer) -> None:
    def parts() -> dict[str, str]:
        return {name: part.status for name, part in server.health.get(timeout=20).parts.items()}

    kiosk.until_ready()
    assert server.presence.get(timeout=20).kind == "kiosk"
    kiosk.loop.until(lambda: kiosk.session.around.printer.status == "ok")
    well = {"id_reader": "ok", "printer": "ok", "terminal": "ok", "paper": "ok"}
    while parts() != well:
        pass
    kiosk.paper.command("paper out")
    kiosk.loop.until(lambda: kiosk.session.around.printer.status == "out")
    while parts() != {**well, "printer": "out"}:
        pass


def test_the_same_command_is_sent_again_when_no_reply_comes(kiosk: Kiosk, server: ScriptedServer) -> None:
    server.answers = lambda _: None
    kiosk.confirm()
    first = server.hear(IssueTicket)
    kiosk.terminal.time_passed(3.1)
    assert kiosk.session.page == Sending((first.id,), first.data, lost=True)
    assert server.hear(IssueTicket) == first
    server.answers = issued
    kiosk.terminal.time_passed(3.1)
    kiosk.until(Printing, Done)
    assert server.hear(IssueTicket) == first


def test_a_line_that_was_lost_and_is_back_brings_the_ticket_of_the_same_command(
    kiosk: Kiosk, server: ScriptedServer, broker: Broker
) -> None:
    server.answers = lambda _: None
    kiosk.confirm()
    first = server.hear(IssueTicket)
    broker.stop()
    kiosk.loop.until(lambda: isinstance(kiosk.session.page, Sending) and kiosk.session.page.lost)
    assert not kiosk.session.around.line
    server.answers = issued
    broker.start()
    kiosk.until(Printing, Done)
    assert server.hear(IssueTicket) == first


def test_who_gives_up_before_the_command_left_takes_it_back(
    kiosk: Kiosk, server: ScriptedServer, broker: Broker
) -> None:
    kiosk.choose()
    broker.stop()
    kiosk.loop.until(lambda: not kiosk.session.around.line)
    kiosk.terminal.handle(ConfirmTouched())
    assert kiosk.pending() == ["issue_ticket"]
    kiosk.terminal.handle(BackTouched())
    assert kiosk.pending() == []
    assert kiosk.session.person is None
    assert kiosk.forgotten == 1


def test_a_ticket_that_came_to_be_after_all_is_cancelled(kiosk: Kiosk, server: ScriptedServer) -> None:
    server.answers = lambda _: None
    kiosk.confirm()
    command = server.hear(IssueTicket)
    kiosk.terminal.handle(BackTouched())
    assert kiosk.pending() == ["issue_ticket"]
    server.answers = issued
    server.reply(issued(command))
    kiosk.loop.until(lambda: kiosk.pending() == ["cancel_ticket"] or not kiosk.pending())
    assert server.hear(CancelTicket).data == CancelTicket(ticket="t-1")
    kiosk.loop.until(_settled(kiosk))
    assert isinstance(kiosk.session.page, Start)


def test_a_refusal_reaches_the_citizen_with_its_figures(kiosk: Kiosk, server: ScriptedServer) -> None:
    server.refuse("already_waiting", {"ticket": "t-0", "number": "A007"})
    kiosk.confirm()
    kiosk.until(Problem)
    page = kiosk.session.page
    assert isinstance(page, Problem)
    assert (page.code, page.number) == ("already_waiting", "A007")
    assert kiosk.pending() == []


def test_an_answer_that_is_no_ticket_is_a_problem_not_a_fault(kiosk: Kiosk, server: ScriptedServer) -> None:
    server.answers = lambda command: Reply(id=command.id, ok=True, data={"ticket": {"id": 5}})
    kiosk.confirm()
    kiosk.until(Problem)


def test_a_reply_that_comes_twice_has_one_effect(kiosk: Kiosk, server: ScriptedServer) -> None:
    kiosk.confirm()
    kiosk.until(Done)
    command = server.hear(IssueTicket)
    server.reply(issued(command))
    kiosk.terminal.handle(BackTouched())
    server.say(server.connection.topics.hall, HALL.model_copy(update={"open": False}))
    kiosk.loop.until(lambda: readiness(kiosk.session.around) is Readiness.CLOSED)
    kiosk.loop.until(_settled(kiosk))
    assert len(kiosk.paper.tickets) == 1
    assert all(not isinstance(each.data, CancelTicket) for each in list(server.heard.queue))


def test_when_the_server_goes_the_hall_is_not_known_any_more(kiosk: Kiosk, server: ScriptedServer) -> None:
    kiosk.until_ready()
    gone = Presence(online=False, kind="server", version="test", at=kiosk.now)
    server.say(server.connection.topics.presence(SERVER), gone)
    kiosk.loop.until(lambda: readiness(kiosk.session.around) is Readiness.NO_LINE)


def test_a_power_cut_while_printing_is_reported_and_nothing_is_printed_twice(
    kiosk: Kiosk, server: ScriptedServer
) -> None:
    kiosk.paper.command("speed 1")
    kiosk.confirm()
    kiosk.until(Printing)
    kiosk.paper.command("speed 0")
    kiosk.cut_power()
    printed = len(kiosk.paper.tickets)
    kiosk.start()
    assert kiosk.pending() == ["report_print"]
    kiosk.loop.until(_settled(kiosk))
    report = server.hear(ReportPrint)
    assert report.data == ReportPrint(
        ticket="t-1", printed=Printed.UNKNOWN, detail="unknown: power_lost_while_printing"
    )
    assert len(kiosk.paper.tickets) == printed
    assert kiosk.outbox.jobs() == []


@pytest.mark.parametrize(("later_s", "printed"), [(10, Printed.YES), (PRINT_LATE_S + 1, Printed.NO)])
def test_a_ticket_that_did_not_get_to_the_printer_is_printed_soon_after_or_reported(
    kiosk: Kiosk, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch, later_s: int, printed: Printed
) -> None:
    with monkeypatch.context() as patched:
        patched.setattr(kiosk.terminal, "_print_next", lambda: None)
        kiosk.confirm()
        kiosk.until(Printing)
        kiosk.cut_power()
    kiosk.now += timedelta(seconds=later_s)
    kiosk.start()
    kiosk.loop.until(lambda: not kiosk.outbox.jobs() and not kiosk.pending())
    report = server.hear(ReportPrint).data
    assert isinstance(report, ReportPrint)
    assert report.printed == printed
    assert len(kiosk.paper.tickets) == (printed is Printed.YES)


def test_a_command_of_before_the_power_cut_is_asked_after_and_its_ticket_cancelled(
    kiosk: Kiosk, server: ScriptedServer
) -> None:
    server.answers = lambda _: None
    kiosk.confirm()
    first = server.hear(IssueTicket)
    kiosk.cut_power()
    server.answers = issued
    kiosk.start()
    kiosk.loop.until(_settled(kiosk))
    assert server.hear(IssueTicket) == first
    assert server.hear(CancelTicket).data == CancelTicket(ticket="t-1")


def test_a_fault_shows_out_of_service_and_forgets_the_person(kiosk: Kiosk, server: ScriptedServer) -> None:
    kiosk.choose()
    kiosk.terminal.fault()
    assert kiosk.session.page == OutOfService(OutReason.FAULT)
    assert (kiosk.session.person, kiosk.forgotten) == (None, 1)
    kiosk.terminal.time_passed(15)
    kiosk.until(Start)
    kiosk.reader.command("lay 2")
    kiosk.until(ChooseQueue)


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


def _answering(command: Command) -> Reply | None:
    match command.data:
        case FindTickets():
            return Reply(id=command.id, ok=True, data=TicketsReply(tickets=(TICKET,)).model_dump(mode="json"))
        case CheckIn():
            return refused(command.id, "too_late", {"until": "2026-11-23T09:30:00+08:00"})
        case _:
            return issued(command)


def test_a_question_is_asked_and_kept_nowhere(kiosk: Kiosk, server: ScriptedServer) -> None:
    server.answers = lambda _: None
    kiosk.until_ready()
    kiosk.terminal.handle(GoalChosen(Goal.ENQUIRE))
    kiosk.terminal.handle(GoalChosen(Goal.TICKET))
    kiosk.reader.command("lay 1")
    kiosk.until(Asking)
    first = server.hear(FindTickets)
    assert "find_tickets" not in kiosk.pending()
    server.answers = _answering
    kiosk.terminal.time_passed(3.1)
    kiosk.until(OneTicket)
    assert kiosk.session.page == OneTicket(TICKET, mine=True)
    assert server.hear(FindTickets) == first


def test_a_question_of_somebody_who_has_left_is_not_asked_again(kiosk: Kiosk, server: ScriptedServer) -> None:
    server.answers = lambda _: None
    kiosk.reader.command("after-read found")
    kiosk.until_ready()
    kiosk.terminal.handle(GoalChosen(Goal.ENQUIRE))
    kiosk.terminal.handle(GoalChosen(Goal.TICKET))
    kiosk.reader.command("lay 1")
    kiosk.until(Asking)
    server.hear(FindTickets)
    kiosk.terminal.handle(HomeTouched())
    kiosk.terminal.time_passed(3.1)
    server.answers = issued
    kiosk.loop.until(lambda: kiosk.session.card_lying)
    kiosk.reader.command("remove")
    kiosk.loop.until(lambda: not kiosk.session.card_lying)
    kiosk.confirm()
    kiosk.until(Done)
    assert not [each for each in list(server.heard.queue) if isinstance(each.data, FindTickets)]


def test_what_changes_something_is_kept_until_it_is_answered(kiosk: Kiosk, server: ScriptedServer) -> None:
    server.answers = lambda _: None
    kiosk.until_ready()
    kiosk.terminal.handle(GoalChosen(Goal.CHECK_IN))
    kiosk.reader.command("lay 1")
    kiosk.until(Asking)
    command = server.hear(CheckIn)
    assert "check_in" in kiosk.pending()
    server.reply(_answering(command) or issued(command))
    kiosk.until(Problem)
    page = kiosk.session.page
    assert isinstance(page, Problem)
    assert (page.code, dict(page.figures)) == ("too_late", {"until": "2026-11-23T09:30:00+08:00"})
    assert "check_in" not in kiosk.pending()


def test_a_terminal_that_cannot_speak_offers_no_guidance(kiosk: Kiosk, server: ScriptedServer) -> None:
    kiosk.until_ready()
    assert (kiosk.session.around.speaks, kiosk.session.around.headphones) == (False, False)


def test_who_takes_the_card_away_in_the_middle_is_forgotten_unless_they_go_on(
    kiosk: Kiosk, server: ScriptedServer
) -> None:
    kiosk.reader.command("after-read found")
    kiosk.until_ready()
    kiosk.reader.command("lay 1")
    kiosk.until(ChooseQueue)
    kiosk.loop.until(lambda: kiosk.session.card_lying)
    kiosk.reader.command("remove")
    kiosk.loop.until(lambda: kiosk.session.card_taken)
    kiosk.terminal.time_passed(20)
    assert kiosk.session.page == Start()
    assert (kiosk.session.person, kiosk.forgotten) == (None, 1)
