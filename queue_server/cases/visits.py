"""A visit: somebody showed an identity at a terminal, which may for a while read what is this person's alone.

It is a sealed word that the terminal gives back with each request; the server keeps nothing of it.
"""

import base64
import binascii
import json
from dataclasses import dataclass
from datetime import datetime, timedelta

from queue_server.cases.errors import NoVisitError
from queue_server.sealing import Sealer

VISIT_LASTS = timedelta(minutes=20)
"""Longer than anybody stands at a terminal without a pause; whoever goes on lays the card down again."""

_PLACE = "visit"


@dataclass(frozen=True, slots=True)
class Visit:
    """``person`` at ``client`` until a moment."""

    person: str
    client: str
    until: datetime


class Visits:
    """Gives out visits and knows its own again; from any thread."""

    def __init__(self, sealer: Sealer) -> None:
        self._sealer = sealer

    def begin(self, person: str, client: str, now: datetime) -> tuple[Visit, str]:
        """A visit, and the word that stands for it."""
        visit = Visit(person, client, now + VISIT_LASTS)
        told = json.dumps([visit.person, visit.client, visit.until.isoformat()]).encode()
        return visit, base64.urlsafe_b64encode(self._sealer.seal(told, _PLACE)).decode()

    def of(self, word: str | None, client: str, now: datetime) -> Visit:
        """The visit that a word stands for, at the client that began it.

        :raises NoVisitError: when it is none, or over, or another client's.
        """
        try:
            sealed = base64.urlsafe_b64decode((word or "").encode())
        except (binascii.Error, ValueError) as error:
            raise NoVisitError from error
        told = self._sealer.open(sealed, _PLACE)
        if told is None:
            raise NoVisitError
        person, of_client, until = json.loads(told)
        visit = Visit(person, of_client, datetime.fromisoformat(until))
        if visit.client != client or visit.until <= now:
            raise NoVisitError
        return visit
