"""How somebody's applications stand: found by the card or by the receipt's code, looked at, withdrawn, printed."""

from dataclasses import replace

import pytest

from kiosk.flow import inputs
from kiosk.flow.advance import begin
from kiosk.flow.apply_inputs import PageKept, PaperTouched
from kiosk.flow.apply_pages import OnePaper, Papers, TakePage
from kiosk.flow.case_pages import MyCases, OneCase
from kiosk.flow.effects import Ask, CaseSheet, Fetch, LookUpPages, OpenGuide, PrintSheet, Send
from kiosk.flow.errands import AnswersRead, ReadAnswers
from kiosk.flow.pages import Confirm, Identify, Problem, Said, Sure, Typing
from kiosk.flow.shades import News, Paper
from kiosk.flow.typed import Typed
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.case_commands import FindCases, GetCase, WithdrawCase
from queue_server.contract.case_views import Case, CasePaper, CaseReply, CasesReply
from queue_server.contract.commands import IssueTicket, Printed
from tests.kiosk.hall import APPLIES, HOLDER, NOW, PERSON, applied_for
from tests.kiosk.hall_cases import AT_COUNTER, BACK, PROVEN, READY, SUBMITTED, WITH_LOCKER, case
from tests.kiosk.visit import Visit


def visiting() -> Visit:
    visit = Visit(begin(WITH_LOCKER)[0])
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.CASES))
    return visit


def with_card(*found: Case) -> Visit:
    visit = visiting()
    visit.give(inputs.CardLaid(PROVEN))
    [asked] = [each.command for each in visit.effects if isinstance(each, Ask)]
    assert asked.data == FindCases(holder=HOLDER, limit=30)
    visit.give(inputs.Answered(asked.id, FindCases, CasesReply(cases=found, more=False)))
    return visit


def one(visit: Visit) -> OneCase:
    page = visit.page()
    assert isinstance(page, OneCase)
    return page


def test_the_card_shows_the_only_application_at_once() -> None:
    visit = with_card(SUBMITTED)
    assert (one(visit).case, one(visit).mine) == (SUBMITTED, True)


def test_several_are_listed_the_newest_first() -> None:
    visit = with_card(SUBMITTED, READY)
    assert visit.page() == MyCases((SUBMITTED, READY))
    visit.give(inputs.CaseTouched(READY.case))
    assert one(visit).case == READY
    visit.give(inputs.BackTouched())
    assert visit.page() == MyCases((SUBMITTED, READY))


def test_who_never_applied_is_told_so() -> None:
    assert with_card().page() == Problem("no_cases", instead=Wish(Goal.SPACE))


def test_a_number_alone_shows_nobodys_applications() -> None:
    visit = visiting()
    visit.give(inputs.TypeTouched(Typed.ID_NUMBER))
    assert visit.page() == Identify()
    visit.give(inputs.CodeScanned(PERSON.id_number))
    assert visit.page() == Problem("code.needs_card")


@pytest.mark.parametrize("how", ["typed", "scanned"])
def test_the_code_of_the_receipt_shows_how_it_stands_and_lets_nobody_withdraw_it(how: str) -> None:
    visit = visiting()
    if how == "typed":
        visit.give(inputs.TypeTouched(Typed.CASE_CODE), *(inputs.KeyTouched(key) for key in SUBMITTED.code))
        assert isinstance(visit.page(), Typing)
        visit.give(inputs.ConfirmTouched())
    else:
        visit.give(inputs.CodeScanned(SUBMITTED.code))
    [asked] = [each.command for each in visit.effects if isinstance(each, Ask)]
    assert asked.data == GetCase(case=SUBMITTED.code)
    visit.give(inputs.Answered(asked.id, GetCase, CaseReply(case=SUBMITTED)))
    assert (one(visit).case, one(visit).mine) == (SUBMITTED, False)
    assert not [each for each in visit.effects if isinstance(each, Fetch)]
    visit.give(inputs.CancelTouched())
    assert one(visit)


