"""One question a page, told: its words, how far it is, what can be touched, what was typed and whether it will do."""

from dataclasses import dataclass
from datetime import datetime

from kiosk.flow.apply_inputs import AnswerChosen, DivisionTouched, KeysTouched, SkipTouched
from kiosk.flow.apply_pages import AnswerChoice, AnswerTyped, ChooseDivision
from kiosk.flow.draft import ADDRESS, Draft, Question
from kiosk.flow.filling import DATE_LENGTH, PHONE_LENGTH, Keys, longest, others
from kiosk.flow.offered import Candidate
from kiosk.flow.questions import answer_on, choices_of, is_answered, may_skip
from kiosk.flow.session import Session
from kiosk.flow.stages import is_reviewing
from kiosk.presenting.common import Action, Choice, Menu, masked, masked_number, masked_phone
from kiosk.presenting.keys import EMPTY
from kiosk.words import Speech
from queue_server.contract.case_commands import Answer

LONG_NUMBER = 12
"""Characters: account and identity numbers have as many, house numbers and sums of money have not."""


@dataclass(frozen=True, slots=True)
class TypedAnswer:
    """``text`` is what stands there so far, ``letters`` what no word was chosen for yet. ``whole``: it will do."""

    title: str
    progress: str
    text: str
    letters: str
    hint: str
    attention: str
    whole: bool
    candidates: tuple[Candidate, ...]
    sheet: int
    turns: tuple[Action, ...]
    skip: Action | None


def question_words(speech: Speech, draft: Draft, name: str) -> str:
    if name == ADDRESS:
        return speech("fill.courier_address")
    return speech.text(draft.question(name)["words"])


def answer_words(speech: Speech, draft: Draft, name: str) -> str:
    """An answer as it is read once more, with people behind: names and numbers are shown in full where they are
    touched to be changed.
    """
    answer = draft.answer(name)
    if answer is None:
        return speech("review.nothing")
    question = draft.question(name)
    if isinstance(answer, bool):
        return speech("fill.yes" if answer else "fill.no")
    if question["pad"] == "choice":
        return _choice_words(speech, question, answer)
    if question["pad"] == "date":
        year, month, day = str(answer).split("-")
        return speech("fill.date", year=year, month=month, day=day)
    return _masked(question, str(answer))


def _masked(question: Question, answer: str) -> str:
    if question.get("card") == "name":
        return masked(answer)
    if question["pad"] == "phone":
        return masked_phone(answer)
    return masked_number(answer) if answer.isascii() and len(answer) >= LONG_NUMBER else answer


def _choice_words(speech: Speech, question: Question, answer: Answer) -> str:
    found = next((each for each in question.get("oneOf", ()) if each["const"] == answer), None)
    return speech.text(found["words"]) if found else str(answer)


def progress(speech: Speech, session: Session, name: str) -> str:
    """How far one is; nothing where one answer is changed."""
    draft = session.draft
    if draft is None or is_reviewing(session) or name not in draft.to_ask:
        return ""
    return speech("fill.progress", number=draft.to_ask.index(name) + 1, questions=len(draft.to_ask))


def _hint(speech: Speech, session: Session, draft: Draft, name: str) -> str:
    said = draft.question(name).get("help")
    return "  ".join(filter(None, (progress(speech, session, name), speech.text(said) if said else "")))


def _skip(speech: Speech, draft: Draft, name: str) -> tuple[Action, ...]:
    return (Action("skip", SkipTouched(), speech("fill.skip")),) if may_skip(draft, name) else ()


def choice(speech: Speech, session: Session, page: AnswerChoice, _now: datetime) -> Menu:
    draft = _draft(session)
    question, answer = draft.question(page.name), draft.answer(page.name)
    tiles = []
    for place, value in enumerate(choices_of(draft, page.name)):
        words = speech("fill.yes" if value else "fill.no") if isinstance(value, bool) else ""
        chosen = (speech("choice.chosen"),) if value == answer and answer is not None else ()
        title = words or _choice_words(speech, question, value)
        tiles.append(Choice(f"answer:{place}", AnswerChosen(place), title, chosen))
    return Menu(
        name="answer-choice",
        title=question_words(speech, draft, page.name),
        hint=_hint(speech, session, draft, page.name),
        choices=tuple(tiles),
        sheet=page.sheet,
        actions=_skip(speech, draft, page.name),
    )


