"""``onedoor window``: a window's keys from the terminal."""

from onedoor.output import fail, read_broker_url
from onedoor.window_keys import RefusedError, asking, press
from queue_server.contract.errors import NoReplyError

REPLY_WITHIN_S = 15.0
"""As long as a clerk may look at a line that does not answer."""


def run_window(window: str, key: str, *, hall: str, mqtt: str, client: str | None, operator: str) -> None:
    """Press one key of a window and say what came of it."""
    address = read_broker_url(mqtt)
    with asking(address, hall, client or address.username or f"window-{window}") as asker:
        try:
            told = press(asker, window, key, operator, timeout_s=REPLY_WITHIN_S)
        except RefusedError as error:
            fail(str(error))
        except NoReplyError:
            fail(f"no answer from the queue server through {address.public_url} within {REPLY_WITHIN_S:g} s")
    print(told)
