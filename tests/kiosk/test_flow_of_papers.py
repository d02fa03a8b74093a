"""Papers are taken page by page, looked at, kept, taken again, removed; a missing one is promised."""

from dataclasses import replace
from datetime import timedelta
from itertools import count
from typing import Any

from kiosk.flow import inputs
from kiosk.flow.apply_inputs import (
    PageKept,
    PageNotTaken,
    PageRefused,
    PagesFound,
    PageTaken,
    PageTouched,
    PaperTouched,
    PromiseTouched,
    RemoveTouched,
    TakeTouched,
)
from kiosk.flow.apply_pages import ChooseHandover, LookAtPage, OnePaper, Papers, Review, TakePage, Taking
from kiosk.flow.draft import WaitingPage
from kiosk.flow.effects import KeepPage, Send, TakePicture
from kiosk.flow.errands import PageRead, ReadPage
from kiosk.flow.pages import Asking, Page, Problem, Start
from kiosk.flow.times import GUIDE_S
from queue_server.contract.case_commands import PromisePaper, RemovePage, SubmitCase
from queue_server.contract.case_views import Case, CaseReply
from queue_server.contract.replies import refused
from tests.kiosk.applicant import Applicant
from tests.kiosk.applications import CASE, WHOLE, applying, draft, paper, whole_draft
from tests.kiosk.hall import HOLDER

PICTURE = b"\xff\xd8a page"
BLURRED = {"zh": "照片模糊，字看不清。"}


def on(page: Page, **more: Any) -> Applicant:
    return Applicant(applying(page, **more))


def orders(visit: Applicant) -> list[str]:
    return [each.order for each in visit.effects if isinstance(each, TakePicture)]


def kept(visit: Applicant) -> list[KeepPage]:
    return [each for each in visit.effects if isinstance(each, KeepPage)]


def take(visit: Applicant) -> None:
    """Take a page and keep it."""
    visit.give(TakeTouched())
    visit.give(PageTaken(orders(visit)[-1], PICTURE), inputs.ConfirmTouched())


def case_with(case: Case = CASE, seconds: int = 1, **pages: tuple[str, ...]) -> Case:
    """The case as the hall knows it a moment later, with these pages."""
    papers = tuple(each.model_copy(update={"pages": pages.get(each.paper, each.pages)}) for each in case.papers)
    missing = tuple(each.paper for each in papers if each.required and not each.pages)
    changed = case.changed_at + timedelta(seconds=seconds)
    return case.model_copy(update={"papers": papers, "missing": missing, "changed_at": changed})


def test_a_paper_of_which_nothing_is_there_leads_to_the_camera_at_once() -> None:
    visit = on(Papers())
    visit.give(PaperTouched("id_card"))
    assert visit.page() == TakePage("id_card")
    visit.give(inputs.BackTouched())
    assert visit.page() == OnePaper("id_card")


def test_a_page_is_taken_shown_and_kept_only_when_its_person_says_so() -> None:
    visit = on(TakePage("lease"))
    visit.give(TakeTouched())
    assert visit.give(TakeTouched()) == []
    [order] = orders(visit)
    visit.give(PageTaken(order, PICTURE))
    assert visit.page() == TakePage("lease", None, Taking.SHOWN, order, PICTURE)
    assert kept(visit) == []
    visit.give(inputs.ConfirmTouched())
    assert kept(visit) == [KeepPage(WaitingPage("case-1", "lease", order, HOLDER), PICTURE)]
    assert visit.page() == TakePage("lease")


def test_a_page_that_will_not_do_is_told_why_and_asked_for_again() -> None:
    visit = on(TakePage("lease"))
    visit.give(TakeTouched())
    visit.give(PageNotTaken(orders(visit)[-1], "blurred", BLURRED))
    page = visit.page()
    assert isinstance(page, TakePage)
    assert (page.taking, page.why) == (Taking.AGAIN, BLURRED)
    assert visit.give(inputs.ConfirmTouched()) == []
    take(visit)
    assert len(kept(visit)) == 1


