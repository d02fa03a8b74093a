"""Commands of a whole terminal, and every way in which their answers come, come late or do not come."""

from kiosk.flow.inputs import BackTouched, ConfirmTouched, GoalChosen, HomeTouched
from kiosk.flow.pages import Asking, Done, OneTicket, Printing, Problem, Sending, Start
from kiosk.flow.session import Readiness, readiness
from kiosk.flow.wish import Goal
from queue_server.contract.commands import CancelTicket, CheckIn, FindTickets, IssueTicket
from queue_server.contract.envelope import Command
from queue_server.contract.replies import Reply, refused
from queue_server.contract.views import TicketsReply
from tests.kiosk.hall import HALL, TICKET
from tests.kiosk.scripted_server import ScriptedServer, issued
from tests.kiosk.terminal_bench import Broker, Kiosk, settled


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
    kiosk.loop.until(settled(kiosk))
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
    kiosk.loop.until(settled(kiosk))
    assert len(kiosk.paper.tickets) == 1
    assert all(not isinstance(each.data, CancelTicket) for each in list(server.heard.queue))


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