def division(speech: Speech, session: Session, page: ChooseDivision, _now: datetime) -> Menu:
    draft = _draft(session)
    near = tuple(
        Choice(f"division:{each.code}", DivisionTouched(each.code), each.name, (speech("fill.near"),))
        for each in page.near
    )
    tiles = tuple(Choice(f"division:{each.code}", DivisionTouched(each.code), each.name) for each in page.found)
    return Menu(
        name="choose-division",
        title=question_words(speech, draft, page.name),
        hint=progress(speech, session, page.name) or speech("fill.division"),
        choices=near + tiles,
        sheet=page.sheet,
        actions=_skip(speech, draft, page.name),
    )


def typed(speech: Speech, session: Session, page: AnswerTyped) -> TypedAnswer:
    """For a question that is typed."""
    draft = _draft(session)
    question = draft.question(page.name)
    whole = is_answered(session, page)
    wrong = _wrong(speech, session, page, question)
    turns = tuple(
        Action(f"keys:{each.value}", KeysTouched(each), speech(f"keys.{each.value}")) for each in others(page.keys)
    )
    empty = not (page.text or page.fixed or page.letters)
    return TypedAnswer(
        title=question_words(speech, draft, page.name),
        progress=progress(speech, session, page.name),
        text=page.fixed + _grouped(speech, question, page.text),
        letters=page.letters,
        hint="" if wrong else speech("fill.no_words") if _finds_nothing(page) else _how(speech, question, page),
        attention=wrong,
        whole=whole,
        candidates=page.candidates,
        sheet=page.sheet,
        turns=turns,
        skip=next(iter(_skip(speech, draft, page.name)), None) if empty else None,
    )


def _how(speech: Speech, question: Question, page: AnswerTyped) -> str:
    """What to type, or which keys to touch."""
    if said := question.get("help"):
        return speech.text(said)
    return speech("fill.rest_of_address" if page.fixed else f"fill.{page.keys.value}")


def _finds_nothing(page: AnswerTyped) -> bool:
    return bool(page.letters) and not page.candidates


def _wrong(speech: Speech, session: Session, page: AnswerTyped, question: Question) -> str:
    """Said when as much was typed as there can be: nobody likes to be corrected before."""
    if is_answered(session, page) or page.letters or not page.text:
        return ""
    full = len(page.text) >= longest(question)
    if question["pad"] in ("phone", "date"):
        return speech(f"fill.wrong.{question['pad']}") if full else ""
    answer = answer_on(session, page)
    if isinstance(answer, int | float) and not isinstance(answer, bool):
        least, most = question.get("minimum"), question.get("maximum")
        if most is not None and answer > most:
            return speech("fill.wrong.maximum", most=most)
        return speech("fill.wrong.minimum", least=least) if least is not None and answer < least else ""
    if page.keys is Keys.NUMBER:
        return speech("fill.wrong.number") if len(page.text) >= _whole_number(question) else ""
    return ""


def _whole_number(question: Question) -> int:
    """So many characters a number has that is checked by a pattern: from then on it is told that it is none."""
    pattern = str(question.get("pattern", ""))
    return 18 if "{17}" in pattern else longest(question)


def _grouped(speech: Speech, question: Question, text: str) -> str:
    match question["pad"]:
        case "date":
            filled = text.ljust(DATE_LENGTH, EMPTY)
            return speech("fill.date", year=filled[:4], month=filled[4:6], day=filled[6:])
        case "phone":
            filled = text.ljust(PHONE_LENGTH, EMPTY)
            return f"{filled[:3]} {filled[3:7]} {filled[7:]}"
        case _:
            return text


def _draft(session: Session) -> Draft:
    assert session.draft is not None  # noqa: S101 - these pages are a draft's
    return session.draft
