"""The terminal as a state machine: ``advance(session, input, now, fresh_id) -> (session, effects)``.

Pure. What does not belong to a page is refused: the session stays as it is. See :mod:`kiosk.flow.pages` for the map;
each task has a module of its own with its part of the table.
"""

from dataclasses import replace
from datetime import datetime

from kiosk.flow import (
    applying,
    appointments,
    bars,
    collecting,
    comfort,
    expecting,
    finding,
    following,
    handing_in,
    identifying,
    own_correcting,
    own_data,
    questions,
    staff,
    submitting,
    taking,
    tickets,
)
from kiosk.flow import inputs as given_by
from kiosk.flow.answers import answered
from kiosk.flow.apply_inputs import PageKept, PageRefused, PagesFound
from kiosk.flow.asking import ask_again, no_answer_yet, refused, stop_asking
from kiosk.flow.asking import no_answer as no_reply
from kiosk.flow.effects import (
    Effect,
    ForgetPerson,
    LookUpPages,
    SampleJob,
    SheetJob,
    StopWatching,
    WatchForCard,
    Withdraw,
)
from kiosk.flow.expecting import is_about_welcome, looked, nobody_answered
from kiosk.flow.inputs import Input
from kiosk.flow.issuing import (
    ask_for_ticket,
    no_answer,
    patience_over,
    tell_waiting,
    ticket_came,
    ticket_refused,
)
from kiosk.flow.pages import (
    Asking,
    Identify,
    OutOfService,
    Page,
    Printing,
    Problem,
    Sending,
    Start,
    Welcome,
)
from kiosk.flow.printing import paper_not_told, paper_told, report, sheet_told
from kiosk.flow.pursuing import pursue
from kiosk.flow.session import (
    Session,
    Surroundings,
    first_page,
    home,
    home_for_same,
    possible,
)
from kiosk.flow.shades import OutReason
from kiosk.flow.steps import Handler, Step, Table
from kiosk.flow.times import PATIENCE_S, QUIET_S, SENDING_S, WARNING_S, is_warned
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.case_commands import SubmitCase
from queue_server.contract.commands import IssueTicket

WAYS_IN = (Goal.TAKE, Goal.CHECK_IN, Goal.FIND, Goal.ENQUIRE)
"""What the first page offers."""


def begin(around: Surroundings) -> tuple[Session, tuple[Effect, ...]]:
    """The first session after the program started."""
    session = home(Session(around=around))
    return session, (WatchForCard(),) if _watches(session) else ()


def advance(session: Session, given: Input, now: datetime, fresh_id: str) -> tuple[Session, tuple[Effect, ...]]:
    """``now`` is wall time with an offset, for commands only; ``fresh_id`` a UUID that was never used."""
    belongs = _handler(type(session.page), type(given))
    after, effects = belongs(session, session.page, given, now, fresh_id) if belongs else (session, ())
    return after, (*effects, *collecting.given_up(session, after, now), *_in_passing(session, after))


def _handler(page: type, given: type) -> Handler | None:
    return _ANYWHERE.get(given) or _TABLE.get((page, given)) or _MOSTLY.get(given)


def _in_passing(before: Session, after: Session) -> tuple[Effect, ...]:
    effects: list[Effect] = []
    if _watches(before) != _watches(after):
        effects.append(WatchForCard() if _watches(after) else StopWatching())
    if before.person is not None and after.person is None:
        effects.append(ForgetPerson())
    if (case := _applied_for(after)) is not None and case != _applied_for(before):
        effects.append(LookUpPages(case))
    return tuple(effects)


def _applied_for(session: Session) -> str | None:
    return session.draft.case.case if session.draft is not None else None


def _watches(session: Session) -> bool:
    """Where a card or a code begins something, as long as a card lies there: whoever takes it may have left; and while
    somebody applies: another one's card ends it.
    """
    begins = isinstance(session.page, Start | Identify) or session.draft is not None
    return begins or (session.person is not None and session.person.card)


