"""What a person keeps for other applications, as words: masked in a list, in full where it was touched."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from kiosk.flow.inputs import AnswerTouched, CancelTouched
from kiosk.flow.own_data import MySpace, OneAnswer, question_name
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
            question_name(page.questions.get(name, {}), name, speech.language),
            (masked_answer(speech, page.questions.get(name, {}), answer),),
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
    return Facts(
        name="one-answer",
        title=question_name(page.question, page.name, speech.language),
        subject=answer_words(speech, page.question, page.answer),
        lines=(speech("space.used"),),
        actions=(Action("delete", CancelTouched(), speech("space.delete")),),
    )


def answer_words(speech: Speech, question: Mapping[str, Any], answer: Answer) -> str:
    """An answer as a person reads it."""
    if isinstance(answer, bool):
        return speech("space.yes" if answer else "space.no")
    if isinstance(answer, tuple | list):
        return "、".join(answer_words(speech, question, each) for each in answer)
    chosen = next((each["words"] for each in question.get("oneOf", ()) if each["const"] == answer), None)
    return speech.text(chosen) if chosen else str(answer)


def masked_answer(speech: Speech, question: Mapping[str, Any], answer: Answer) -> str:
    """What may be read over somebody's shoulder: choices as they are, the end of a number, the beginning of a text."""
    words = answer_words(speech, question, answer)
    if question.get("pad") in ("choice", "yes_no") or isinstance(answer, bool):
        return words
    if words.isascii() and any(character.isdigit() for character in words):
        return masked_number(words) if len(words) > SHOWN * 4 else "****"
    return f"{words[:SHOWN] if len(words) > SHOWN else words[:1]}***"
