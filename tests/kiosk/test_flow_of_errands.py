"""What no command carries is asked of the hall's pages, and waited for as for any answer."""

from kiosk.flow.asking import ask
from kiosk.flow.effects import Fetch, Withdraw
from kiosk.flow.errands import ReadSpace
from kiosk.flow.inputs import AgainTouched, HomeTouched, Tick
from kiosk.flow.pages import Asking, Enquiries, Problem, Start
from kiosk.flow.times import QUIET_S, SENDING_S
from tests.kiosk.hall import HOLDER, NOW, at
from tests.kiosk.visit import IDS, Visit

ERRAND = ReadSpace(HOLDER)


def asked() -> Visit:
    session, effects = ask(at(Enquiries()), ERRAND, NOW, "errand-1")
    assert effects == (Fetch("errand-1", ERRAND),)
    return Visit(session)


def test_an_errand_is_waited_for_and_its_silence_is_told() -> None:
    visit = asked()
    visit.give(Tick(QUIET_S))
    assert visit.page() == Asking(("errand-1",), ERRAND, lost=True)
    assert visit.give(Tick(SENDING_S)) == [Withdraw(("errand-1",))]
    page = visit.page()
    assert isinstance(page, Problem)
    assert (page.code, page.again) == ("no_answer", ERRAND)


def test_it_can_be_asked_again() -> None:
    visit = asked()
    visit.give(Tick(SENDING_S))
    assert visit.give(AgainTouched()) == [Fetch(IDS[0], ERRAND)]


def test_whoever_leaves_waits_for_no_answer() -> None:
    visit = asked()
    assert Withdraw(("errand-1",)) in visit.give(HomeTouched())
    assert isinstance(visit.page(), Start)
