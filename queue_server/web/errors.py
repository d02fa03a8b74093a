"""Why a request gets no answer of its own: a code, the HTTP status that says it, and words for people."""

from collections.abc import Mapping
from typing import Any

from queue_server.contract.replies import REFUSALS


class WebError(Exception):
    """Root of this package's errors; ``code`` is stable.

    ``status`` is the HTTP status, ``headers`` go with the answer, ``details`` are the figures behind the code.
    """

    code: str = "web"

    def __init__(
        self, status: int, details: Mapping[str, Any] | None = None, headers: Mapping[str, str] | None = None
    ) -> None:
        super().__init__(self.code)
        self.status = status
        self.details = dict(details or {})
        self.headers = dict(headers or {})


class InvalidRequestError(WebError):
    """What was sent cannot be read as what is served here."""

    code = "invalid_command"

    def __init__(self, reason: str) -> None:
        super().__init__(400, {"reason": reason})


class NotAllowedError(WebError):
    """No token, or one that does not hold here."""

    code = "not_allowed"

    def __init__(self) -> None:
        super().__init__(403, headers={"WWW-Authenticate": "Bearer"})


class ForeignOriginError(WebError):
    """Another site made somebody's browser send this."""

    code = "foreign_origin"

    def __init__(self) -> None:
        super().__init__(403)


class UnknownError(WebError):
    """The hall, queue, ticket or other thing in the address is not there; ``code`` names which."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(404)


class WrongStateError(WebError):
    """It is there, and just now that cannot be done with it."""

    code = "wrong_state"

    def __init__(self) -> None:
        super().__init__(409)


class RefusedError(WebError):
    """What was asked for is refused; ``code`` is one of the contract's."""

    def __init__(self, code: str, details: Mapping[str, Any] | None = None) -> None:
        self.code = code
        super().__init__(REFUSALS[code].http_status, details)


class UnknownPathError(WebError):
    """Nothing is served at this address."""

    code = "unknown_path"

    def __init__(self) -> None:
        super().__init__(404)


class WrongMethodError(WebError):
    """The address is there, but not for this method; ``allowed`` as the header Allow says it."""

    code = "wrong_method"

    def __init__(self, allowed: str) -> None:
        super().__init__(405, headers={"Allow": allowed})
        self.allowed = allowed


class TooLargeError(WebError):
    """The body is larger than anything that is heard here."""

    code = "invalid_command"

    def __init__(self, most_bytes: int) -> None:
        super().__init__(413, {"reason": f"larger than {most_bytes} bytes"}, {"Connection": "close"})


class TooOftenError(WebError):
    """More requests than one address, or one ticket, needs; ``wait_s`` until the next is answered."""

    code = "busy"

    def __init__(self, wait_s: float) -> None:
        seconds = max(1, round(wait_s + 0.5))
        super().__init__(429, {"wait_s": seconds}, {"Retry-After": str(seconds)})


class FullError(WebError):
    """As many connections are held open as there may be."""

    code = "busy"

    def __init__(self) -> None:
        super().__init__(503, headers={"Retry-After": "10"})


class BrokenError(WebError):
    """Something went wrong in the server; the log says what."""

    code = "internal"

    def __init__(self) -> None:
        super().__init__(REFUSALS["internal"].http_status)
