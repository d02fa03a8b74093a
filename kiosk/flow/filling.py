"""How an answer is typed, question by question: which keys, what they make, what a card answers by itself. Pure."""

from collections.abc import Mapping
from datetime import date
from enum import StrEnum

from kiosk.flow.draft import Draft, Question
from kiosk.flow.typed import DIGITS, LETTERS
from queue_server.contract.case_commands import Answer

ID_NUMBER_KEYS = "123456789X0"
NUMBER_KEYS = "123456789.0"
SIGNS = DIGITS + "-.()#/@,: "
DATE_LENGTH = 8
PHONE_LENGTH = 11
LONGEST = 40
"""Characters of an answer that says nothing of its own length: longer than any number on a card."""

LONGEST_SPELLING = 40
"""Letters of pinyin that are typed before a word is chosen."""


class Keys(StrEnum):
    """What the keys type: ``PINYIN`` makes Chinese of letters, the others type what stands on them."""

    PINYIN = "pinyin"
    LETTERS = "letters"
    SIGNS = "signs"
    NUMBER = "number"


def first_keys(question: Question, language: str) -> Keys:
    """What most people need for this question."""
    if question["pad"] in ("digits", "phone", "date"):
        return Keys.NUMBER
    return Keys.PINYIN if language == "zh" or question["pad"] == "address" else Keys.LETTERS


def others(keys: Keys) -> tuple[Keys, ...]:
    """What can be turned to: a number is typed with the keys of a number."""
    if keys is Keys.NUMBER:
        return ()
    return tuple(each for each in (Keys.PINYIN, Keys.LETTERS, Keys.SIGNS) if each is not keys)


def keys_of(question: Question, keys: Keys) -> str:
    """The characters on the keys."""
    if keys is Keys.SIGNS:
        return SIGNS
    if keys is not Keys.NUMBER:
        return LETTERS
    if question.get("type") == "number":
        return NUMBER_KEYS
    return ID_NUMBER_KEYS if "X" in str(question.get("pattern", "")) else DIGITS


def longest(question: Question) -> int:
    """Characters that there is room for."""
    if question["pad"] == "date":
        return DATE_LENGTH
    if question["pad"] == "phone":
        return PHONE_LENGTH
    most = question.get("maxLength")
    return int(most) if most is not None else len(str(question["maximum"])) if "maximum" in question else LONGEST


def answer_of(question: Question, text: str) -> Answer:
    """What a text answers; None for no text, and for one that answers nothing."""
    text = text.strip()
    if not text:
        return None
    try:
        match question:
            case {"pad": "date"}:
                return (
                    date(int(text[:4]), int(text[4:6]), int(text[6:])).isoformat() if len(text) == DATE_LENGTH else None
                )
            case {"type": "integer"}:
                return int(text)
            case {"type": "number"}:
                return float(text)
            case _:
                return text
    except ValueError:
        return None


def text_of(question: Question, answer: Answer) -> str:
    """What was typed for an answer."""
    if answer is None or isinstance(answer, bool | tuple):
        return ""
    return str(answer).replace("-", "") if question["pad"] == "date" else str(answer)


def from_card(draft: Draft, card: Mapping[str, str]) -> dict[str, Answer]:
    """The answers that a card gives; what does not fit its question is left out."""
    found: dict[str, Answer] = {}
    for name in draft.asked:
        question = draft.question(name)
        said = card.get(str(question.get("card")))
        answer = _chosen(question, said) if said and question["pad"] == "choice" else said
        if answer and draft.accepts(name, answer):
            found[name] = answer
    return found


def _chosen(question: Question, said: str) -> Answer:
    """The choice that is called as the card says, or has that very value."""
    choices = question.get("oneOf", ())
    found: Answer = next((each["const"] for each in choices if said in (each["const"], each["words"]["zh"])), None)
    return found
