"""What can go wrong between a client and the queue server."""

from typing import ClassVar


class ContractError(Exception):
    """Root of this package's errors; ``code`` is stable."""

    code: ClassVar[str] = "contract"


class BadBrokerUrlError(ContractError):
    """The text is no ``mqtt://USER:SECRET@HOST:PORT``."""

    code = "bad_broker_url"

    def __init__(self, expected: str) -> None:
        super().__init__(f"not a broker address: expected {expected}")
        self.expected = expected


class NoReplyError(ContractError):
    """No reply came in time. The command may have had its effect: send the same one again to know."""

    code = "no_reply"

    def __init__(self, command_id: str, waited_s: float) -> None:
        super().__init__(f"no reply to command {command_id} after {waited_s:g} s")
        self.command_id = command_id
        self.waited_s = waited_s
