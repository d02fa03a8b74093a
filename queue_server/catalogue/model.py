"""What the catalogue says: entries and their guides, as values. Bounds are checked where JSON or a file comes in."""

import re
from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import AfterValidator, Field, Strict
from pydantic_core import PydanticCustomError

LINE_LETTERS = 500
DAYS_AT_MOST = 3650
COPIES_AT_MOST = 99

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


def _has_chinese(text: dict[str, str]) -> dict[str, str]:
    if "zh" not in text:
        raise PydanticCustomError("chinese", "text under zh: Chinese is always there")
    return text


Code = Annotated[str, AfterValidator(_code)]
Line = Annotated[str, AfterValidator(_line)]
Text = Annotated[dict[Annotated[str, AfterValidator(_language)], Line], AfterValidator(_has_chinese)]
"""Text for people by language; ``zh`` is always there."""

WorkingDays = Annotated[int, Strict(), Field(ge=0, le=DAYS_AT_MOST)]
Copies = Annotated[int, Strict(), Field(ge=1, le=COPIES_AT_MOST)]

Channel = Literal["window", "self_service", "online"]
Form = Literal["original", "copy", "original_and_copy"]


@dataclass(frozen=True, slots=True)
class Material:
    """A paper to bring: ``copies`` of each ``form``. One that is not ``required`` has a note that says when it is."""

    name: Text
    form: Form = "original"
    copies: Copies = 1
    required: Annotated[bool, Strict()] = True
    note: Text | None = None


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """In working days: what the hall promises (0: done while you wait) and, where a law sets one, the legal limit."""

    promised_days: WorkingDays
    legal_days: WorkingDays | None = None


@dataclass(frozen=True, slots=True)
class Guide:
    """All that a person must know before coming. Lists are in reading order."""

    time_limit: TimeLimit
    fee: Text
    channels: Annotated[tuple[Channel, ...], Field(min_length=1)]
    conditions: tuple[Text, ...] = ()
    materials: tuple[Material, ...] = ()
    legal_basis: tuple[Text, ...] = ()
    steps: tuple[Text, ...] = ()
    where: Text | None = None


@dataclass(frozen=True, slots=True)
class Spelling:
    """One way to type the name, a keyword, or either of them read otherwise than it mostly is.

    ``pinyin`` has a space between two syllables, ``initials`` are their first letters together.
    """

    of: Literal["name", "keyword", "otherwise"]
    pinyin: str
    initials: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One kind of business. ``code`` is that of the hall file's item where a counter serves it.

    ``keywords`` are what people call it. ``spellings`` are made at import, whatever the file says.
    """

    code: Code
    name: Text
    theme: Text
    department: Text
    guide: Guide
    keywords: tuple[Line, ...] = ()
    spellings: tuple[Spelling, ...] = ()
