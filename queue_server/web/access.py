"""Who asks: a client by its token, or a stranger by the address."""

import time
from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from datetime import datetime

import structlog
from fastapi import Request

from queue_server.service.clients import Client, TokenScope
from queue_server.web.errors import NotAllowedError
from queue_server.web.limits import Buckets, Limits, Seats, address_key

Bearer = Callable[[str], Client | None]
"""Whose token this is; none where it is nobody's."""


MANAGER_KINDS = ("system",)
"""Kinds of clients that see what is for managers."""


class Gate:
    """Lets in who may come, as often as they may."""

    def __init__(
        self,
        bearer: Bearer,
        limits: Limits,
        now: Callable[[], datetime],
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """``now`` is the time of day, ``clock`` tells seconds and never goes back."""
        self._now = now
        self._bearer = bearer
        self._limits = limits
        self._reads = Buckets(limits.reads, clock)
        self._tickets = Buckets(limits.ticket, clock)
        self._forms = Buckets(limits.forms, clock)
        self._misses = Buckets(limits.misses, clock)
        self._logins = Buckets(limits.logins, clock)
        self.seats = Seats(limits.streams)
        self._log = structlog.get_logger("http_door")

    @property
    def refused(self) -> int:
        """Requests that came too often."""
        all_buckets = (self._reads, self._tickets, self._forms, self._misses, self._logins)
        return sum(buckets.refused for buckets in all_buckets)

    def client(self, request: Request, *scopes: TokenScope) -> Client:
        """Who has a token, one that opens any of ``scopes``.

        :raises NotAllowedError: for everybody else.
        """
        scheme, _, token = request.headers.get("authorization", "").partition(" ")
        client = self._bearer(token.strip()) if scheme.lower() == "bearer" else None
        if client is None or not self._opens(client, scopes):
            self._reads.take(address_of(request))
            self._log.warning("token_refused", client=client.id if client else None, address=address_of(request))
            raise NotAllowedError
        return client

    def _opens(self, client: Client, scopes: Sequence[TokenScope]) -> bool:
        if client.token_is_over(self._now()):
            return False
        return not scopes or any(scope in client.token_scope for scope in scopes)

    def manager(self, request: Request, *scopes: TokenScope) -> Client:
        """Who has a token that sees what is for managers, one that opens any of ``scopes``.

        :raises NotAllowedError: for everybody else.
        """
        client = self.client(request, *scopes)
        if client.kind not in MANAGER_KINDS:
            raise NotAllowedError
        return client

    def reader(self, request: Request) -> Client | None:
        """Who may read what everybody may see: a client, or a stranger that does not come too often.

        :raises NotAllowedError: when a token was given that does not hold.
        """
        if "authorization" in request.headers:
            return self.client(request)
        self._reads.take(address_of(request))
        return None

    def ticket_holder(self, ticket_id: str) -> None:
        """Who asks for a ticket that is there: its id is the key."""
        self._tickets.take(ticket_id)

    def form(self, request: Request) -> None:
        """Who sends a form: an appointment, a code, a change of what is kept of them."""
        self._forms.take(address_of(request))

    def login(self, request: Request) -> None:
        """Who tries to enter the staff pages."""
        self._logins.take(address_of(request))

    def guess(self, request: Request) -> None:
        """Who is about to name a secret code: only those whose earlier ones were there."""
        self._misses.check(address_of(request))

    def miss(self, request: Request) -> None:
        """Who named a ticket or a code that is not there."""
        self._misses.take(address_of(request))

    def ticket_seat(self, ticket_id: str) -> AbstractContextManager[None]:
        """A connection held open for a ticket."""
        return self.seats.seat(f"ticket {ticket_id}", self._limits.streams_of_ticket)

    def address_seat(self, request: Request) -> AbstractContextManager[None]:
        """A connection held open for a stranger."""
        return self.seats.seat(f"address {address_of(request)}", self._limits.streams_of_address)

    def client_seat(self, client: Client) -> AbstractContextManager[None]:
        """A connection held open for a client."""
        return self.seats.seat(f"client {client.id}", self._limits.streams_of_address)


def address_of(request: Request) -> str:
    return address_key(request.client.host if request.client else "")
