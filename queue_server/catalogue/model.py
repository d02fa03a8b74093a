"""What the catalogue says: entries and their guides, as values. Bounds are checked where JSON or a file comes in."""

from dataclasses import dataclass
from typing import Annotated, Literal

from pydantic import Field, Strict

from queue_server.catalogue.application import Application
from queue_server.catalogue.words import Code, Line, Text, WorkingDays

COPIES_AT_MOST = 99

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

    ``keywords`` are what people call it. ``application`` is there where it can be applied for at a terminal.
    ``spellings`` are made at import, whatever the file says.
    """

    code: Code
    name: Text
    theme: Text
    department: Text
    guide: Guide
    keywords: tuple[Line, ...] = ()
    application: Application | None = None
    spellings: tuple[Spelling, ...] = ()
