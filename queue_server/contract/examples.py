"""One example of each command, for whoever reads the contract's documents."""

from typing import Any

_HOLDER = {"id_type": "resident_id", "id_number": "11010519491231002X", "language": "zh"}
"""The example number of GB 11643."""

_TICKET = {"ticket": "Qm3v0xkYtUo2pL1c"}
_WINDOW = {"window": "1"}
_QUEUE = {"queue": "household"}
_CODE = {"code": "7K2MPQ9X"}
_CASE = {"case": "c3kT9vQmZ1xYw0Lb"}
_BY_STAFF = {**_CASE, "operator": "1001"}
_START = "2026-11-23T09:30:00+08:00"

EXAMPLES: dict[str, dict[str, Any]] = {
    "issue_ticket": {"item": "household-move-in", "holder": _HOLDER, "priority": "ordinary"},
    "cancel_ticket": _TICKET,
    "get_ticket": {"ticket": "A012"},
    "find_tickets": {"holder": _HOLDER},
    "report_print": {**_TICKET, "printed": "yes"},
    "reserve_numbers": {**_QUEUE, "count": 50},
    "rate_service": {**_TICKET, "score": 5},
    "read_credential": {"code": "ELC1-8f3c0a52b7d94e16"},
    "open_window": {**_WINDOW, "operator": "1001"},
    "pause_window": {**_WINDOW, "reason": "lunch"},
    "close_window": _WINDOW,
    "call_next": _WINDOW,
    "call_ticket": {**_WINDOW, "ticket": "A012"},
    "recall": _WINDOW,
    "start_service": _WINDOW,
    "finish": {**_WINDOW, "outcome": "done"},
    "miss": _WINDOW,
    "park": {**_WINDOW, "reason": "a paper is missing"},
    "resume": {**_TICKET, "window": "1"},
    "transfer": {**_WINDOW, "to": "tax", "keep_place": True},
    "undo": _WINDOW,
    "open_queue": _QUEUE,
    "close_queue": {**_QUEUE, "reason": "the system of the tax office is away"},
    "list_slots": {"item": "household-move-in", "date": "2026-11-23"},
    "find_appointments": _CODE,
    "book_appointment": {"item": "household-move-in", "start": _START, "holder": _HOLDER},
    "move_appointment": {**_CODE, "start": _START},
    "cancel_appointment": _CODE,
    "check_in": _CODE,
    "set_notice": {
        "notice": "photo-booth",
        "text": {"zh": "照相机维修中", "en": "The photo booth is being repaired"},
        "until": "2026-11-22T17:30:00+08:00",
    },
    "clear_notice": {"notice": "photo-booth"},
    "control_client": {"client": "kiosk-01", "action": "lock", "reason": "a fault of the printer"},
    "acknowledge_alert": {"alert": "1042", "by": "1001"},
    "start_case": {"item": "residence-permit", "holder": _HOLDER},
    "save_case": {**_CASE, "answers": {"reason": "work", "since": "2025-03-01"}, "holder": _HOLDER},
    "add_page": {**_CASE, "paper": "lease", "page": "lease-1", "bytes": 412345, "digest": "0" * 64},
    "remove_page": {**_CASE, "page": "lease-1", "holder": _HOLDER},
    "promise_paper": {**_CASE, "paper": "lease", "holder": _HOLDER},
    "give_consent": {**_CASE, "purpose": "use_space", "holder": _HOLDER},
    "submit_case": {**_CASE, "handover": "locker", "holder": _HOLDER},
    "withdraw_case": {**_CASE, "holder": _HOLDER},
    "get_case": {"case": "7K2MPQ9X"},
    "find_cases": {"states": ["submitted"], "limit": 50},
    "accept_case": _BY_STAFF,
    "review_case": _BY_STAFF,
    "ask_supplement": {**_BY_STAFF, "reasons": ["paper_unreadable"], "papers": ["lease"], "note": "请重拍第二页"},
    "decide_case": {**_BY_STAFF, "outcome": "approved"},
    "mark_ready": {**_BY_STAFF, "place": "locker", "locker": "lobby"},
    "mail_case": {**_BY_STAFF, "courier": "ems", "tracking": "1000000000000"},
    "collect_case": _BY_STAFF,
    "open_locker": {"code": "7K2MPQ9X"},
    "report_locker": {"locker": "lobby", "compartment": 3, "opened": "yes"},
    "set_compartment": {"locker": "lobby", "compartment": 3, "condition": "free", "operator": "1001"},
    "save_space": {"holder": _HOLDER, "answers": {"phone": "13800138000"}},
    "delete_space": {"holder": _HOLDER},
}


def example_command(name: str) -> dict[str, Any]:
    """The whole command as it travels."""
    return {
        "id": "6f9619ff-8b86-4d01-b42d-00cf4fc964ff",
        "type": name,
        "sent_at": "2026-11-22T09:00:00.000+08:00",
        "data": EXAMPLES[name],
    }
