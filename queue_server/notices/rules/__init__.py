"""Who is to be told what: from events and the state of the hall to notices. Pure."""

from queue_server.notices.rules._appointments import running_late, shut_out
from queue_server.notices.rules._by_hand import Tell, told_by_hand
from queue_server.notices.rules._following import wanted_after
from queue_server.notices.rules._still import still_true
from queue_server.notices.rules._tickets import soon_called
from queue_server.notices.rules._wanted import RuleBook, Wanted, plain

__all__ = [
    "RuleBook",
    "Tell",
    "Wanted",
    "plain",
    "running_late",
    "shut_out",
    "soon_called",
    "still_true",
    "told_by_hand",
    "wanted_after",
]
