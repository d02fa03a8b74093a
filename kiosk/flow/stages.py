"""From one part of an application to the next: questions, papers, how the result comes, the review."""

from dataclasses import replace

from kiosk.flow.apply_pages import AskConsent, ChooseHandover, Papers, Purpose, Review
from kiosk.flow.pages import Page
from kiosk.flow.session import Session, on_page, onward
from kiosk.flow.steps import Step

KEEP: Purpose = "keep_space"


def after_questions(session: Session) -> Step:
    if session.draft is None or not session.draft.papers:
        return after_papers(session)
    return onward(session, Papers()), ()


def after_papers(session: Session) -> Step:
    if session.draft is not None and session.draft.needs_handover:
        return onward(session, ChooseHandover()), ()
    return after_handover(session)


def after_handover(session: Session) -> Step:
    """Whoever showed a card is asked whether what they said shall be kept for other cases."""
    draft, person = session.draft, session.person
    if draft is None or person is None:
        return session, ()
    worth_keeping = person.proven and KEEP not in draft.case.consents and draft.form.to_space(draft.to_keep)
    return (onward(session, AskConsent(KEEP)), ()) if worth_keeping else review(session)


def review(session: Session) -> Step:
    """The review, where it was left or for the first time."""
    if is_reviewing(session):
        return return_to(session, Review), ()
    return onward(session, Review()), ()


def is_reviewing(session: Session) -> bool:
    return any(isinstance(page, Review) for page in session.trail)


def return_to(session: Session, kind: type[Page]) -> Session:
    """The last page of a kind that back would lead to, as it was left."""
    places = [place for place, page in enumerate(session.trail) if isinstance(page, kind)]
    if not places:
        return session
    return replace(on_page(session, session.trail[places[-1]]), trail=session.trail[: places[-1]])
