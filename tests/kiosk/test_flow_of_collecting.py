"""Collecting a result from the locker beside this terminal, and doors that staff open from afar."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import pytest

from kiosk.flow import inputs
from kiosk.flow.advance import begin
from kiosk.flow.case_pages import AtDoor, DoorStage, MyCases, OneCase
from kiosk.flow.effects import Ask, Effect, OpenDoor, ReportDoor, Send
from kiosk.flow.lockers import DoorJob, DoorWord
from kiosk.flow.pages import Asking, Enquiries, Identify, Problem, Start, Typing
from kiosk.flow.session import Session, Surroundings
from kiosk.flow.typed import Typed
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.case_commands import FindCases, OpenLocker, ReportLocker
from queue_server.contract.case_views import Case, CasesReply, DoorReply
from queue_server.contract.replies import ReplyError
from queue_server.contract.views import PartHealth
from tests.kiosk.hall import AROUND, HOLDER, NOW, PERSON
from tests.kiosk.hall_cases import PROVEN, READY, WITH_LOCKER
from tests.kiosk.visit import Visit

SECOND = READY.model_copy(update={"case": "c-2", "code": "P7M2PQ9X", "compartment": 6})
DOOR = DoorReply(locker="lobby", compartment=5, case=READY)


def visiting(around: Surroundings = WITH_LOCKER) -> Visit:
    visit = Visit(begin(around)[0])
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.COLLECT))
    return visit


def with_card(*found: Case, around: Surroundings = WITH_LOCKER) -> Visit:
    visit = visiting(around)
    visit.give(inputs.CardLaid(PROVEN))
    [asked] = [each.command for each in visit.effects if isinstance(each, Ask)]
    assert asked.data == FindCases(holder=HOLDER, states=("ready",), limit=30)
    visit.give(inputs.Answered(asked.id, FindCases, CasesReply(cases=found, more=False)))
    return visit


def granted(visit: Visit, reply: DoorReply = DOOR) -> DoorJob:
    """The hall gives leave; what is ordered then."""
    sent = visit.sent(OpenLocker)[-1].command
    visit.give(inputs.Answered(sent.id, OpenLocker, reply))
    [ordered] = [each.job for each in visit.effects if isinstance(each, OpenDoor)]
    return ordered


def at_door(*found: Case) -> tuple[Visit, DoorJob]:
    visit = with_card(*(found or (READY,)))
    if len(found) > 1:
        visit.give(inputs.CaseTouched(READY.case))
    visit.give(inputs.CollectTouched())
    return visit, granted(visit)


def reports(effects: list[Effect]) -> list[tuple[str, str]]:
    """The doors that were told of, and what was told."""
    told = [each for each in effects if isinstance(each, ReportDoor)]
    assert all(isinstance(each.command.data, ReportLocker) and each.command.id == each.job_id for each in told)
    return [(each.job_id, each.command.data.opened) for each in told if isinstance(each.command.data, ReportLocker)]


def stage(visit: Visit) -> DoorStage:
    page = visit.page()
    assert isinstance(page, AtDoor)
    return page.stage


def test_a_terminal_without_a_locker_does_not_offer_to_collect() -> None:
    visit = Visit(begin(AROUND)[0])
    visit.give(inputs.GoalChosen(Goal.ENQUIRE), inputs.GoalChosen(Goal.COLLECT))
    assert visit.page() == Enquiries()


def test_the_card_finds_the_result_and_a_touch_opens_the_door() -> None:
    visit = with_card(READY)
    assert isinstance(visit.page(), OneCase)
    visit.give(inputs.CollectTouched())
    [sent] = visit.sent(OpenLocker)
    assert sent.command.data == OpenLocker(holder=HOLDER, case=READY.case)
    door = granted(visit)
    assert (door.locker, door.compartment, door.attempt) == ("lobby", 5, 1)
    assert stage(visit) is DoorStage.OPENING


def test_a_number_alone_opens_nothing() -> None:
    """Anybody can type it, or put it into a code."""
    visit = visiting()
    visit.give(inputs.TypeTouched(Typed.ID_NUMBER))
    assert visit.page() == Identify()
    visit.give(inputs.CodeScanned(PERSON.id_number))
    assert visit.page() == Problem("code.needs_card")
    assert visit.sent(OpenLocker) == []


def test_who_took_a_ticket_by_a_typed_number_is_asked_for_the_card() -> None:
    visit = Visit(replace(begin(WITH_LOCKER)[0], page=Enquiries(), person=PERSON))
    visit.give(inputs.GoalChosen(Goal.COLLECT))
    assert visit.page() == Identify()
    assert visit.session.person is None


@pytest.mark.parametrize("how", ["typed", "scanned"])
def test_the_code_of_the_sms_opens_the_door_without_a_card(how: str) -> None:
    visit = visiting()
    if how == "typed":
        visit.give(inputs.TypeTouched(Typed.PICKUP_CODE), *(inputs.KeyTouched(key) for key in "K7M2PQ9X"))
        assert visit.page() == Typing(Typed.PICKUP_CODE, "K7M2PQ9X")
        visit.give(inputs.ConfirmTouched())
    else:
        visit.give(inputs.CodeScanned("k7m2pq9x"))
    [sent] = visit.sent(OpenLocker)
    assert sent.command.data == OpenLocker(code="K7M2PQ9X")
    assert granted(visit).compartment == 5


def test_a_locker_that_does_not_answer_is_not_asked_for_a_door() -> None:
    away = replace(WITH_LOCKER, locker=PartHealth(status="offline"))
    visit = visiting(away)
    visit.give(inputs.CodeScanned("K7M2PQ9X"))
    assert visit.page() == Problem("locker_away")
    visit = with_card(READY, around=away)
    visit.give(inputs.CollectTouched())
    assert visit.sent(OpenLocker) == []


def test_what_lies_at_another_terminal_cannot_be_opened_here() -> None:
    visit = with_card(READY.model_copy(update={"locker": "station"}))
    visit.give(inputs.CollectTouched())
    assert visit.sent(OpenLocker) == []


def test_who_has_nothing_to_collect_may_see_how_the_applications_stand() -> None:
    assert with_card().page() == Problem("nothing_to_collect", instead=Wish(Goal.CASES))


def test_an_open_door_is_told_at_once_and_its_person_asked_to_close_it() -> None:
    visit, door = at_door()
    assert reports(visit.give(inputs.DoorEnded(door, DoorWord.OPEN))) == [(door.id, "yes")]
    assert stage(visit) is DoorStage.OPEN
    assert visit.give(inputs.DoorClosed(door)) == []
    assert stage(visit) is DoorStage.CLOSED


def test_a_door_that_stays_shut_is_tried_once_more_before_it_is_told() -> None:
    visit, door = at_door()
    assert reports(visit.give(inputs.DoorEnded(door, DoorWord.SHUT))) == []
    assert stage(visit) is DoorStage.STUCK
    [again] = visit.give(inputs.AgainTouched())
    assert again == OpenDoor(replace(door, attempt=2))
    assert reports(visit.give(inputs.DoorEnded(replace(door, attempt=2), DoorWord.SHUT))) == [(door.id, "no")]
    assert stage(visit) is DoorStage.SHUT
    assert visit.give(inputs.AgainTouched()) == []


def test_a_door_that_opens_at_the_second_try_gives_the_result_out() -> None:
    visit, door = at_door()
    visit.give(inputs.DoorEnded(door, DoorWord.SHUT), inputs.AgainTouched())
    assert reports(visit.give(inputs.DoorEnded(replace(door, attempt=2), DoorWord.OPEN))) == [(door.id, "yes")]
    assert stage(visit) is DoorStage.OPEN


@pytest.mark.parametrize("given", [inputs.HomeTouched(), inputs.Tick(61)])
def test_who_leaves_a_door_that_sticks_leaves_it_told_as_shut(given: inputs.Input) -> None:
    visit, door = at_door()
    visit.give(inputs.DoorEnded(door, DoorWord.SHUT))
    assert reports(visit.give(given)) == [(door.id, "no")]
    assert visit.page() == Start()


@pytest.mark.parametrize(("word", "shown"), [(DoorWord.AWAY, DoorStage.AWAY), (DoorWord.UNKNOWN, DoorStage.UNKNOWN)])
def test_what_the_sensor_did_not_say_is_told_as_unknown(word: DoorWord, shown: DoorStage) -> None:
    """A locker that does not answer is nothing against its doors: they must not be taken for faulty."""
    visit, door = at_door()
    effects = visit.give(inputs.DoorEnded(door, word))
    if word is DoorWord.AWAY:
        assert stage(visit) is DoorStage.STUCK
        visit.give(inputs.AgainTouched())
        effects = visit.give(inputs.DoorEnded(replace(door, attempt=2), word))
    assert reports(effects) == [(door.id, "unknown")]
    assert stage(visit) is shown


def test_leave_that_comes_for_somebody_who_has_gone_opens_nothing() -> None:
    visit = with_card(READY)
    visit.give(inputs.CollectTouched())
    assert isinstance(visit.page(), Asking)
    [sent] = visit.sent(OpenLocker)
    visit.give(inputs.HomeTouched())
    effects = visit.give(inputs.Answered(sent.command.id, OpenLocker, DOOR))
    assert [type(effect) for effect in effects] == [Send]
    [report] = visit.sent(ReportLocker)
    assert report.command.data == ReportLocker(locker="lobby", compartment=5, opened="unknown")


def test_what_came_of_a_door_is_told_even_where_its_person_has_gone() -> None:
    visit, door = at_door()
    visit.give(inputs.HomeTouched())
    assert reports(visit.give(inputs.DoorEnded(door, DoorWord.SHUT))) == [(door.id, "no")]
    assert visit.page() == Start()


def test_who_has_two_results_collects_one_after_the_other() -> None:
    visit, door = at_door(READY, SECOND)
    visit.give(inputs.DoorEnded(door, DoorWord.OPEN), inputs.DoorClosed(door))
    page = visit.page()
    assert isinstance(page, AtDoor)
    assert page.more
    visit.give(inputs.InsteadTouched())
    asked = [each.command for each in visit.effects if isinstance(each, Ask)][-1]
    visit.give(inputs.Answered(asked.id, FindCases, CasesReply(cases=(SECOND,), more=False)))
    assert isinstance(visit.page(), OneCase)


def test_several_results_are_listed_first() -> None:
    assert with_card(READY, SECOND).page() == MyCases((READY, SECOND))


def test_a_refusal_says_that_the_door_is_faulty_and_opens_nothing() -> None:
    visit = with_card(READY)
    visit.give(inputs.CollectTouched())
    [sent] = visit.sent(OpenLocker)
    error = ReplyError(code="locker_faulty", message={"zh": "柜门坏了"}, retryable=False)
    visit.give(inputs.Refused(sent.command.id, error))
    page = visit.page()
    assert isinstance(page, Problem)
    assert page.code == "locker_faulty"
    assert not [each for each in visit.effects if isinstance(each, OpenDoor)]


RELEASED = inputs.DoorReleased(str(UUID(int=7)), "lobby", 3, NOW - timedelta(seconds=2))


def test_a_release_by_staff_opens_the_door_whatever_is_on_the_screen() -> None:
    visit = Visit(begin(WITH_LOCKER)[0])
    before = visit.session
    assert visit.give(RELEASED) == [OpenDoor(DoorJob(RELEASED.id, "lobby", 3))]
    assert visit.session == before
    job = DoorJob(RELEASED.id, "lobby", 3)
    assert reports(visit.give(inputs.DoorEnded(job, DoorWord.OPEN))) == [(job.id, "yes")]


@pytest.mark.parametrize("minutes", [-2, 2])
def test_a_release_that_is_older_than_a_minute_or_lies_ahead_is_told_and_not_carried_out(minutes: int) -> None:
    """Nobody may stand there any more who takes care of what lies behind the door."""
    visit = Visit(begin(WITH_LOCKER)[0])
    effects = visit.give(replace(RELEASED, at=NOW + timedelta(minutes=minutes)))
    assert not [each for each in effects if isinstance(each, OpenDoor)]
    assert reports(effects) == [(RELEASED.id, "unknown")]


def test_a_release_of_another_terminals_door_is_nothing_here() -> None:
    visit = Visit(begin(WITH_LOCKER)[0])
    assert visit.give(replace(RELEASED, locker="station")) == []


def test_nothing_of_the_person_is_left_at_the_door() -> None:
    visit, door = at_door()
    visit.give(inputs.DoorEnded(door, DoorWord.OPEN), inputs.Tick(61))
    assert visit.session == Session(page=Start(), around=WITH_LOCKER)