def test_the_qr_code_of_a_receipt_is_known_on_the_first_page() -> None:
    visit = Visit(begin(WITH_LOCKER)[0])
    visit.give(inputs.CodeScanned("https://hall.example/c/K7M2PQ9X"))
    [asked] = [each.command.data for each in visit.effects if isinstance(each, Ask)]
    assert asked == GetCase(case="K7M2PQ9X")


def test_what_the_office_wrote_is_read_for_its_person_alone() -> None:
    visit = with_card(BACK)
    [fetched] = [each for each in visit.effects if isinstance(each, Fetch)]
    assert fetched.errand == ReadAnswers(BACK.case, HOLDER)
    visit.give(inputs.Answered(fetched.id, ReadAnswers, AnswersRead({}, note="请重拍第二页。")))
    assert one(visit).note == "请重拍第二页。"


def test_a_note_that_comes_for_another_case_is_not_shown() -> None:
    visit = with_card(BACK, SUBMITTED)
    visit.give(inputs.CaseTouched(BACK.case))
    [fetched] = [each for each in visit.effects if isinstance(each, Fetch)]
    visit.give(inputs.BackTouched(), inputs.CaseTouched(SUBMITTED.case))
    visit.give(inputs.Answered(fetched.id, ReadAnswers, AnswersRead({}, note="请重拍第二页。")))
    assert (one(visit).case, one(visit).note) == (SUBMITTED, None)


def test_the_guide_of_the_item_names_its_papers() -> None:
    visit = with_card(BACK)
    assert OpenGuide(BACK.item) in visit.effects
    visit.give(inputs.GuideCame(applied_for()))
    assert one(visit).entry == applied_for()


@pytest.mark.parametrize("brought", [SUBMITTED, AT_COUNTER])
def test_an_application_is_taken_to_a_counter_and_the_clerk_has_it_when_the_number_is_called(brought: Case) -> None:
    visit = with_card(brought)
    visit.give(inputs.GoalChosen(Goal.TAKE))
    assert isinstance(visit.page(), Confirm)
    visit.give(inputs.ConfirmTouched())
    [sent] = [each.command.data for each in visit.effects if isinstance(each, Send)]
    assert isinstance(sent, IssueTicket)
    assert (sent.case, sent.item, sent.holder) == (brought.case, brought.item, HOLDER)


@pytest.mark.parametrize("elsewhere", [READY, case("refused", ended_at=NOW), case("draft")])
def test_what_needs_no_counter_takes_no_number(elsewhere: Case) -> None:
    visit = with_card(elsewhere)
    visit.give(inputs.GoalChosen(Goal.TAKE))
    assert one(visit).case == elsewhere


def test_a_promised_paper_is_handed_in_while_the_office_works_and_nothing_else_is() -> None:
    owed = case(
        "accepted",
        papers=(
            CasePaper(paper="lease", required=True, most=10, pages=("p1",)),
            CasePaper(paper="photo", required=False, most=2, pages=(), promised_on=NOW.date()),
        ),
    )
    visit = Visit(begin(APPLIES)[0])
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.CASES), inputs.CardLaid(PROVEN))
    [asked] = [each.command for each in visit.effects if isinstance(each, Ask)]
    visit.give(inputs.Answered(asked.id, FindCases, CasesReply(cases=(owed,), more=False)))
    visit.give(inputs.GuideCame(applied_for()), inputs.GoalChosen(Goal.APPLY))
    assert visit.page() == Papers()
    assert LookUpPages(owed.case) in visit.effects
    visit.give(PaperTouched("lease"))
    assert visit.page() == Papers()
    visit.give(PaperTouched("photo"))
    assert visit.page() == TakePage("photo")
    visit.give(inputs.BackTouched(), inputs.BackTouched())
    came = owed.model_copy(
        update={"papers": (owed.papers[0], owed.papers[1].model_copy(update={"pages": ("p2",), "promised_on": None}))}
    )
    visit.give(PageKept("p2", came), PaperTouched("photo"))
    assert visit.page() == OnePaper("photo")
    visit.give(inputs.BackTouched(), inputs.ConfirmTouched())
    assert one(visit).case == came


