"""From a case to what an office is given, and from what it says to commands of the contract. Pure."""

from collections.abc import Callable, Mapping
from typing import Any

from queue_server.contract import case_commands as contract
from queue_server.domain.cases.case import Case
from queue_server.domain.hall import Hall
from queue_server.offices.interface import Change, PushedCase, PushedPage, Status

NO_COURIER = "post"
NO_REASON = "other"
"""Whoever refuses or sends back says why; an office that does not is taken to have another reason."""


def pushed_case(hall: Hall, case: Case, kept: Mapping[str, Any], pages: tuple[PushedPage, ...]) -> PushedCase:
    return PushedCase(
        hall=hall.id,
        case=case.id,
        code=case.code,
        item=case.item,
        state=case.state.value,
        submitted_at=hall.local(case.submitted_at or case.changed_at),
        holder=dict(kept.get("holder") or {}),
        answers=dict(kept.get("answers") or {}),
        pages=pages,
        promised={promise.paper: promise.by.isoformat() for promise in case.promises},
        handover=case.handover,
        address=kept.get("address"),
    )


def command_of(change: Change, office: str) -> contract.CaseCommandData:
    """What the hall is asked; ``operator`` is the office where it names nobody."""
    who = {"case": change.case, "operator": change.operator or f"office-{office}"}
    return _COMMANDS[change.status](change, who)


def _decided(change: Change, who: Mapping[str, str]) -> contract.DecideCase:
    reasons = (change.reasons or (NO_REASON,)) if change.status == "refused" else None
    outcome = "refused" if change.status == "refused" else "approved"
    return contract.DecideCase.model_validate({**who, "outcome": outcome, "reasons": reasons, "note": change.note})


def _sent_back(change: Change, who: Mapping[str, str]) -> contract.AskSupplement:
    reasons = change.reasons or (NO_REASON,)
    return contract.AskSupplement(**who, reasons=reasons, papers=change.papers or None, note=change.note)


_COMMANDS: Mapping[Status, Callable[[Change, Mapping[str, str]], contract.CaseCommandData]] = {
    "accepted": lambda _change, who: contract.AcceptCase(**who),
    "in_review": lambda _change, who: contract.ReviewCase(**who),
    "supplement": _sent_back,
    "approved": _decided,
    "refused": _decided,
    "ready": lambda _change, who: contract.MarkReady(**who, place="counter"),
    "mailed": lambda change, who: contract.MailCase(
        **who, courier=change.courier or NO_COURIER, tracking=change.tracking
    ),
}
