"""What a person keeps for other applications, as words: masked in a list, in full where it was touched."""

from datetime import datetime

from kiosk.flow.inputs import AnswerTouched, CancelTouched, CorrectTouched
from kiosk.flow.own_correcting import may_correct
from kiosk.flow.own_pages import MySpace, OneAnswer, OwnQuestion
from kiosk.flow.session import Session
from kiosk.presenting.common import Action, Choice, Facts, Menu, masked_number
from kiosk.words import Speech
from queue_server.contract.case_commands import Answer

SHOWN = 2
"""So many characters of a text tell its owner which it is, and nobody behind them what it says."""


def my_space(speech: Speech, _session: Session, page: MySpace, _now: datetime) -> Menu:
    choices = tuple(
        Choice(
            f"answer:{name}",
            AnswerTouched(name),
            OneAnswer(name, answer, page.questions.get(name)).words(speech.language),
            (masked_answer(speech, page.questions.get(name), answer),),
        )
        for name, answer in page.answers.items()
    )
    return Menu(
        "my-space",
        speech("space.title"),
        speech("space.hint"),
        choices,
        speech("space.none"),
        page.sheet,
        (Action("delete-all", CancelTouched(), speech("space.delete_all")),),
    )


def one_answer(speech: Speech, _session: Session, page: OneAnswer, _now: datetime) -> Facts:
    correct = (Action("correct", CorrectTouched(), speech("space.correct")),) if may_correct(page) else ()
    return Facts(
        name="one-answer",
        title=page.words(speech.language),
        subject=answer_words(speech, page.question, page.answer),
        lines=(speech("space.used"),),
        actions=(*correct, Action("delete", CancelTouched(), speech("space.delete"))),
    )


def answer_words(speech: Speech, question: OwnQuestion | None, answer: Answer) -> str:
    """An answer as a person reads it."""
    if isinstance(answer, bool):
        return speech("fill.yes" if answer else "fill.no")
    choices = question.schema.get("oneOf", ()) if question else ()
    chosen = next((each["words"] for each in choices if each["const"] == answer), None)
    return speech.text(chosen) if chosen else str(answer)


def masked_answer(speech: Speech, question: OwnQuestion | None, answer: Answer) -> str:
    """What may be read over somebody's shoulder: choices as they are, the end of a number, the beginning of a text."""
    words = answer_words(speech, question, answer)
    if isinstance(answer, bool) or (question and question.schema["pad"] == "choice"):
        return words
    if words.isascii() and any(character.isdigit() for character in words):
        return masked_number(words) if len(words) > SHOWN * 4 else "****"
    return f"{words[:SHOWN] if len(words) > SHOWN else words[:1]}***"