def test_a_picture_that_was_ordered_before_is_not_taken_for_this_page() -> None:
    visit = on(TakePage("lease"))
    visit.give(TakeTouched())
    early = orders(visit)[-1]
    visit.give(inputs.BackTouched())
    visit.give(PageTaken(early, PICTURE))
    assert not isinstance(visit.page(), TakePage)
    visit = on(TakePage("lease"))
    visit.give(TakeTouched(), PageTaken(early, PICTURE), PageTaken("another", PICTURE))
    page = visit.page()
    assert isinstance(page, TakePage)
    assert page.taking is Taking.UNDER_WAY or page.order == early


def test_several_pages_of_a_paper_follow_each_other_up_to_its_limit() -> None:
    visit = on(TakePage("id_card"), trail=(Papers(), OnePaper("id_card")))
    take(visit)
    assert visit.page() == TakePage("id_card")
    take(visit)
    assert visit.page() == OnePaper("id_card")
    assert len({each.page.page for each in kept(visit)}) == 2
    assert visit.give(TakeTouched()) == []
    assert visit.page() == OnePaper("id_card")


def test_a_pile_of_two_hundred_pages_ends_at_the_limit_of_the_paper() -> None:
    visit = on(OnePaper("lease"), trail=(Papers(),))
    visit._ids = visit._others = (f"id-{number}" for number in count())
    for _ in range(200):
        if isinstance(visit.page(), OnePaper):
            visit.give(TakeTouched())
        if isinstance(visit.page(), TakePage):
            take(visit)
    assert len(kept(visit)) == 10
    assert visit.page() == OnePaper("lease")


def test_the_hall_has_a_page_when_it_says_so_and_the_later_word_holds() -> None:
    waiting = tuple(WaitingPage("case-1", "lease", page, HOLDER) for page in ("p-1", "p-2"))
    visit = on(OnePaper("lease"), draft=replace(draft(), waiting=waiting))
    visit.give(PageKept("p-2", case_with(seconds=2, lease=("p-1", "p-2"))))
    visit.give(PageKept("p-1", case_with(seconds=1, lease=("p-1",))))
    assert visit.session.draft is not None
    assert visit.session.draft.waiting == ()
    assert visit.session.draft.pages("lease") == ("p-1", "p-2")


def test_a_page_that_the_hall_will_not_have_is_told_to_its_person() -> None:
    error = refused("c-1", "too_many_pages").error
    assert error is not None
    visit = on(OnePaper("lease"), draft=replace(draft(), waiting=(WaitingPage("case-1", "lease", "p-1", HOLDER),)))
    visit.give(PageRefused("case-1", "p-1", error))
    assert isinstance(visit.page(), Problem)
    assert visit.session.draft is not None
    assert visit.session.draft.pages("lease") == ()


def test_news_of_another_persons_pages_change_nothing() -> None:
    error = refused("c-1", "too_many_pages").error
    assert error is not None
    visit = on(OnePaper("lease"))
    before = visit.session
    other = CASE.model_copy(update={"case": "case-2"})
    assert visit.give(PageKept("p-1", other), PageRefused("case-2", "p-1", error)) == []
    assert visit.session == before


def test_a_kept_page_can_be_looked_at_and_taken_again_in_its_place() -> None:
    visit = on(OnePaper("lease"), draft=whole_draft(), trail=(Papers(),))
    visit.give(PageTouched("p-4"))
    page = visit.page()
    assert isinstance(page, Asking)
    assert page.data == ReadPage("case-1", "lease", "p-4", HOLDER)
    visit.answer(PageRead(PICTURE))
    assert visit.page() == LookAtPage("lease", "p-4", PICTURE)
    visit.give(TakeTouched())
    take(visit)
    assert kept(visit)[-1].page.page == "p-4"
    assert visit.page() == OnePaper("lease")
    assert visit.session.draft is not None
    assert visit.session.draft.pages("lease") == ("p-3", "p-4", "p-5")


def test_a_page_can_be_removed() -> None:
    visit = on(LookAtPage("lease", "p-4", PICTURE), draft=whole_draft(), trail=(Papers(), OnePaper("lease")))
    visit.give(RemoveTouched())
    page = visit.page()
    assert isinstance(page, Asking)
    assert page.data == RemovePage(case="case-1", page="p-4", holder=HOLDER)
    visit.answer(CaseReply(case=case_with(WHOLE, lease=("p-3", "p-5"))))
    assert visit.page() == OnePaper("lease")
    assert visit.session.draft is not None
    assert visit.session.draft.pages("lease") == ("p-3", "p-5")


