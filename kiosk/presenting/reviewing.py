"""Everything once more before it is handed in, and how the result comes to its person."""

from datetime import datetime

from kiosk.flow.apply_inputs import HandoverChosen, HandoverTouched, PaperTouched, QuestionTouched
from kiosk.flow.apply_pages import ChooseHandover, Review
from kiosk.flow.draft import ADDRESS, Draft
from kiosk.flow.inputs import ConfirmTouched
from kiosk.flow.session import Session
from kiosk.flow.submitting import handovers
from kiosk.presenting.common import Action, Choice, Menu
from kiosk.presenting.handing_in import paper_name, paper_state
from kiosk.presenting.questions import answer_words, question_words
from kiosk.words import Speech


def handover(speech: Speech, session: Session, page: ChooseHandover, _now: datetime) -> Menu:
    chosen = session.draft.handover if session.draft else None
    tiles = tuple(
        Choice(
            f"handover:{each}",
            HandoverChosen(each),
            speech(f"handover.{each}"),
            (speech("choice.chosen") if each == chosen else speech(f"handover.{each}.hint"),),
        )
        for each in handovers(session.around)
    )
    return Menu("handover", speech("handover.title"), speech("handover.hint"), tiles, sheet=page.sheet)


def review(speech: Speech, session: Session, page: Review, now: datetime) -> Menu:
    """What is missing comes first, once it was to be handed in."""
    draft = session.draft
    assert draft is not None  # noqa: S101 - the page is a draft's
    missing, there = _tiles(speech, session, draft, now)
    if page.refused:
        hint = speech("review.missing", count=len(missing))
    elif page.going:
        hint = speech("review.going", pages=len(draft.waiting))
    else:
        hint = speech("review.hint")
    marked = tuple(_marked(speech, tile) for tile in missing) if page.refused else tuple(missing)
    actions = () if page.going else (Action("confirm", ConfirmTouched(), speech("review.submit"), primary=True),)
    return Menu("review", speech("review.title"), hint, marked + tuple(there), sheet=page.sheet, actions=actions)


def _tiles(speech: Speech, session: Session, draft: Draft, now: datetime) -> tuple[list[Choice], list[Choice]]:
    """Those without which it cannot be handed in, and the others."""
    missing: list[Choice] = []
    there: list[Choice] = []
    for name in draft.asked:
        tile = Choice(
            f"question:{name}",
            QuestionTouched(name),
            question_words(speech, draft, name),
            (answer_words(speech, draft, name),),
        )
        (missing if name in draft.blanks else there).append(tile)
    for paper in draft.papers:
        state = paper_state(speech, session, draft, paper, now)
        tile = Choice(
            f"paper:{paper.paper}", PaperTouched(paper.paper), paper_name(speech, draft, paper.paper), (state,)
        )
        (missing if paper.paper in draft.missing else there).append(tile)
    if draft.case.result:
        chosen = draft.handover or draft.case.handover
        said = speech(f"handover.{chosen}") if chosen else speech("review.nothing")
        tile = Choice("handover", HandoverTouched(), speech("handover.title"), (said,))
        (there if chosen else missing).append(tile)
    if draft.handover == "courier":
        tile = Choice(
            f"question:{ADDRESS}",
            QuestionTouched(ADDRESS),
            question_words(speech, draft, ADDRESS),
            (answer_words(speech, draft, ADDRESS),),
        )
        (there if draft.address else missing).append(tile)
    return missing, there


def _marked(speech: Speech, tile: Choice) -> Choice:
    return Choice(tile.name, tile.given, tile.title, (speech("review.is_missing"),), tile.icon)
