"""What is called how in applications: an item, a reason, a state. Pure."""

from queue_server.domain.cases.case import Case
from queue_server.domain.cases.lifecycle import CaseState
from queue_server.domain.hall import Hall, Text


def item_name(hall: Hall, code: str) -> Text:
    """Of an item that the hall file does not name any more its code."""
    item = hall.items.get(code)
    return item.name if item else {"zh": code}


def reason_name(hall: Hall, reason: str) -> Text:
    """Of a reason that the hall file does not name any more its id."""
    return hall.cases.reasons.get(reason, {"zh": reason})


def state_name(case: Case) -> str:
    """Under which name words have its state: ``ended`` where it was approved and there is nothing to hand over."""
    return "ended" if case.state is CaseState.APPROVED and case.has_ended else case.state.value
