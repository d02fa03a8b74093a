"""All subscribers of a hall."""

import random
import threading
from collections.abc import Callable, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from queue_server.contract.topics import Topics
from queue_server.journal import JournalReader
from queue_server.outgoing import Patience
from queue_server.webhooks.positions import Positions
from queue_server.webhooks.settings import WebhookSection
from queue_server.webhooks.signature import read_secret
from queue_server.webhooks.standing import Standing
from queue_server.webhooks.subscriber import Subscriber, Subscription, Surroundings

FOLDER = "webhooks"
STOP_S = 2.0
"""How long the end waits for what is under way; what is not taken then is sent again after the next start."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A subscriber as staff see it. ``events`` are the types that it wants, all for none; ``waiting`` counts those
    events that it has not taken yet.
    """

    id: str
    url: str
    events: frozenset[str] | None
    standing: Standing
    waiting: int


class Webhooks:
    """Serves each subscriber in a thread of its own."""

    def __init__(
        self,
        hall: str,
        sections: Sequence[WebhookSection],
        *,
        data: Path,
        journal: Path,
        clock: Callable[[], datetime],
        said: Callable[[str, str | None], None],
        patience: Patience | None = None,
    ) -> None:
        """``said`` is told ``webhook-ID`` and why it fails, none when it takes again.

        :raises BadSecretError: where the file with a secret cannot be used.
        """
        self._hall = hall
        self._journal = journal
        self._event_topic = Topics(hall).event
        around = Surroundings(
            hall=hall,
            journal=journal,
            positions=Positions(data / FOLDER),
            clock=clock,
            random=random.random,
            said=lambda webhook, trouble: said(f"webhook-{webhook}", trouble),
            patience=patience or Patience(),
        )
        self._subscribers = [Subscriber(_subscription(section), around) for section in sections]
        self._threads = [
            threading.Thread(target=subscriber.run, name=f"webhook-{section.id}", daemon=True)
            for subscriber, section in zip(self._subscribers, sections, strict=True)
        ]

    def start(self) -> None:
        """Begin with what happens from now on; returns at once."""
        for subscriber in self._subscribers:
            subscriber.begin()
        for thread in self._threads:
            thread.start()

    def publish(self, topic: str, message: bytes, *, retain: bool) -> None:  # noqa: ARG002 - the shape of Publish
        """Hears what the hall publishes: events are in the journal by then."""
        if topic == self._event_topic:
            for subscriber in self._subscribers:
                subscriber.wake()

    def seen(self) -> list[Seen]:
        """Every subscriber; from any thread that may wait for the disk.

        :raises UnreadableJournalError: when the journal cannot be read.
        """
        with closing(JournalReader(self._journal)) as journal:
            return [_seen(subscriber, journal, self._hall) for subscriber in self._subscribers]

    def stop(self) -> None:
        """End; one that hangs is left alone."""
        for subscriber in self._subscribers:
            subscriber.stop()
        for thread in self._threads:
            thread.join(STOP_S / len(self._threads))


def _seen(subscriber: Subscriber, journal: JournalReader, hall: str) -> Seen:
    of, standing = subscriber.subscription, subscriber.standing
    waiting = journal.count_after(hall, standing.position, of.events)
    return Seen(of.id, of.url, of.events, standing, waiting)


def _subscription(section: WebhookSection) -> Subscription:
    secret = read_secret(section.id, section.secret_file)
    events = None if section.events is None else frozenset(section.events)
    return Subscription(section.id, str(section.url), secret, events)
