"""What each role may do."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from queue_server.contract.rights import MAY_SEND


class Role(StrEnum):
    """What somebody is here for; one person may be several."""

    CLERK = "clerk"
    RECEPTION = "reception"
    CASEWORKER = "caseworker"
    MANAGER = "manager"
    ADMINISTRATOR = "administrator"
    STATISTICS = "statistics"


class Right(StrEnum):
    """What a page, or a step on it, asks of a person."""

    SERVE = "serve"
    """Work a window."""
    RECEIVE = "receive"
    """Help people at the reception desk."""
    DECIDE = "decide"
    """Read applications and what was handed in with them, decide them, hand results over, see to the lockers."""
    SUPERVISE = "supervise"
    """See the whole hall and step in: open and close queues and windows, acknowledge alerts."""
    TELL = "tell"
    """See what people were told by SMS and what it cost; send again, send a test."""
    REPORT = "report"
    """Read figures and reports, in which nobody has a name."""
    ADMINISTER = "administer"
    """Change the hall itself, its staff and its clients; read the audit log."""


RIGHTS: Mapping[Role, frozenset[Right]] = {
    Role.CLERK: frozenset({Right.SERVE, Right.DECIDE}),
    Role.RECEPTION: frozenset({Right.RECEIVE}),
    Role.CASEWORKER: frozenset({Right.DECIDE}),
    Role.MANAGER: frozenset({Right.SERVE, Right.RECEIVE, Right.DECIDE, Right.SUPERVISE, Right.TELL, Right.REPORT}),
    Role.ADMINISTRATOR: frozenset({Right.ADMINISTER, Right.TELL, Right.REPORT}),
    Role.STATISTICS: frozenset({Right.REPORT}),
}

_OF_OFFICES = frozenset(
    {
        "accept_case", "review_case", "ask_supplement", "decide_case", "mark_ready", "mail_case", "collect_case",
        "open_locker", "set_compartment",
    }
)  # fmt: skip

_COMMANDS: Mapping[Right, frozenset[str]] = {
    Right.SERVE: MAY_SEND["window"] - _OF_OFFICES,
    Right.RECEIVE: MAY_SEND["kiosk"] - _OF_OFFICES - {"reserve_numbers"},
    Right.DECIDE: _OF_OFFICES,
    Right.SUPERVISE: MAY_SEND["window"] - _OF_OFFICES
    | {"open_queue", "close_queue", "set_notice", "clear_notice", "control_client", "acknowledge_alert"},
}


def rights_of(roles: Iterable[Role]) -> frozenset[Right]:
    """All that somebody with these roles may do."""
    return frozenset().union(*(RIGHTS[role] for role in roles))


def commands_of(roles: Iterable[Role]) -> frozenset[str]:
    """The types of the commands that somebody with these roles may send."""
    return frozenset().union(*(_COMMANDS.get(right, frozenset()) for right in rights_of(roles)))
