"""An application, told: what is needed, the draft that is there, consent, the receipt."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.flow.apply_inputs import SkipTouched
from kiosk.flow.apply_pages import AskConsent, OfferDraft, Submitted, ToldOnce
from kiosk.flow.following import case_address
from kiosk.flow.inputs import CancelTouched, ConfirmTouched, HomeTouched, PrintTouched
from kiosk.flow.session import Session
from kiosk.flow.shades import Paper
from kiosk.presenting.common import Action, Facts, day_words, moment_words
from kiosk.words import Speech
from queue_server.catalogue import Entry
from queue_server.catalogue import Paper as PaperRule


def told_once_lines(speech: Speech, entry: Entry) -> tuple[str, ...]:
    """Conditions, papers, time and fee, in the order in which one asks for them."""
    guide, application = entry.guide, entry.application
    days = guide.time_limit.promised_days
    lines = [
        speech("guide.time", time=speech("guide.days", days=days) if days else speech("guide.while_you_wait")),
        speech("guide.fee", fee=speech.text(guide.fee)),
    ]
    if guide.conditions:
        lines += [
            speech("told.conditions"),
            *(speech("told.item", item=speech.text(each)) for each in guide.conditions),
        ]
    if application is not None and application.papers:
        lines.append(speech("told.papers"))
        lines += [speech("told.item", item=paper_words(speech, paper)) for paper in application.papers]
    if application is not None:
        questions = len(application.form["properties"])
        lines += [speech("told.questions", questions=questions), speech("told.kept")]
    return tuple(lines)


def paper_words(speech: Speech, paper: PaperRule) -> str:
    """A paper, when it is needed, and whether it may come later."""
    words = speech.text(paper.name)
    if paper.note is not None:
        words += speech("guide.note", note=speech.text(paper.note))
    elif not paper.required:
        words += speech("paper.optional")
    if paper.later_days is not None:
        words += speech("paper.later", days=paper.later_days)
    return words


def told_once_actions(speech: Speech, _page: ToldOnce) -> tuple[Action, ...]:
    return (Action("confirm", ConfirmTouched(), speech("told.begin"), primary=True),)


def offer_draft(speech: Speech, session: Session, page: OfferDraft, now: datetime) -> Facts:
    case = page.case
    pages = sum(len(paper.pages) for paper in case.papers)
    sent_back = case.state == "supplement"
    lines = [speech("offer.so_far", fields=case.fields, pages=pages)]
    if not sent_back:
        lines.append(speech("offer.changed", moment=moment_words(speech, session.local(case.changed_at), now)))
    if case.due_on is not None:
        day = day_words(speech, case.due_on, session.local(now).date())
        lines.append(speech("offer.bring_until" if sent_back else "offer.kept_until", day=day))
    actions = [Action("confirm", ConfirmTouched(), speech("offer.go_on"), primary=True)]
    if not sent_back:
        actions.append(Action("anew", CancelTouched(), speech("offer.anew")))
    return Facts(
        name="offer-draft",
        title=speech("offer.sent_back" if sent_back else "offer.title"),
        subject=speech.text(page.entry.name),
        lines=tuple(lines),
        actions=tuple(actions),
    )


def ask_consent(speech: Speech, _session: Session, page: AskConsent, _now: datetime) -> Facts:
    kind = page.purpose
    return Facts(
        name=f"consent-{kind.replace('_', '-')}",
        title=speech("consent.title"),
        subject=speech(f"consent.{kind}"),
        lines=(speech(f"consent.{kind}.body"),),
        actions=(
            Action("confirm", ConfirmTouched(), speech(f"consent.{kind}.yes"), primary=True),
            Action("skip", SkipTouched(), speech(f"consent.{kind}.no")),
        ),
    )


@dataclass(frozen=True, slots=True)
class Handed:
    """What is said when it is handed in. ``address`` is what its QR code says; ``attention`` is said where the receipt
    is not on paper for certain.
    """

    title: str
    item: str
    code: str
    address: str
    hint: str
    lines: str
    attention: str
    actions: tuple[Action, ...]


def handed_of(speech: Speech, session: Session, page: Submitted, now: datetime) -> Handed:
    case, today = page.case, session.local(now).date()
    lines = [speech("submitted.accepted_by", day=day_words(speech, case.due_on, today))] if case.due_on else []
    lines += [speech("submitted.follow")]
    actions = [Action("leave", HomeTouched(), speech("problem.understood"), primary=True)]
    if page.paper is not Paper.PRINTING:
        actions.append(Action("print", PrintTouched(), speech("submitted.print")))
    well = page.paper in (Paper.PRINTING, Paper.YES)
    said = speech(f"sheet.{page.paper.value}") if page.paper else ""
    return Handed(
        title=speech("submitted.title"),
        item=speech.text(page.entry.name),
        code=case.code,
        address=case_address(session, case),
        hint=speech("submitted.code"),
        lines="\n".join((*lines, said) if well else lines),
        attention="" if well else said,
        actions=tuple(actions),
    )
