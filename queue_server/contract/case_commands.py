"""The commands about cases: applying at a terminal, deciding at a desk, collecting at a locker."""

from typing import Annotated, ClassVar, Literal

from pydantic import Field, StringConstraints, model_validator

from queue_server.contract._model import Heard, Identifier, Line, Maybe
from queue_server.contract.holders import Code, Holder

MOST_ANSWERS = 200
"""Questions of one form: nobody answers more at a terminal."""

MOST_FOUND = 500
"""Cases in one reply."""

Words = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]{0,2000}$")]
Answer = Words | bool | int | float | Annotated[tuple[Words, ...], Field(max_length=100)] | None
"""What somebody filled in; ``null`` takes an answer back."""

Answers = Annotated[dict[Identifier, Answer], Field(max_length=MOST_ANSWERS)]
Reasons = Annotated[tuple[Identifier, ...], Field(max_length=20)]
Papers = Annotated[tuple[Identifier, ...], Field(max_length=50)]
Note = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x08\x0b-\x1f\x7f]{1,500}$")]
"""A few sentences from the office to the person: kept sealed, and in no event."""

Handover = Literal["locker", "counter", "courier"]
CaseState = Literal[
    "draft", "submitted", "supplement", "accepted", "in_review", "approved",
    "refused", "ready", "collected", "mailed", "withdrawn", "expired",
]  # fmt: skip


class StartCase(Heard):
    type: ClassVar = "start_case"
    item: Identifier
    holder: Holder


class SaveCase(Heard):
    type: ClassVar = "save_case"
    case: Identifier
    answers: Answers
    holder: Maybe[Holder] = None


class AddPage(Heard):
    """Sent by the server itself when a page was uploaded: ``person`` is the token of the visit."""

    type: ClassVar = "add_page"
    case: Identifier
    paper: Identifier
    page: Identifier
    bytes: Annotated[int, Field(ge=1)]
    digest: Annotated[str, StringConstraints(pattern=r"^[0-9a-f]{64}$")]
    person: Maybe[Identifier] = None


class RemovePage(Heard):
    type: ClassVar = "remove_page"
    case: Identifier
    page: Identifier
    holder: Maybe[Holder] = None


class PromisePaper(Heard):
    type: ClassVar = "promise_paper"
    case: Identifier
    paper: Identifier
    holder: Maybe[Holder] = None


class GiveConsent(Heard):
    type: ClassVar = "give_consent"
    case: Identifier
    purpose: Literal["use_space", "keep_space"]
    holder: Maybe[Holder] = None


class SubmitCase(Heard):
    type: ClassVar = "submit_case"
    case: Identifier
    handover: Maybe[Handover] = None
    address: Maybe[Note] = None
    holder: Maybe[Holder] = None

    @model_validator(mode="after")
    def _address_for_a_courier(self) -> "SubmitCase":
        if (self.handover == "courier") != (self.address is not None):
            raise ValueError("an 'address' goes with the handover 'courier', and only with it")
        return self


class WithdrawCase(Heard):
    type: ClassVar = "withdraw_case"
    case: Identifier
    holder: Maybe[Holder] = None


class GetCase(Heard):
    type: ClassVar = "get_case"
    case: Identifier


class FindCases(Heard):
    type: ClassVar = "find_cases"
    holder: Maybe[Holder] = None
    states: Maybe[Annotated[tuple[CaseState, ...], Field(min_length=1)]] = None
    item: Maybe[Identifier] = None
    limit: Maybe[Annotated[int, Field(ge=1, le=MOST_FOUND)]] = None
    after: Maybe[Identifier] = None


class AcceptCase(Heard):
    type: ClassVar = "accept_case"
    case: Identifier
    operator: Identifier


class ReviewCase(Heard):
    type: ClassVar = "review_case"
    case: Identifier
    operator: Identifier


class AskSupplement(Heard):
    type: ClassVar = "ask_supplement"
    case: Identifier
    operator: Identifier
    reasons: Annotated[Reasons, Field(min_length=1)]
    papers: Maybe[Papers] = None
    note: Maybe[Note] = None


class DecideCase(Heard):
    type: ClassVar = "decide_case"
    case: Identifier
    operator: Identifier
    outcome: Literal["approved", "refused"]
    reasons: Maybe[Reasons] = None
    note: Maybe[Note] = None


class MarkReady(Heard):
    type: ClassVar = "mark_ready"
    case: Identifier
    operator: Identifier
    place: Literal["locker", "counter"]
    locker: Maybe[Identifier] = None


class MailCase(Heard):
    type: ClassVar = "mail_case"
    case: Identifier
    operator: Identifier
    courier: Identifier
    tracking: Maybe[Line] = None


class CollectCase(Heard):
    type: ClassVar = "collect_case"
    case: Identifier
    operator: Identifier


class OpenLocker(Heard):
    type: ClassVar = "open_locker"
    code: Maybe[Code] = None
    holder: Maybe[Holder] = None
    case: Maybe[Identifier] = None
    locker: Maybe[Identifier] = None
    compartment: Maybe[int] = None
    operator: Maybe[Identifier] = None

    @model_validator(mode="after")
    def _one_right_to_open(self) -> "OpenLocker":
        if [self.code, self.holder, self.operator].count(None) != 2:
            raise ValueError("a door opens for a 'code', for a 'holder' or for an 'operator'")
        if (self.operator is None) != (self.locker is None) or (self.locker is None) != (self.compartment is None):
            raise ValueError("an 'operator' names 'locker' and 'compartment', and nobody else does")
        return self


class ReportLocker(Heard):
    type: ClassVar = "report_locker"
    locker: Identifier
    compartment: int
    opened: Literal["yes", "no", "unknown"]


class SetCompartment(Heard):
    type: ClassVar = "set_compartment"
    locker: Identifier
    compartment: int
    condition: Literal["free", "faulty"]
    operator: Identifier


class SaveSpace(Heard):
    type: ClassVar = "save_space"
    holder: Holder
    answers: Answers


class DeleteSpace(Heard):
    type: ClassVar = "delete_space"
    holder: Holder


CaseCommandData = (
    StartCase
    | SaveCase
    | AddPage
    | RemovePage
    | PromisePaper
    | GiveConsent
    | SubmitCase
    | WithdrawCase
    | GetCase
    | FindCases
    | AcceptCase
    | ReviewCase
    | AskSupplement
    | DecideCase
    | MarkReady
    | MailCase
    | CollectCase
    | OpenLocker
    | ReportLocker
    | SetCompartment
    | SaveSpace
    | DeleteSpace
)
