"""A whole terminal but its screen: what a citizen gets, what it knows of its hall, what it says of itself."""

from kiosk.flow.apply_pages import AnswerTyped, ChooseDivision
from kiosk.flow.draft import WaitingPage
from kiosk.flow.errands import AnswersRead, ReadAnswers
from kiosk.flow.filling import Keys
from kiosk.flow.inputs import Answered, ConfirmTouched, GoalChosen
from kiosk.flow.offered import Candidate
from kiosk.flow.pages import Asking, ChooseQueue, Done, Start
from kiosk.flow.session import Readiness, readiness
from kiosk.flow.wish import Goal
from queue_server.contract.case_views import CasesReply
from queue_server.contract.commands import IssueTicket, Printed, ReportPrint
from queue_server.contract.topics import SERVER
from queue_server.contract.views import Presence
from tests.kiosk.applicant import ME, reading
from tests.kiosk.applications import CASE, applying
from tests.kiosk.hall import HALL, HOLDER, QUEUES, TICKET
from tests.kiosk.scripted_server import ScriptedServer
from tests.kiosk.terminal_bench import Kiosk, settled


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
    kiosk.loop.until(settled(kiosk))
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


def test_when_the_server_goes_the_hall_is_not_known_any_more(kiosk: Kiosk, server: ScriptedServer) -> None:
    kiosk.until_ready()
    gone = Presence(online=False, kind="server", version="test", at=kiosk.now)
    server.say(server.connection.topics.presence(SERVER), gone)
    kiosk.loop.until(lambda: readiness(kiosk.session.around) is Readiness.NO_LINE)


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


def test_what_was_looked_up_stands_on_the_screen_at_once(kiosk: Kiosk) -> None:
    session = applying(AnswerTyped("since", Keys.NUMBER, text="20240301"), around=kiosk.session.around)
    kiosk.terminal._session = session
    kiosk.terminal.handle(ConfirmTouched())
    page = kiosk.shown[-1].page
    assert isinstance(page, ChooseDivision)
    assert len(page.found) == 34
    assert kiosk.pending() == ["save_case"]


def test_pages_of_an_earlier_visit_that_are_still_on_their_way_are_part_of_the_draft_that_is_taken_up(
    kiosk: Kiosk,
) -> None:
    page = WaitingPage("case-1", "lease", "p-9", HOLDER)
    kiosk.outbox.pages.keep(page, b"a page")
    visit = reading(ME)
    visit.give(GoalChosen(Goal.APPLY), ConfirmTouched())
    visit.answer(CasesReply(cases=(CASE,), more=False))
    visit.give(ConfirmTouched())
    asking = visit.page()
    assert isinstance(asking, Asking)
    kiosk.terminal._session = visit.session
    kiosk.terminal.handle(Answered(asking.command_ids[-1], ReadAnswers, AnswersRead({})))
    assert kiosk.session.draft is not None
    assert kiosk.session.draft.waiting == (page,)


def test_letters_that_were_typed_before_the_dictionary_was_there_find_their_words(kiosk: Kiosk) -> None:
    """At the first start it takes a while to make, and somebody may be quicker."""
    kiosk.terminal._session = applying(AnswerTyped("employer", Keys.PINYIN, letters="shili"))
    words = (Candidate("示例", 5), Candidate("实例", 5))
    kiosk.dictionary.arrive(*words)
    assert isinstance(kiosk.session.page, AnswerTyped)
    assert kiosk.session.page.candidates == words