def _tick(session: Session, _page: Page, given: given_by.Tick, now: datetime, fresh_id: str) -> Step:
    if session.left_s is None:
        return session, ()
    left_s = session.left_s - given.elapsed_s
    if left_s <= 0:
        return _time_is_over(session, now, fresh_id)
    session = replace(session, left_s=left_s)
    match session.page:
        case Sending() as page:
            return _waited(session, page, SENDING_S - left_s, now, fresh_id)
        case Asking() as page if SENDING_S - left_s >= QUIET_S:
            return no_answer_yet(session, page), ()
    return session, ()


def _waited(session: Session, page: Sending, waited_s: float, now: datetime, fresh_id: str) -> Step:
    if waited_s >= PATIENCE_S and (given := patience_over(session, page, now, fresh_id)):
        return given
    return (tell_waiting(session, page) if waited_s >= QUIET_S else session), ()


def _time_is_over(session: Session, now: datetime, fresh_id: str) -> Step:
    match session.page:
        case Welcome() as page:
            return nobody_answered(session, page, now, fresh_id)
        case Sending() as page:
            return no_answer(session, page)
        case Asking() as page:
            return no_reply(session, page)
        case Printing() as page:
            return paper_not_told(session, page), ()
        case _:
            return home(session), ()


def _surroundings_changed(
    session: Session, page: Page, given: given_by.SurroundingsChanged, now: datetime, fresh_id: str
) -> Step:
    session = replace(session, around=given.around)
    if isinstance(page, Sending) and not given.around.line:
        return tell_waiting(session, page), ()
    if isinstance(page, Asking) and not given.around.line:
        return no_answer_yet(session, page), ()
    if isinstance(page, Welcome) and not given.around.line:
        return nobody_answered(session, page, now, fresh_id)
    if isinstance(page, Start) or page == OutOfService(OutReason.LOCKED):
        return replace(session, page=first_page(session)), ()
    return session, ()


def _card_left(session: Session, page: Page, given: given_by.CardLeft, _now: datetime, _id: str) -> Step:
    """Whoever takes the card away in the middle is asked whether they go on; without an answer everything is gone."""
    session = replace(session, card_lying=given.lying)
    if isinstance(page, Start):
        return replace(session, page=Start(card_left=given.lying)), ()
    if given.lying or session.person is None or not session.person.card:
        return session, ()
    session = replace(session, person=replace(session.person, card=False))
    if not is_warned(page) or session.left_s is None:
        return session, ()
    return replace(session, card_taken=True, left_s=min(session.left_s, WARNING_S)), ()


def _ticket_came(session: Session, _page: Page, given: given_by.TicketCame, now: datetime, _id: str) -> Step:
    return ticket_came(session, given, now)


def _ticket_refused(session: Session, _page: Page, given: given_by.TicketRefused, _now: datetime, _id: str) -> Step:
    return ticket_refused(session, given), ()


def _answered(session: Session, page: Page, given: given_by.Answered, now: datetime, fresh_id: str) -> Step:
    if is_about_welcome(page, given):
        return looked(session, given, now, fresh_id)
    return answered(session, given, now, fresh_id)


def _refused(session: Session, page: Page, given: given_by.Refused, now: datetime, fresh_id: str) -> Step:
    if isinstance(page, Asking) and isinstance(page.data, SubmitCase) and given.error.code == "incomplete":
        return submitting.incomplete(session, given), ()
    if is_about_welcome(page, given):
        return looked(session, given, now, fresh_id)
    return refused(session, given), ()


def _card_laid(session: Session, _page: Page, given: given_by.CardLaid, _now: datetime, _id: str) -> Step:
    """In the middle of an application: the same card goes on, another one ends everything of the one before."""
    person = session.person
    if session.draft is None or person is None:
        return session, ()
    if given.person.id_number != person.id_number:
        return home(session), ()
    return bars.somebody_there(replace(session, person=given.person)), ()


def _pages_found(session: Session, _page: Page, given: PagesFound, _now: datetime, _id: str) -> Step:
    return handing_in.pages_found(session, given), ()


