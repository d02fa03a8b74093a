"""Papers, told: which there are, what is there of each, and the page under the camera."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.flow.apply_inputs import PageTouched, PaperTouched, PromiseTouched, RemoveTouched, TakeTouched
from kiosk.flow.apply_pages import LookAtPage, OnePaper, Papers, TakePage, Taking
from kiosk.flow.draft import Draft
from kiosk.flow.handing_in import may_promise
from kiosk.flow.inputs import BackTouched, ConfirmTouched
from kiosk.flow.session import Session
from kiosk.presenting.common import Action, Choice, Menu, day_words
from kiosk.words import Speech
from queue_server.contract.case_views import CasePaper


@dataclass(frozen=True, slots=True)
class Photo:
    """A page to look at, or what to do to take one. ``picture`` is a JPEG, empty where there is none yet."""

    name: str
    title: str
    hint: str
    attention: str
    picture: bytes
    actions: tuple[Action, ...]


def paper_name(speech: Speech, draft: Draft, kind: str) -> str:
    rule = draft.rule(kind)
    return speech.text(rule.name) if rule else kind


def paper_state(speech: Speech, session: Session, draft: Draft, paper: CasePaper, now: datetime) -> str:
    """What is there of a paper, or whether it is needed."""
    pages = len(draft.pages(paper.paper))
    if pages:
        return speech("papers.pages", pages=pages)
    if paper.promised_on is not None:
        return speech("papers.promised", day=day_words(speech, paper.promised_on, session.local(now).date()))
    if paper.wanted:
        return speech("papers.wanted")
    return speech("papers.needed" if paper.required else "papers.optional")


def papers(speech: Speech, session: Session, page: Papers, now: datetime) -> Menu:
    draft = _draft(session)
    tiles = []
    for paper in draft.papers:
        rule = draft.rule(paper.paper)
        note = (speech.text(rule.note),) if rule and rule.note and not draft.pages(paper.paper) else ()
        lines = (paper_state(speech, session, draft, paper, now), *note)
        tiles.append(
            Choice(f"paper:{paper.paper}", PaperTouched(paper.paper), paper_name(speech, draft, paper.paper), lines)
        )
    missing = bool(draft.missing)
    return Menu(
        name="papers",
        title=speech("papers.title"),
        hint=speech("papers.hint"),
        choices=tuple(tiles),
        sheet=page.sheet,
        actions=(
            Action(
                "confirm",
                ConfirmTouched(),
                speech("papers.done" if draft.owed else "papers.next_all" if missing else "papers.next"),
                primary=not missing,
            ),
        ),
    )


def one_paper(speech: Speech, session: Session, page: OnePaper, _now: datetime) -> Menu:
    draft = _draft(session)
    paper, taken = draft.paper(page.kind), draft.pages(page.kind)
    left = draft.left(page.kind)
    tiles = []
    if left:
        tiles.append(
            Choice("take", TakeTouched(), speech("papers.take"), (speech("papers.left", pages=left),), "camera")
        )
    else:
        tiles.append(
            Choice(
                "take",
                TakeTouched(),
                speech("papers.take"),
                (speech("papers.full", most=paper.most),),
                "camera",
                usable=False,
            )
        )
    if may_promise(draft, paper):
        rule = draft.rule(page.kind)
        days = rule.later_days if rule else None
        said = (speech("papers.later_days", days=days),) if days is not None else ()
        tiles.append(Choice("promise", PromiseTouched(), speech("papers.promise"), said))
    for number, each in enumerate(taken, 1):
        waiting = draft.is_waiting(each)
        said = (speech("papers.page_waits" if waiting else "papers.page_kept"),)
        tiles.append(
            Choice(f"page:{number}", PageTouched(each), speech("papers.page", page=number), said, usable=not waiting)
        )
    done = Action("confirm", ConfirmTouched(), speech("papers.paper_done"), primary=bool(taken))
    return Menu(
        name="one-paper",
        title=paper_name(speech, draft, page.kind),
        hint=speech("papers.pages", pages=len(taken)) if taken else speech("papers.none_yet"),
        choices=tuple(tiles),
        sheet=page.sheet,
        actions=(done,),
    )


def take(speech: Speech, session: Session, page: TakePage) -> Photo:
    """The page under the camera."""
    draft = _draft(session)
    number = len(draft.pages(page.kind)) + 1
    if page.instead is not None:
        number = draft.pages(page.kind).index(page.instead) + 1 if page.instead in draft.pages(page.kind) else number
    title = speech("take.title", paper=paper_name(speech, draft, page.kind), page=number)
    shown = page.taking is Taking.SHOWN
    hints = {Taking.UNDER_WAY: "take.under_way", Taking.SHOWN: "take.look"}
    hint = speech(hints.get(page.taking, "take.lay"), left=draft.left(page.kind))
    return Photo(
        name="take-page",
        title=title,
        hint=hint,
        attention=speech.text(page.why) if page.why else "",
        picture=page.picture if shown else b"",
        actions=_taking_actions(speech, draft, page),
    )


def _taking_actions(speech: Speech, draft: Draft, page: TakePage) -> tuple[Action, ...]:
    if page.taking is Taking.UNDER_WAY:
        return ()
    if page.taking is Taking.SHOWN:
        return (
            Action("confirm", ConfirmTouched(), speech("take.keep"), primary=True),
            Action("take", TakeTouched(), speech("take.again")),
        )
    first = Action("take", TakeTouched(), speech("take.take"), primary=True)
    if may_promise(draft, draft.paper(page.kind)):
        return (first, Action("promise", PromiseTouched(), speech("papers.promise")))
    return (first, Action("enough", BackTouched(), speech("take.enough")))


def look(speech: Speech, session: Session, page: LookAtPage) -> Photo:
    draft = _draft(session)
    pages = draft.pages(page.kind)
    number = pages.index(page.page) + 1 if page.page in pages else len(pages)
    return Photo(
        name="look-at-page",
        title=speech("take.title", paper=paper_name(speech, draft, page.kind), page=number),
        hint="",
        attention="",
        picture=page.picture,
        actions=(
            Action("keep", BackTouched(), speech("look.keep"), primary=True),
            Action("take", TakeTouched(), speech("take.again")),
            Action("remove", RemoveTouched(), speech("look.remove")),
        ),
    )


def _draft(session: Session) -> Draft:
    assert session.draft is not None  # noqa: S101 - these pages are a draft's
    return session.draft
