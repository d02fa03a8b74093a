"""What happens on the pages of an application: what is touched, and what camera, dictionary and hall answer."""

from dataclasses import dataclass, field

from kiosk.flow.draft import WaitingPage
from kiosk.flow.filling import Keys
from kiosk.flow.given import Input
from kiosk.flow.offered import Candidate, Division
from kiosk.flow.pages import Text
from queue_server.contract.case_commands import Handover
from queue_server.contract.case_views import Case
from queue_server.contract.replies import ReplyError


@dataclass(frozen=True, slots=True)
class AnswerChosen(Input):
    """One of the choices of a question, by its place."""

    place: int


@dataclass(frozen=True, slots=True)
class DivisionTouched(Input):
    code: str


@dataclass(frozen=True, slots=True)
class CandidateTouched(Input):
    candidate: Candidate


@dataclass(frozen=True, slots=True)
class KeysTouched(Input):
    """Other keys are wanted."""

    keys: Keys


@dataclass(frozen=True, slots=True)
class SkipTouched(Input):
    """No answer to a question that needs none, no to a consent."""


@dataclass(frozen=True, slots=True)
class QuestionTouched(Input):
    """An answer is to be changed."""

    name: str


@dataclass(frozen=True, slots=True)
class PaperTouched(Input):
    kind: str


@dataclass(frozen=True, slots=True)
class PageTouched(Input):
    page: str


@dataclass(frozen=True, slots=True)
class TakeTouched(Input):
    """Take a page, or take it again."""


@dataclass(frozen=True, slots=True)
class PromiseTouched(Input):
    """The paper will be brought later."""


@dataclass(frozen=True, slots=True)
class RemoveTouched(Input):
    pass


@dataclass(frozen=True, slots=True)
class HandoverTouched(Input):
    """Another way to get the result, or the first."""


@dataclass(frozen=True, slots=True)
class HandoverChosen(Input):
    handover: Handover


@dataclass(frozen=True, slots=True)
class WordsFound(Input):
    """What the dictionary has for ``letters``."""

    letters: str = field(repr=False)
    candidates: tuple[Candidate, ...]


@dataclass(frozen=True, slots=True)
class DivisionsFound(Input):
    """What ``code`` is divided into, and its whole name; ``near`` are those that were asked for by their codes."""

    code: str
    name: str = field(repr=False)
    below: tuple[Division, ...]
    near: tuple[Division, ...]


@dataclass(frozen=True, slots=True)
class PageTaken(Input):
    """A page was found in the picture that was ordered: a JPEG, straight and cropped."""

    order: str
    picture: bytes = field(repr=False)


@dataclass(frozen=True, slots=True)
class PageNotTaken(Input):
    """No page, or no good one; ``text`` tells the citizen why and what to do."""

    order: str
    code: str
    text: Text


@dataclass(frozen=True, slots=True)
class PagesFound(Input):
    """Pages of the case that an earlier visit took, and that are still on their way."""

    case: str
    pages: tuple[WaitingPage, ...]


@dataclass(frozen=True, slots=True)
class PageKept(Input):
    """The hall has the page."""

    page: str
    case: Case


@dataclass(frozen=True, slots=True)
class PageRefused(Input):
    """The hall will not have the page, however often it is sent."""

    case: str
    page: str
    error: ReplyError