def _page_kept(session: Session, _page: Page, given: PageKept, now: datetime, fresh_id: str) -> Step:
    return submitting.go_if_ready(handing_in.page_kept(session, given), now, fresh_id)


def _page_refused(session: Session, _page: Page, given: PageRefused, _now: datetime, _id: str) -> Step:
    return handing_in.page_refused(session, given), ()


def _print_ended(session: Session, _page: Page, given: given_by.PrintEnded, now: datetime, _id: str) -> Step:
    if isinstance(given.job, SheetJob):
        return sheet_told(session, given.job, given.printed), ()
    if isinstance(given.job, SampleJob):
        return staff.sample_printed(session, given), ()
    return paper_told(session, given, given.job), (report(given, given.job, now),)


def _door_ended(session: Session, _page: Page, given: given_by.DoorEnded, now: datetime, _id: str) -> Step:
    return collecting.ended(session, given, now)


def _door_closed(session: Session, _page: Page, given: given_by.DoorClosed, _now: datetime, _id: str) -> Step:
    return collecting.closed(session, given), ()


def _door_released(session: Session, _page: Page, given: given_by.DoorReleased, now: datetime, _id: str) -> Step:
    return collecting.released(session, given, now)


def _way_in(session: Session, _page: Start, given: given_by.GoalChosen, now: datetime, fresh_id: str) -> Step:
    if given.goal not in WAYS_IN or not possible(session.around, given.goal):
        return session, ()
    return pursue(session, Wish(given.goal), now, fresh_id)


def _ask_again(session: Session, page: Problem, _given: Input, now: datetime, fresh_id: str) -> Step:
    if page.again is None:
        return session, ()
    if isinstance(page.again, IssueTicket):
        return ask_for_ticket(session, page.again, now, fresh_id, earlier=page.command_ids)
    return ask_again(session, page.again, now, fresh_id, earlier=page.command_ids)


def _instead(session: Session, page: Problem, _given: Input, now: datetime, fresh_id: str) -> Step:
    return pursue(session, page.instead, now, fresh_id) if page.instead else (session, ())


def _stop_asking(session: Session, page: Asking, _given: Input, _now: datetime, _id: str) -> Step:
    return stop_asking(session, page)


def _leave_asking(session: Session, page: Asking, _given: Input, _now: datetime, _id: str) -> Step:
    return home_for_same(session), (Withdraw(page.command_ids),)


_ANYWHERE: dict[type, Handler] = {
    given_by.Tick: _tick,
    given_by.SurroundingsChanged: _surroundings_changed,
    given_by.CardLeft: _card_left,
    **bars.ANYWHERE,
    given_by.TicketCame: _ticket_came,
    given_by.TicketRefused: _ticket_refused,
    given_by.Answered: _answered,
    given_by.Refused: _refused,
    given_by.PrintEnded: _print_ended,
    PagesFound: _pages_found,
    PageKept: _page_kept,
    PageRefused: _page_refused,
    given_by.DoorEnded: _door_ended,
    given_by.DoorClosed: _door_closed,
    given_by.DoorReleased: _door_released,
}
"""What may happen on every page."""

_TABLE: Table = {
    (Start, given_by.GoalChosen): _way_in,
    (Asking, given_by.BackTouched): _stop_asking,
    (Asking, given_by.HomeTouched): _leave_asking,
    (Problem, given_by.AgainTouched): _ask_again,
    (Problem, given_by.InsteadTouched): _instead,
    **identifying.TABLE,
    **expecting.TABLE,
    **taking.TABLE,
    **finding.TABLE,
    **appointments.TABLE,
    **tickets.TABLE,
    **applying.TABLE,
    **questions.TABLE,
    **handing_in.TABLE,
    **submitting.TABLE,
    **following.TABLE,
    **collecting.TABLE,
    **own_data.TABLE,
    **own_correcting.TABLE,
    **comfort.TABLE,
    **staff.TABLE,
}
"""What belongs to one page."""

_MOSTLY: dict[type, Handler] = {
    **bars.MOSTLY,
    given_by.CardLaid: _card_laid,
}
"""What belongs to every page whose own table says nothing else. Everything else is refused."""
