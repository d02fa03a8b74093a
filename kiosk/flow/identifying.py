"""Who somebody is: by card, by a scanned code, by typing the number, or without, where that is enough."""

from dataclasses import replace
from datetime import datetime

from kiosk.flow import inputs as given_by
from kiosk.flow.asking import ask
from kiosk.flow.expecting import welcome
from kiosk.flow.pages import Identify, Page, Problem, Start, Typing
from kiosk.flow.pursuing import BY_CARD, known
from kiosk.flow.scanned import ScannedAppointment, ScannedCase, ScannedPerson, ScannedTicket, meaning_of
from kiosk.flow.session import Person, Session, back, on_page, onward, possible
from kiosk.flow.steps import Step, Table
from kiosk.flow.typed import Typed, is_whole, with_key
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.case_commands import GetCase, OpenLocker
from queue_server.contract.commands import CheckIn, FindAppointments, GetTicket, IdType, ReadCredential
from queue_server.contract.holders import Identity
from queue_server.contract.id_numbers import kind_of

CODES = {Goal.CASES: Typed.CASE_CODE, Goal.COLLECT: Typed.PICKUP_CODE}
"""What does instead of a card where a number does not."""

UNKNOWN_CODE = "code.unknown"
NEEDS_CARD = "code.needs_card"


def may_stay_unknown(session: Session) -> bool:
    """Whether a ticket can be had without saying who one is: for the queue that is wanted, or for any that is open."""
    wish = session.wish or Wish(Goal.TAKE)
    if wish.goal is not Goal.TAKE:
        return False
    item = session.around.item(wish.item)
    wanted = wish.queue or (item.queue if item else None)
    queues = [queue for queue in session.around.queues if wanted in (None, queue.queue)]
    return any(queue.open and queue.identity == "optional" for queue in queues)


def ways_to_type(session: Session) -> tuple[Typed, ...]:
    """What can be typed instead of showing a card."""
    goal = session.wish.goal if session.wish else Goal.TAKE
    if goal in BY_CARD:
        return (CODES[goal],) if goal in CODES else ()
    if goal in (Goal.CHECK_IN, Goal.APPOINTMENTS):
        return (Typed.ID_NUMBER, Typed.APPOINTMENT_CODE, Typed.CREDIT_CODE)
    if goal is Goal.TICKET:
        return (Typed.ID_NUMBER, Typed.TICKET_NUMBER, Typed.CREDIT_CODE)
    return (Typed.ID_NUMBER, Typed.CREDIT_CODE)


def _card_laid(session: Session, page: Page, given: given_by.CardLaid, now: datetime, fresh_id: str) -> Step:
    if isinstance(page, Start):
        if not possible(session.around, Goal.TAKE) or session.around.hall is None:
            return session, ()
        wish = Wish(Goal.TAKE if session.around.hall.open else Goal.ENQUIRE)
        return welcome(replace(session, wish=wish, person=given.person), now, fresh_id)
    return known(replace(session, person=given.person), now, fresh_id)


def _failed(
    session: Session, _page: Page, given: given_by.CardFailed | given_by.CodeFailed, _now: datetime, _id: str
) -> Step:
    kind = "card" if isinstance(given, given_by.CardFailed) else "code"
    return onward(session, Problem(f"{kind}.{given.code}", text=given.text)), ()


def _scanned(session: Session, page: Page, given: given_by.CodeScanned, now: datetime, fresh_id: str) -> Step:
    if session.around.hall is None:
        return session, ()
    if session.wish is not None and session.wish.goal in BY_CARD:
        return _scanned_for_case(session, session.wish.goal, given.text, now, fresh_id)
    return _begun_by_code(session, page, given, now, fresh_id)


def _begun_by_code(session: Session, page: Page, given: given_by.CodeScanned, now: datetime, fresh_id: str) -> Step:
    match meaning_of(given.text):
        case ScannedPerson(id_type, id_number):
            return _card_laid(session, page, given_by.CardLaid(Person(IdType(id_type), id_number, "")), now, fresh_id)
        case ScannedTicket(ticket):
            wish = session.wish if session.wish and session.wish.goal is Goal.RATE else Wish(Goal.TICKET)
            return ask(replace(session, wish=wish), GetTicket(ticket=ticket), now, fresh_id)
        case ScannedAppointment(code):
            return _with_code(session, code, now, fresh_id)
        case ScannedCase(code):
            return ask(replace(session, wish=Wish(Goal.CASES)), GetCase(case=code), now, fresh_id)
        case None:
            return _asked_of_others(session, given.text, now, fresh_id)


def _asked_of_others(session: Session, text: str, now: datetime, fresh_id: str) -> Step:
    """A code that says nothing here may be a credential that the hall's verifier can read."""
    hall = session.around.hall
    if hall is None or not hall.credentials or not session.around.line:
        return onward(session, Problem(UNKNOWN_CODE)), ()
    return ask(session, ReadCredential(code=text), now, fresh_id)


