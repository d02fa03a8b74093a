"""A whole terminal whose power is cut, or whose program fails: nothing is lost, nothing printed twice."""

from datetime import timedelta

import pytest

from kiosk.flow.pages import (
    ChooseQueue,
    OutOfService,
    Printing,
    Start,
)
from kiosk.flow.shades import OutReason
from kiosk.print_line import PRINT_LATE_S
from queue_server.contract.commands import CancelTicket, IssueTicket, Printed, ReportPrint
from tests.kiosk.scripted_server import ScriptedServer, issued
from tests.kiosk.terminal_bench import Kiosk, settled


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
    kiosk.loop.until(settled(kiosk))
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
        patched.setattr(kiosk.terminal._print_line, "go_on", lambda: None)
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
    kiosk.loop.until(settled(kiosk))
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