def test_a_number_for_something_else_is_for_no_application() -> None:
    visit = with_card(SUBMITTED)
    visit.give(inputs.GoalChosen(Goal.TAKE), inputs.HomeTouched(), inputs.GoalChosen(Goal.TAKE))
    visit.give(inputs.CardLaid(PROVEN))
    assert visit.session.wish == Wish(Goal.TAKE)


def test_an_application_is_withdrawn_only_by_who_is_sure() -> None:
    visit = with_card(SUBMITTED)
    visit.give(inputs.CancelTouched())
    wanted = WithdrawCase(case=SUBMITTED.case, holder=HOLDER)
    assert visit.page() == Sure(wanted, SUBMITTED.item)
    visit.give(inputs.ConfirmTouched())
    [sent] = visit.sent(WithdrawCase)
    assert sent.command.data == wanted
    visit.give(inputs.Answered(sent.command.id, WithdrawCase, CaseReply(case=SUBMITTED)))
    assert visit.page() == Said(News.CASE_WITHDRAWN)


@pytest.mark.parametrize("found", [BACK, case("draft")], ids=["sent back", "draft"])
def test_where_it_is_the_persons_turn_it_is_gone_on_with_as_it_was_left(found: Case) -> None:
    visit = with_card(found)
    visit.give(inputs.GuideCame(applied_for()))
    visit.give(inputs.GoalChosen(Goal.APPLY))
    fetched = [each for each in visit.effects if isinstance(each, Fetch)][-1]
    assert fetched.errand == ReadAnswers(found.case, HOLDER)
    visit.give(inputs.Answered(fetched.id, ReadAnswers, AnswersRead({"phone": "13800138000"})))
    assert visit.session.draft is not None
    assert (visit.session.draft.case, visit.session.draft.answers) == (found, {"phone": "13800138000"})


def test_what_the_office_is_at_is_not_gone_on_with() -> None:
    visit = with_card(SUBMITTED)
    visit.give(inputs.GuideCame(applied_for()))
    before = visit.session
    visit.give(inputs.GoalChosen(Goal.APPLY))
    assert visit.session == before


@pytest.mark.parametrize("state", ["approved", "refused", "ready", "collected", "mailed", "withdrawn", "expired"])
def test_what_is_decided_can_no_longer_be_withdrawn(state: str) -> None:
    visit = with_card(case(state))
    visit.give(inputs.CancelTouched())
    assert one(visit).case.state == state


def test_how_it_stands_can_be_printed_once_at_a_time() -> None:
    visit = with_card(SUBMITTED)
    [printed] = visit.give(inputs.PrintTouched())
    assert isinstance(printed, PrintSheet)
    assert isinstance(printed.job.content, CaseSheet)
    assert printed.job.content.code == f"https://hall.example/c/{SUBMITTED.code}"
    assert printed.job.service == {"zh": "户口迁入", "en": "Move-in registration"}
    assert one(visit).paper is Paper.PRINTING
    assert visit.give(inputs.PrintTouched()) == []
    visit.give(inputs.PrintEnded(printed.job, Printed.YES, "ok", None))
    assert one(visit).paper is Paper.YES


def test_the_reasons_are_said_in_the_words_of_the_hall() -> None:
    visit = with_card(BACK)
    [printed] = visit.give(inputs.PrintTouched())
    assert isinstance(printed, PrintSheet)
    assert isinstance(printed.job.content, CaseSheet)
    assert [reason["zh"] for reason in printed.job.content.reasons] == ["材料不清晰或不完整"]
    assert printed.job.content.at == NOW


def test_nothing_of_it_is_left_for_whoever_comes_next() -> None:
    visit = with_card(BACK)
    visit.give(inputs.Tick(61))
    assert visit.session == begin(WITH_LOCKER)[0]
    assert replace(visit.session, around=WITH_LOCKER).person is None
