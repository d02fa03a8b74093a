"""The smallest pieces of a catalogue: codes, lines, text by language."""

import re
from typing import Annotated

from pydantic import AfterValidator, Field, Strict
from pydantic_core import PydanticCustomError

LINE_LETTERS = 500
DAYS_AT_MOST = 3650

_CODE = re.compile(r"[A-Za-z0-9_.-]{1,64}")
_LANGUAGE = re.compile(r"[a-z]{2,3}(-[A-Za-z0-9]{2,8})*")
_LINE = re.compile(rf"(?=.*\S)[^\x00-\x1f\x7f\x85\u2028\u2029]{{1,{LINE_LETTERS}}}")


def _code(text: str) -> str:
    if not _CODE.fullmatch(text):
        raise PydanticCustomError("code", "1 to 64 letters, digits, dots, dashes or underscores")
    return text


def _language(text: str) -> str:
    if not _LANGUAGE.fullmatch(text):
        raise PydanticCustomError("language", "a language tag such as zh or en")
    return text


def _line(text: str) -> str:
    if not _LINE.fullmatch(text):
        raise PydanticCustomError("line", f"one line of 1 to {LINE_LETTERS} characters")
    return text


def _chinese(text: dict[str, str]) -> dict[str, str]:
    if "zh" not in text:
        raise PydanticCustomError("chinese", "text under zh: Chinese is always there")
    return text


def has_chinese(text: object) -> bool:
    """Whether something is text by language, Chinese among it."""
    return (
        isinstance(text, dict)
        and "zh" in text
        and all(_LANGUAGE.fullmatch(str(language)) for language in text)
        and all(isinstance(words, str) and _LINE.fullmatch(words) for words in text.values())
    )


Code = Annotated[str, AfterValidator(_code)]
Line = Annotated[str, AfterValidator(_line)]
Text = Annotated[dict[Annotated[str, AfterValidator(_language)], Line], AfterValidator(_chinese)]
"""Text for people by language; ``zh`` is always there."""

WorkingDays = Annotated[int, Strict(), Field(ge=0, le=DAYS_AT_MOST)]
