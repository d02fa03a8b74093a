"""Who may send what: the kind that a client was enrolled as decides."""

from typing import Literal

from queue_server.contract.commands import COMMAND_TYPES

SenderKind = Literal["kiosk", "window", "screen", "system"]
SENDER_KINDS: tuple[SenderKind, ...] = ("kiosk", "window", "screen", "system")

_CITIZEN = {
    "issue_ticket", "cancel_ticket", "get_ticket", "find_tickets", "report_print", "resume", "rate_service",
    "reserve_numbers", "read_credential",
    "list_slots", "find_appointments", "book_appointment", "move_appointment", "cancel_appointment", "check_in",
    "start_case", "save_case", "remove_page", "promise_paper", "give_consent", "submit_case", "withdraw_case",
    "get_case", "find_cases", "open_locker", "report_locker", "save_space", "delete_space",
}  # fmt: skip
_CLERK = _CITIZEN | {
    "open_window", "pause_window", "close_window",
    "call_next", "call_ticket", "recall", "start_service", "finish", "miss", "park", "transfer", "undo",
    "accept_case", "review_case", "ask_supplement", "decide_case", "mark_ready", "mail_case", "collect_case",
    "set_compartment",
}  # fmt: skip

MAY_SEND: dict[str, frozenset[str]] = {
    "kiosk": frozenset(_CITIZEN),
    "window": frozenset(_CLERK),
    "screen": frozenset(),
    "system": frozenset(COMMAND_TYPES),
}
"""Which commands an enrolled client of a kind may send."""
