"""The pages of an application.

::

    ReadGuide ──apply──▶ ToldOnce ──▶ Identify ──▶ Asking ──a draft is there──▶ OfferDraft
                                                     │                             │
                           AskConsent ◀──────────────┴─────────────────────────────┘
                               ▼
            AnswerChoice, ChooseDivision, AnswerTyped: one question a page
                               ▼
            Papers ──▶ OnePaper ──▶ TakePage, LookAtPage
                               ▼
            ChooseHandover ──▶ AskConsent ──▶ Review ──▶ Asking ──▶ Submitted
"""

from dataclasses import dataclass, field
from enum import StrEnum
from typing import Literal

from kiosk.flow.filling import Keys
from kiosk.flow.offered import Candidate, Division
from kiosk.flow.pages import Page, Text
from kiosk.flow.shades import Paper
from queue_server.catalogue import Entry
from queue_server.contract.case_views import Case

Purpose = Literal["use_space", "keep_space"]


@dataclass(frozen=True, slots=True)
class ToldOnce(Page):
    """All that is needed, before anything is begun (一次告知)."""

    entry: Entry
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class OfferDraft(Page):
    """The person's own application that was not handed in."""

    entry: Entry
    case: Case


@dataclass(frozen=True, slots=True)
class AskConsent(Page):
    """Whether own data may be used, or kept, for this case."""

    purpose: Purpose


@dataclass(frozen=True, slots=True)
class AnswerChoice(Page):
    """A question of which one choice is touched. ``name`` is that of the question."""

    name: str
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class ChooseDivision(Page):
    """A question for an address: ``found`` are the divisions of ``code`` (``""``: the country), ``near`` whole names
    that are likely to be meant.
    """

    name: str
    code: str
    found: tuple[Division, ...] = ()
    near: tuple[Division, ...] = ()
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class AnswerTyped(Page):
    """A question of which the answer is typed: ``text`` after ``fixed``, which was chosen before.

    ``letters`` are pinyin of which no word was chosen yet, ``candidates`` the words for them.
    """

    name: str
    keys: Keys
    fixed: str = field(default="", repr=False)
    text: str = field(default="", repr=False)
    letters: str = field(default="", repr=False)
    candidates: tuple[Candidate, ...] = ()
    sheet: int = 0


@dataclass(frozen=True, slots=True)
class Papers(Page):
    """The papers to hand in."""

    sheet: int = 0


@dataclass(frozen=True, slots=True)
class OnePaper(Page):
    """The pages of one paper."""

    kind: str
    sheet: int = 0


class Taking(StrEnum):
    """``LAY``: the page is to be laid under the camera; ``AGAIN``: what was taken will not do."""

    LAY = "lay"
    UNDER_WAY = "under_way"
    AGAIN = "again"
    SHOWN = "shown"


@dataclass(frozen=True, slots=True)
class TakePage(Page):
    """A page of ``kind`` under the camera. ``instead`` is the page whose place it takes.

    ``order`` is the picture that was ordered last, ``picture`` a JPEG of the page, ``why`` what was wrong with it.
    """

    kind: str
    instead: str | None = None
    taking: Taking = Taking.LAY
    order: str = ""
    picture: bytes = field(default=b"", repr=False)
    why: Text | None = None


@dataclass(frozen=True, slots=True)
class LookAtPage(Page):
    """A page that is with the hall."""

    kind: str
    page: str
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class ChooseHandover(Page):
    """How the result comes to the person."""

    sheet: int = 0


@dataclass(frozen=True, slots=True)
class Review(Page):
    """Everything once more, each to be changed by a touch.

    ``refused``: it was to be handed in, and something is missing. ``going``: it goes as soon as the last page has.
    """

    sheet: int = 0
    refused: bool = False
    going: bool = False


@dataclass(frozen=True, slots=True)
class Submitted(Page):
    """It is handed in. ``paper`` is what became of the receipt."""

    entry: Entry
    case: Case
    paper: Paper | None = None


APPLYING = (
    AskConsent,
    AnswerChoice,
    ChooseDivision,
    AnswerTyped,
    Papers,
    OnePaper,
    TakePage,
    LookAtPage,
    ChooseHandover,
    Review,
)
"""Pages of a draft."""

APPLYING_WITH_SHEETS = (
    ToldOnce | AnswerChoice | ChooseDivision | AnswerTyped | Papers | OnePaper | ChooseHandover | Review
)