def _scanned_for_case(session: Session, goal: Goal, text: str, now: datetime, fresh_id: str) -> Step:
    """Codes of cases and of compartments look as those of appointments: what somebody came for tells them apart."""
    match meaning_of(text):
        case ScannedCase(code) | ScannedAppointment(code):
            return _with_code_of_case(session, goal, code, now, fresh_id)
        case ScannedPerson():
            return onward(session, Problem(NEEDS_CARD)), ()
        case _:
            return onward(session, Problem(UNKNOWN_CODE)), ()


def _with_code_of_case(session: Session, goal: Goal, code: str, now: datetime, fresh_id: str) -> Step:
    if goal is Goal.SPACE:
        return onward(session, Problem(NEEDS_CARD)), ()
    if goal is Goal.CASES:
        return ask(session, GetCase(case=code), now, fresh_id)
    if not session.around.locker_works:
        return onward(session, Problem("locker_away")), ()
    return ask(session, OpenLocker(code=code), now, fresh_id)


def credential_read(session: Session, identity: Identity, now: datetime, fresh_id: str) -> Step:
    """What the hall's verifier said of a code that was shown: it counts as a card laid on the page before."""
    before = session.trail[-1]
    session = replace(on_page(session, before), trail=session.trail[:-1])
    person = Person(IdType(identity.id_type), identity.id_number, identity.name or "")
    return _card_laid(session, before, given_by.CardLaid(person), now, fresh_id)


def _with_code(session: Session, code: str, now: datetime, fresh_id: str) -> Step:
    if session.wish is None or session.wish.goal is not Goal.CHECK_IN:
        session = replace(session, wish=Wish(Goal.APPOINTMENTS))
        return ask(session, FindAppointments(code=code), now, fresh_id)
    return ask(session, CheckIn(code=code), now, fresh_id)


def _type(session: Session, _page: Identify, given: given_by.TypeTouched, _now: datetime, _id: str) -> Step:
    if given.what not in ways_to_type(session):
        return session, ()
    return onward(session, Typing(given.what)), ()


def _without(session: Session, _page: Identify, _given: object, now: datetime, fresh_id: str) -> Step:
    return known(session, now, fresh_id) if may_stay_unknown(session) else (session, ())


def _key(session: Session, page: Typing, given: given_by.KeyTouched, _now: datetime, _id: str) -> Step:
    return _typed(session, page, with_key(page.what, page.text, given.key))


def _delete(session: Session, page: Typing, _given: object, _now: datetime, _id: str) -> Step:
    return _typed(session, page, page.text[:-1])


def _typed(session: Session, page: Typing, text: str) -> Step:
    return replace(session, page=replace(page, text=text)), ()


def _entered(session: Session, page: Typing, _given: object, now: datetime, fresh_id: str) -> Step:
    if page.what is Typed.PHONE:
        return _phone_left(session, page.text)
    if not is_whole(page.what, page.text):
        return session, ()
    match page.what:
        case Typed.APPOINTMENT_CODE:
            return _with_code(session, page.text, now, fresh_id)
        case Typed.CASE_CODE | Typed.PICKUP_CODE:
            goal = Goal.CASES if page.what is Typed.CASE_CODE else Goal.COLLECT
            return _with_code_of_case(session, goal, page.text, now, fresh_id)
        case Typed.TICKET_NUMBER:
            return ask(session, GetTicket(ticket=page.text), now, fresh_id)
        case _:
            person = Person(IdType(kind_of(page.text) or IdType.NONE), page.text, "")
            return known(replace(session, person=person), now, fresh_id)


def _phone_left(session: Session, text: str) -> Step:
    """Nothing typed takes a number back that was left before."""
    if text and not is_whole(Typed.PHONE, text):
        return session, ()
    return back(replace(session, phone=text or None)), ()


def open_phone(session: Session, _page: Page, given: given_by.TypeTouched, _now: datetime, _id: str) -> Step:
    """To be told by SMS: from a page that confirms something."""
    sends = session.around.hall is not None and session.around.hall.sms
    if given.what is not Typed.PHONE or not sends:
        return session, ()
    return onward(session, Typing(Typed.PHONE, session.phone or "")), ()


TABLE: Table = {
    **{(page, given_by.CardLaid): _card_laid for page in (Start, Identify)},
    **{(page, given_by.CardFailed): _failed for page in (Start, Identify)},
    **{(page, given_by.CodeScanned): _scanned for page in (Start, Identify)},
    **{(page, given_by.CodeFailed): _failed for page in (Start, Identify)},
    (Identify, given_by.TypeTouched): _type,
    (Identify, given_by.WithoutIdentityTouched): _without,
    (Typing, given_by.KeyTouched): _key,
    (Typing, given_by.DeleteTouched): _delete,
    (Typing, given_by.ConfirmTouched): _entered,
}
