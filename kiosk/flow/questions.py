"""One question a page: touched or typed, checked while it is filled in, kept as soon as it is answered."""

from dataclasses import replace
from datetime import datetime

from kiosk.flow import inputs as given_by
from kiosk.flow.apply_inputs import (
    AnswerChosen,
    CandidateTouched,
    DivisionsFound,
    DivisionTouched,
    KeysTouched,
    SkipTouched,
    WordsFound,
)
from kiosk.flow.apply_pages import AnswerChoice, AnswerTyped, ChooseDivision
from kiosk.flow.draft import ADDRESS, Draft
from kiosk.flow.effects import Effect, LookUpDivisions, LookUpWords, Send
from kiosk.flow.filling import (
    LONGEST_SPELLING,
    Keys,
    answer_of,
    first_keys,
    keys_of,
    longest,
    others,
    text_of,
)
from kiosk.flow.own_data import corrected
from kiosk.flow.session import Session, on_page, onward
from kiosk.flow.stages import after_handover, after_questions, is_reviewing, review
from kiosk.flow.steps import Step, Table
from queue_server.contract.case_commands import Answer, SaveCase
from queue_server.contract.envelope import Command


def first_question(session: Session) -> Step:
    """The first question without an answer, or what comes when all are answered."""
    return _ask_next(session, None)


def open_question(session: Session, name: str) -> Step:
    """The page of one question, with the answer that it has already."""
    draft = session.draft
    if draft is None:
        return session, ()
    question = draft.question(name)
    match question["pad"]:
        case "choice" | "yes_no":
            return onward(session, AnswerChoice(name)), ()
        case "address":
            return onward(session, ChooseDivision(name, "")), (LookUpDivisions("", _likely(session)),)
        case _:
            keys = first_keys(question, session.language)
            return onward(session, AnswerTyped(name, keys, text=text_of(question, draft.answer(name)))), ()


def answer_on(session: Session, page: AnswerTyped) -> Answer:
    """What the page would answer now; None where it answers nothing."""
    if session.draft is None or page.letters:
        return None
    answer = answer_of(session.draft.question(page.name), page.text)
    return page.fixed + answer if isinstance(answer, str) else answer


def is_answered(session: Session, page: AnswerTyped) -> bool:
    """Whether what was typed will do."""
    answer = answer_on(session, page)
    return session.draft is not None and answer is not None and session.draft.accepts(page.name, answer)


def may_skip(draft: Draft, name: str) -> bool:
    return not draft.needs(name)


def choices_of(draft: Draft, name: str) -> tuple[Answer, ...]:
    """The answers that can be touched, in their order."""
    question = draft.question(name)
    if question["pad"] == "yes_no":
        return (True, False)
    return tuple(each["const"] for each in question.get("oneOf", ()))


def _likely(session: Session) -> tuple[str, ...]:
    """Divisions that an address is likely to be in: the hall's own, and that of the person's number."""
    hall, person = session.around.hall, session.person
    codes = (hall.region if hall else None, person.id_number[:6] if person and person.says else None)
    return tuple(dict.fromkeys(code for code in codes if code))


def _ask_next(session: Session, after: str | None) -> Step:
    draft = session.draft
    if draft is None:
        return session, ()
    names = draft.to_ask
    rest = names[names.index(after) + 1 :] if after in names else names
    open_ones = [name for name in rest if after is not None or draft.answers.get(name) is None]
    return open_question(session, open_ones[0]) if open_ones else after_questions(session)


def _answered(session: Session, name: str, answer: Answer, now: datetime, fresh_id: str) -> Step:
    """Keep the answer, and go on: to the next question, or back to where it was changed."""
    draft, holder = session.draft, session.holder
    if draft is None or holder is None:
        return session, ()
    if draft.own is not None:
        return corrected(session, draft.own, answer, now, fresh_id)
    draft = draft.with_answer(name, answer)
    session = replace(session, draft=draft)
    effects: tuple[Effect, ...] = ()
    if name != ADDRESS:
        if isinstance(answer, str) and draft.question(name)["pad"] == "phone":
            session = replace(session, phone=answer)
        data = SaveCase(case=draft.case.case, answers=draft.to_keep, holder=session.holder or holder)
        effects = (Send(Command(id=fresh_id, sent_at=now, data=data)),)
    after, more = _onward(session, name)
    return after, (*effects, *more)


def _onward(session: Session, name: str) -> Step:
    if is_reviewing(session):
        return review(session)
    return after_handover(session) if name == ADDRESS else _ask_next(session, name)


