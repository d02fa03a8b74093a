"""Who may go first: offered by the age on the card, and to who asks for it where the hall lets people choose freely.

What staff must confirm is chosen with their PIN.
"""

from dataclasses import replace
from datetime import datetime

from kiosk.flow.inputs import PriorityChosen
from kiosk.flow.pages import ChoosePriority, Confirm, StaffPin
from kiosk.flow.session import Session, back, on_page, onward
from queue_server.contract.id_numbers import age
from queue_server.contract.views import PriorityOffer


def by_age(session: Session, now: datetime) -> PriorityOffer | None:
    """The priority that the person's age gives, the one of the highest age."""
    years = _age(session, now)
    given = [offer for offer in _offers(session) if years is not None and offer.from_age and years >= offer.from_age]
    return max(given, key=lambda offer: offer.from_age or 0, default=None)


def offered(session: Session, now: datetime) -> tuple[PriorityOffer, ...]:
    """What the hall has for this person: not what begins at an age that they have not."""
    years = _age(session, now)
    return tuple(
        offer for offer in _offers(session) if offer.from_age is None or years is None or years >= offer.from_age
    )


def may_choose(session: Session, offer: PriorityOffer, now: datetime) -> bool:
    """By age without asking anybody, else where the hall leaves it to people."""
    years = _age(session, now)
    return offer.claim == "free" or (offer.from_age is not None and years is not None and years >= offer.from_age)


def confirm_page(session: Session, queue: str, item: str | None, now: datetime) -> Confirm:
    """With the priority that the age gives: nobody has to ask for it."""
    given = by_age(session, now)
    return Confirm(queue, item, given.id if given else None)


def open_choice(session: Session, page: Confirm, now: datetime) -> Session:
    return onward(session, ChoosePriority(page)) if offered(session, now) else session


def chosen(session: Session, page: ChoosePriority, given: PriorityChosen, now: datetime) -> Session:
    """Back on the page to confirm, with another priority; through the staff where they have to agree."""
    offer = next((offer for offer in offered(session, now) if offer.id == given.priority), None)
    if given.priority is not None and offer is None:
        return session
    confirm = replace(page.confirm, priority=given.priority)
    if offer is not None and not may_choose(session, offer, now):
        return onward(session, StaffPin(confirming=confirm))
    return on_page(back(session), confirm)


def _offers(session: Session) -> tuple[PriorityOffer, ...]:
    return session.around.hall.priorities if session.around.hall else ()


def _age(session: Session, now: datetime) -> int | None:
    born = session.person.born if session.person else None
    return age(born, session.local(now).date()) if born else None
