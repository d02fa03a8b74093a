"""The terminal as a state machine: ``advance(session, input, now, fresh_id) -> (session, effects)``.

Pure. What does not belong to a page is refused: the session stays as it is. See :mod:`kiosk.flow.pages` for the map.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from typing import Any

from kiosk.flow import inputs as given_by
from kiosk.flow.effects import Effect, ForgetPerson, SampleJob, SayAgain, StopWatching, WatchForCard
from kiosk.flow.inputs import Input
from kiosk.flow.issuing import (
    Step,
    ask_for_ticket,
    give_up,
    no_answer,
    patience_over,
    tell_waiting,
    ticket_came,
    ticket_refused,
)
from kiosk.flow.pages import (
    ChooseQueue,
    Confirm,
    Done,
    Maintenance,
    OutOfService,
    OutReason,
    Page,
    Printing,
    Problem,
    Sending,
    StaffPin,
    Start,
)
from kiosk.flow.printing import begin_printing, may_print_again, paper_not_told, paper_told, report
from kiosk.flow.session import (
    DEFAULT_LANGUAGE,
    Readiness,
    Session,
    Surroundings,
    home,
    on_page,
    readiness,
)
from kiosk.flow.staff import STAFF_TABLE, sample_printed
from kiosk.flow.times import LEFT_ASIDE_S, PATIENCE_S, QUIET_S, SENDING_S, idle_s, is_warned


def begin(around: Surroundings) -> tuple[Session, tuple[Effect, ...]]:
    """The first session after the program started."""
    session = home(Session(around=around))
    return session, (WatchForCard(),) if _wants_card(session) else ()


def advance(session: Session, given: Input, now: datetime, fresh_id: str) -> tuple[Session, tuple[Effect, ...]]:
    """``now`` is wall time with an offset, for commands only; ``fresh_id`` a UUID that was never used."""
    belongs = _ANYWHERE.get(type(given)) or _TABLE.get((type(session.page), type(given)))
    after, effects = belongs(session, session.page, given, now, fresh_id) if belongs else (session, ())
    return after, (*effects, *_in_passing(session, after))


def _in_passing(before: Session, after: Session) -> tuple[Effect, ...]:
    effects: list[Effect] = []
    if _wants_card(before) != _wants_card(after):
        effects.append(WatchForCard() if _wants_card(after) else StopWatching())
    if before.person is not None and after.person is None:
        effects.append(ForgetPerson())
    return tuple(effects)


def _wants_card(session: Session) -> bool:
    """Also while the reader is broken: that is how we notice that it works again."""
    if isinstance(session.page, Start):
        return readiness(session.around) in (Readiness.READY, Readiness.CHECKING)
    return session.page == OutOfService(OutReason.READER)


def _tick(session: Session, _page: Page, given: given_by.Tick, now: datetime, fresh_id: str) -> Step:
    if session.left_s is None:
        return session, ()
    left_s = session.left_s - given.elapsed_s
    if left_s <= 0:
        return _time_is_over(session)
    session = replace(session, left_s=left_s)
    if isinstance(session.page, Sending):
        return _waited(session, session.page, SENDING_S - left_s, now, fresh_id)
    return session, ()


def _waited(session: Session, page: Sending, waited_s: float, now: datetime, fresh_id: str) -> Step:
    if waited_s >= PATIENCE_S and (given := patience_over(session, page, now, fresh_id)):
        return given
    return (tell_waiting(session, page) if waited_s >= QUIET_S else session), ()


def _time_is_over(session: Session) -> Step:
    match session.page:
        case Sending() as page:
            return no_answer(session, page)
        case Printing() as page:
            return paper_not_told(session, page), ()
        case _:
            return home(session), ()


def _surroundings_changed(
    session: Session, page: Page, given: given_by.SurroundingsChanged, _now: datetime, _id: str
) -> Step:
    session = replace(session, around=given.around)
    if isinstance(page, Sending) and not given.around.line:
        return tell_waiting(session, page), ()
    if isinstance(page, Start) or page in (OutOfService(OutReason.READER), OutOfService(OutReason.LOCKED)):
        at_home = home(session).page
        return (session if _is_like(at_home, page) else replace(session, page=at_home)), ()
    return session, ()


def _is_like(at_home: Page, page: Page) -> bool:
    """Whether the first page is shown already: a card that was left does not make it another one."""
    return at_home == page or (isinstance(at_home, Start) and isinstance(page, Start))


def _somebody_there(session: Session) -> Session:
    if idle_s(session.page) is None:
        as_it_was = session.language == DEFAULT_LANGUAGE and not (session.helping or session.guided)
        return replace(session, left_s=None if as_it_was else LEFT_ASIDE_S)
    return replace(session, left_s=idle_s(session.page)) if is_warned(session.page) else session


def _touched(session: Session, _page: Page, _given: Input, _now: datetime, _id: str) -> Step:
    return _somebody_there(session), ()


def _help_touched(session: Session, _page: Page, _given: Input, _now: datetime, _id: str) -> Step:
    return _somebody_there(replace(session, helping=not session.helping)), ()


def _language_chosen(session: Session, _page: Page, given: given_by.LanguageChosen, _now: datetime, _id: str) -> Step:
    return _somebody_there(replace(session, language=given.language)), ()


def _guidance_touched(session: Session, _page: Page, _given: Input, _now: datetime, _id: str) -> Step:
    again = (SayAgain(),) if session.guided or session.around.headphones else ()
    return _somebody_there(replace(session, guided=True)), again


def _ticket_came(session: Session, _page: Page, given: given_by.TicketCame, now: datetime, _id: str) -> Step:
    return ticket_came(session, given, now)


def _ticket_refused(session: Session, _page: Page, given: given_by.TicketRefused, _now: datetime, _id: str) -> Step:
    return ticket_refused(session, given), ()


def _print_ended(session: Session, _page: Page, given: given_by.PrintEnded, now: datetime, _id: str) -> Step:
    if isinstance(given.job, SampleJob):
        return sample_printed(session, given), ()
    return paper_told(session, given, given.job), (report(given, given.job, now),)


Handler = Callable[[Session, Any, Any, datetime, str], Step]


def _card_laid(session: Session, _page: Start, given: given_by.CardLaid, _now: datetime, _id: str) -> Step:
    if readiness(session.around) not in (Readiness.READY, Readiness.CHECKING):
        return session, ()
    return on_page(replace(session, person=given.person), ChooseQueue()), ()


def _card_failed(session: Session, _page: Start, given: given_by.CardFailed, _now: datetime, _id: str) -> Step:
    return on_page(session, Problem(f"card.{given.code}", text=given.text)), ()


def _card_left(session: Session, _page: Start, given: given_by.CardLeft, _now: datetime, _id: str) -> Step:
    return replace(session, page=Start(card_left=given.lying)), ()


def _queue_touched(session: Session, page: ChooseQueue, given: given_by.QueueTouched, _now: datetime, _id: str) -> Step:
    queue = session.around.queue(given.queue)
    if queue is None or not queue.open or not session.around.gives(given.queue):
        return session, ()
    return on_page(session, Confirm(given.queue, page.sheet)), ()


def _sheet_turned(session: Session, page: ChooseQueue, given: given_by.SheetTurned, _now: datetime, _id: str) -> Step:
    sheet = min(max(page.sheet + given.by, 0), session.around.last_sheet)
    return on_page(session, ChooseQueue(sheet)), ()


def _confirmed(session: Session, page: Confirm, _given: Input, now: datetime, fresh_id: str) -> Step:
    return ask_for_ticket(session, page.queue, now, fresh_id)


def _ask_again(session: Session, page: Problem, _given: Input, now: datetime, fresh_id: str) -> Step:
    if page.again is None:
        return session, ()
    return ask_for_ticket(session, page.again, now, fresh_id, earlier=page.command_ids)


def _print_again(session: Session, page: Done, _given: Input, _now: datetime, _id: str) -> Step:
    if not may_print_again(page):
        return session, ()
    return begin_printing(session, page.command_id, page.ticket, page.attempt + 1)


def _choose_again(session: Session, page: Confirm, _given: Input, _now: datetime, _id: str) -> Step:
    return on_page(session, ChooseQueue(page.sheet)), ()


def _more_time(session: Session, page: Any, _given: Input, _now: datetime, _id: str) -> Step:
    return replace(session, left_s=idle_s(page)), ()


def _given_up(session: Session, page: Sending, _given: Input, _now: datetime, _id: str) -> Step:
    return give_up(session, page)


def _leave(session: Session, _page: Any, _given: Input, _now: datetime, _id: str) -> Step:
    return home(session, language=session.language), ()


_ANYWHERE: dict[type, Handler] = {
    given_by.Tick: _tick,
    given_by.SurroundingsChanged: _surroundings_changed,
    given_by.Touched: _touched,
    given_by.HelpTouched: _help_touched,
    given_by.LanguageChosen: _language_chosen,
    given_by.GuidanceTouched: _guidance_touched,
    given_by.TicketCame: _ticket_came,
    given_by.TicketRefused: _ticket_refused,
    given_by.PrintEnded: _print_ended,
}
"""What may happen on every page."""

_TABLE: dict[tuple[type, type], Handler] = {
    (Start, given_by.CardLaid): _card_laid,
    (Start, given_by.CardFailed): _card_failed,
    (Start, given_by.CardLeft): _card_left,
    (ChooseQueue, given_by.QueueTouched): _queue_touched,
    (ChooseQueue, given_by.SheetTurned): _sheet_turned,
    (ChooseQueue, given_by.BackTouched): _leave,
    (ChooseQueue, given_by.HomeTouched): _leave,
    (ChooseQueue, given_by.MoreTimeTouched): _more_time,
    (Confirm, given_by.ConfirmTouched): _confirmed,
    (Confirm, given_by.BackTouched): _choose_again,
    (Confirm, given_by.HomeTouched): _leave,
    (Confirm, given_by.MoreTimeTouched): _more_time,
    (Sending, given_by.BackTouched): _given_up,
    (Sending, given_by.HomeTouched): _given_up,
    (Printing, given_by.HomeTouched): _leave,
    (Done, given_by.AgainTouched): _print_again,
    (Done, given_by.MoreTimeTouched): _more_time,
    (Done, given_by.HomeTouched): _leave,
    (Problem, given_by.AgainTouched): _ask_again,
    (Problem, given_by.MoreTimeTouched): _more_time,
    (Problem, given_by.BackTouched): _leave,
    (Problem, given_by.HomeTouched): _leave,
    (StaffPin, given_by.HomeTouched): _leave,
    (Maintenance, given_by.HomeTouched): _leave,
    **STAFF_TABLE,
}
"""What belongs to one page. Everything else is refused."""