def test_a_missing_paper_is_promised_where_its_rule_lets_it_come_later() -> None:
    visit = on(TakePage("lease"), trail=(Papers(), OnePaper("lease")))
    visit.give(PromiseTouched())
    page = visit.page()
    assert isinstance(page, Asking)
    assert page.data == PromisePaper(case="case-1", paper="lease", holder=HOLDER)
    promised = paper("lease", 10, may_come_later=True, promised_on=CASE.due_on)
    changed = CASE.model_copy(update={"papers": (CASE.papers[0], promised, CASE.papers[2]), "missing": ("id_card",)})
    visit.answer(CaseReply(case=changed))
    assert visit.page() == Papers()
    for kind in ("id_card", "lease"):
        again = on(OnePaper(kind), draft=draft(changed))
        assert again.give(PromiseTouched()) == []


def test_what_was_taken_cannot_be_promised() -> None:
    visit = on(OnePaper("lease"), draft=whole_draft())
    assert visit.give(PromiseTouched()) == []


def test_after_the_papers_comes_how_to_get_the_result() -> None:
    visit = on(Papers())
    visit.give(inputs.ConfirmTouched())
    assert visit.page() == ChooseHandover()


def test_it_is_handed_in_when_the_last_page_has_gone_and_not_before() -> None:
    waiting = (WaitingPage("case-1", "lease", "p-9", HOLDER),)
    visit = on(Review(), draft=whole_draft(waiting=waiting))
    visit.give(inputs.ConfirmTouched())
    assert visit.page() == Review(going=True)
    assert visit.give(inputs.ConfirmTouched(), inputs.BackTouched()) == []
    visit.give(PageKept("p-9", case_with(WHOLE, lease=("p-3", "p-4", "p-5", "p-9"))))
    page = visit.page()
    assert isinstance(page, Asking)
    assert isinstance(page.data, SubmitCase)


def test_pages_of_an_earlier_visit_that_are_on_their_way_count_and_nothing_is_handed_in_before_them() -> None:
    visit = on(Review(), draft=whole_draft())
    later = (WaitingPage("case-1", "lease", "p-9", HOLDER),)
    visit.give(PagesFound("case-2", later))
    assert visit.session.draft == whole_draft()
    visit.give(PagesFound("case-1", later), PagesFound("case-1", later))
    assert visit.session.draft == whole_draft(waiting=later)
    visit.give(inputs.ConfirmTouched())
    assert visit.page() == Review(going=True)
    visit.give(PageKept("p-9", case_with(WHOLE, lease=("p-3", "p-4", "p-5", "p-9"))))
    assert isinstance(visit.page(), Asking)


def test_a_page_that_is_refused_while_everything_waits_for_it_leads_back_to_the_review_as_it_can_be_touched() -> None:
    waiting = (WaitingPage("case-1", "lease", "p-9", HOLDER),)
    visit = on(Review(), draft=whole_draft(waiting=waiting))
    error = refused("c-1", "not_a_picture").error
    assert error is not None
    visit.give(inputs.ConfirmTouched(), PageRefused("case-1", "p-9", error))
    assert isinstance(visit.page(), Problem)
    visit.give(inputs.BackTouched())
    assert visit.page() == Review()
    visit.give(inputs.ConfirmTouched())
    assert isinstance(visit.page(), Asking)


def test_a_paper_on_its_way_is_not_missing() -> None:
    waiting = (WaitingPage("case-1", "lease", "p-9", HOLDER), WaitingPage("case-1", "id_card", "p-8", HOLDER))
    assert replace(draft(), waiting=waiting).missing == ()
    assert draft().missing == ("id_card", "lease")


def test_pages_that_were_taken_go_on_their_way_when_their_person_has_gone() -> None:
    """The draft is there for the same person; here nothing is left of it."""
    visit = on(TakePage("lease"))
    take(visit)
    visit.give(inputs.Tick(GUIDE_S + 1))
    assert isinstance(visit.page(), Start)
    assert visit.give(PageKept(kept(visit)[0].page.page, case_with(lease=("p-1",)))) == []
    assert not [each for each in visit.effects if isinstance(each, Send)]
