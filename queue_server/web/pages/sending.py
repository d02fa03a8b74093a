"""How pages send commands, and what they make of refusals."""

from queue_server.contract.replies import Reply, ReplyError
from queue_server.web.errors import BrokenError, FullError

CLIENT, KIND = "web", "kiosk"
"""As whom the pages send commands: a citizen's hand on glass, only that the glass is their own."""


def unless_ours(reply: Reply) -> ReplyError:
    """Why a command was refused, where the citizen can do something about it.

    :raises WebError: where the fault is the server's, or nothing was refused.
    """
    if reply.error is None:
        raise BrokenError
    if reply.error.retryable:
        raise FullError if reply.error.code == "busy" else BrokenError
    return reply.error
