"""One subscriber: what it has not taken yet is sent to it, in order, until it takes it."""

import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import islice
from pathlib import Path

import requests
import structlog

from queue_server.journal import JournalReader, Recorded
from queue_server.outgoing import OutgoingSession, Patience, why
from queue_server.service.announcer import event_message
from queue_server.webhooks.errors import RefusedError
from queue_server.webhooks.positions import Positions
from queue_server.webhooks.signature import signed_headers
from queue_server.webhooks.standing import Standing

AT_ONCE = 100
"""Events in one message: a busy hall has as many in a minute."""

READ_AT_ONCE = 1000
"""Events read in one look; of them a subscriber may want few."""

LOOK_S = 60.0
"""How often the journal is looked at although nobody said that there is something in it."""


@dataclass(frozen=True, slots=True)
class Subscription:
    """Who is told what: of ``events`` all where there are none named."""

    id: str
    url: str
    secret: bytes
    events: frozenset[str] | None = None

    def wants(self, event: Recorded) -> bool:
        return self.events is None or event.type in self.events


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a subscriber is served with. ``said`` is told why it fails, none when it takes again."""

    hall: str
    journal: Path
    positions: Positions
    clock: Callable[[], datetime]
    random: Callable[[], float]
    said: Callable[[str, str | None], None]
    patience: Patience


class Subscriber:
    """Runs in a thread of its own; :meth:`wake` and :meth:`stop` may be called from any, and any may look at
    ``subscription`` and ``standing``.
    """

    def __init__(self, subscription: Subscription, around: Surroundings) -> None:
        self.subscription = subscription
        self.standing = Standing()
        self._around = around
        self._more = threading.Event()
        self._stopping = threading.Event()
        self._log = structlog.get_logger("webhooks").bind(webhook=subscription.id)

    def wake(self) -> None:
        """There is something in the journal."""
        self._more.set()

    def stop(self) -> None:
        """Come to an end; what is under way may still be taken, and is then sent again after the next start."""
        self._stopping.set()
        self._more.set()

    def begin(self) -> None:
        """Find the place: somebody new begins with the next event, and so does whoever is further than the journal,
        which was restored then.
        """
        with closing(JournalReader(self._around.journal)) as journal:
            last_seq = journal.last_seq(self._around.hall)
        kept = self._around.positions.get(self.subscription.id)
        if kept is None or kept > last_seq:
            self._log.info("webhook_begins", kept=kept, seq=last_seq)
            kept = last_seq
            self._around.positions.keep(self.subscription.id, kept)
        self.standing = self.standing.passed(kept)

    def run(self) -> None:
        """Work until :meth:`stop`, after :meth:`begin`."""
        with OutgoingSession() as session:
            while not self._stopping.is_set():
                self._more.clear()
                try:
                    at_end = self._advance(session)
                except RefusedError as refused:
                    self._failed(refused.reason)
                    continue
                except Exception as error:  # noqa: BLE001 - whatever breaks here is seen, and tried again
                    self._log.exception("webhook_broken")
                    self._failed(type(error).__name__)
                    continue
                if at_end:
                    self._more.wait(LOOK_S)

    def _advance(self, session: requests.Session) -> bool:
        """Send what comes next; true at the end of the journal."""
        with closing(JournalReader(self._around.journal)) as journal:
            looked_at = list(islice(journal.read(self._around.hall, self.standing.position), READ_AT_ONCE))
        if not looked_at:
            return True
        wanted = [event for event in looked_at if self.subscription.wants(event)]
        for place in range(0, len(wanted), AT_ONCE):
            batch = wanted[place : place + AT_ONCE]
            self._send(session, batch)
            if self._stopping.is_set():
                return False
        if self.standing.position < looked_at[-1].seq:
            self._keep(self.standing.passed(looked_at[-1].seq))
        return len(looked_at) < READ_AT_ONCE

    def _keep(self, standing: Standing) -> None:
        self._around.positions.keep(self.subscription.id, standing.position)
        self.standing = standing

    def _send(self, session: requests.Session, events: Sequence[Recorded]) -> None:
        """:raises RefusedError: unless the subscriber said with a status of 2xx that it has the events."""
        around, first, last = self._around, events[0].seq, events[-1].seq
        body = _body(around.hall, events)
        message_id = f"{around.hall}.{self.subscription.id}.{first}-{last}"
        headers = signed_headers(self.subscription.secret, message_id, around.clock(), body)
        try:
            answer = session.post(
                self.subscription.url,
                data=body,
                headers={**headers, "Content-Type": "application/json"},
                timeout=(around.patience.connect_s, around.patience.answer_s),
                allow_redirects=False,
                stream=True,  # what it says besides its status nobody reads
            )
        except requests.RequestException as error:
            raise RefusedError(why(error)) from error
        answer.close()
        if not 200 <= answer.status_code < 300:
            raise RefusedError(f"HTTP {answer.status_code}")
        if self.standing.failures:
            self._log.info("webhook_takes_again", seq=last, failures=self.standing.failures)
        around.said(self.subscription.id, None)
        self._keep(self.standing.took(last, around.clock()))

    def _failed(self, reason: str) -> None:
        around, now = self._around, self._around.clock()
        pause_s = around.patience.pause_s(self.standing.failures + 1, around.random)
        standing = self.standing = self.standing.failed(reason, now, now + timedelta(seconds=pause_s))
        self._log.warning("webhook_failed", reason=reason, failures=standing.failures, position=standing.position)
        if standing.failures >= around.patience.told_after:
            around.said(self.subscription.id, reason)
        self._stopping.wait(pause_s)


def _body(hall: str, events: Sequence[Recorded]) -> bytes:
    told = b",".join(event_message(hall, event) for event in events)
    return b'{"hall":"%b","events":[%b]}' % (hall.encode(), told)