def _chosen(session: Session, page: AnswerChoice, given: AnswerChosen, now: datetime, fresh_id: str) -> Step:
    if session.draft is None:
        return session, ()
    choices = choices_of(session.draft, page.name)
    if not 0 <= given.place < len(choices):
        return session, ()
    return _answered(session, page.name, choices[given.place], now, fresh_id)


def _confirmed(session: Session, page: AnswerTyped, _given: object, now: datetime, fresh_id: str) -> Step:
    if not is_answered(session, page):
        return session, ()
    return _answered(session, page.name, answer_on(session, page), now, fresh_id)


def _skipped(
    session: Session, page: AnswerTyped | AnswerChoice | ChooseDivision, _given: object, now: datetime, fresh_id: str
) -> Step:
    if session.draft is None or not may_skip(session.draft, page.name):
        return session, ()
    return _answered(session, page.name, None, now, fresh_id)


def _division(session: Session, page: ChooseDivision, given: DivisionTouched, _now: datetime, _id: str) -> Step:
    if all(each.code != given.code for each in (*page.near, *page.found)):
        return session, ()
    return session, (LookUpDivisions(given.code),)


def _divisions(session: Session, page: ChooseDivision, given: DivisionsFound, _now: datetime, _id: str) -> Step:
    """The divisions of the one that was touched; where there are none, the rest of the address is typed."""
    if given.code == page.code:
        return replace(session, page=replace(page, found=given.below, near=given.near)), ()
    if given.below:
        return onward(session, ChooseDivision(page.name, given.code, given.below)), ()
    return onward(session, AnswerTyped(page.name, Keys.PINYIN, fixed=given.name)), ()


def _key(session: Session, page: AnswerTyped, given: given_by.KeyTouched, _now: datetime, _id: str) -> Step:
    if session.draft is None or len(given.key) != 1:
        return session, ()
    question = session.draft.question(page.name)
    if given.key not in keys_of(question, page.keys):
        return session, ()
    if page.keys is Keys.PINYIN:
        if len(page.letters) >= LONGEST_SPELLING or not _room(session.draft, page):
            return session, ()
        return _spelled(session, page, page.letters + given.key.lower())
    if not _room(session.draft, page):
        return session, ()
    return _typed(session, page, page.text + given.key)


def _room(draft: Draft, page: AnswerTyped) -> bool:
    return len(page.fixed) + len(page.text) < longest(draft.question(page.name))


def _delete(session: Session, page: AnswerTyped, _given: object, _now: datetime, _id: str) -> Step:
    """Letters first, then what was written."""
    if page.letters:
        return _spelled(session, page, page.letters[:-1])
    return _typed(session, page, page.text[:-1])


def _candidate(session: Session, page: AnswerTyped, given: CandidateTouched, _now: datetime, _id: str) -> Step:
    if given.candidate not in page.candidates or session.draft is None:
        return session, ()
    most = longest(session.draft.question(page.name)) - len(page.fixed)
    page = replace(page, text=(page.text + given.candidate.text)[:most])
    return _spelled(session, page, page.letters[given.candidate.letters :])


def _keys(session: Session, page: AnswerTyped, given: KeysTouched, _now: datetime, _id: str) -> Step:
    """Letters of which no word was chosen stay as letters."""
    if given.keys not in others(page.keys):
        return session, ()
    return _typed(session, replace(page, keys=given.keys), page.text + page.letters.upper())


def _words(session: Session, page: AnswerTyped, given: WordsFound, _now: datetime, _id: str) -> Step:
    if given.letters != page.letters:
        return session, ()
    return replace(session, page=replace(page, candidates=given.candidates, sheet=0)), ()


def _spelled(session: Session, page: AnswerTyped, letters: str) -> Step:
    page = replace(page, letters=letters, candidates=() if not letters else page.candidates, sheet=0)
    return on_page(session, page), (LookUpWords(letters),) if letters else ()


def _typed(session: Session, page: AnswerTyped, text: str) -> Step:
    return on_page(session, replace(page, text=text, letters="", candidates=(), sheet=0)), ()


TABLE: Table = {
    (AnswerChoice, AnswerChosen): _chosen,
    (ChooseDivision, DivisionTouched): _division,
    (ChooseDivision, DivisionsFound): _divisions,
    (AnswerTyped, given_by.KeyTouched): _key,
    (AnswerTyped, given_by.DeleteTouched): _delete,
    (AnswerTyped, CandidateTouched): _candidate,
    (AnswerTyped, KeysTouched): _keys,
    (AnswerTyped, WordsFound): _words,
    (AnswerTyped, given_by.ConfirmTouched): _confirmed,
    **{(page, SkipTouched): _skipped for page in (AnswerTyped, AnswerChoice, ChooseDivision)},
}
