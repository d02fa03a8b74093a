"""All offices of a hall."""

import random
import threading
from collections.abc import Callable, Sequence
from datetime import datetime
from pathlib import Path

from queue_server.cases.opening import Cases
from queue_server.contract.topics import Topics
from queue_server.domain.state import HallState
from queue_server.offices.errors import OfficeSecretError
from queue_server.offices.http import HttpOffice
from queue_server.offices.liaison import Liaison, Surroundings
from queue_server.offices.places import PlaceFile
from queue_server.offices.settings import OfficeSection
from queue_server.outgoing import Patience
from queue_server.service.batch import Request

FOLDER = "offices"
ABOUT_CASES = b'"type":"case_'
"""In the message of every event that an office may be told of."""
STOP_S = 2.0
"""How long the end waits for what is under way; what is not taken then is pushed again after the next start."""


class Offices:
    """Serves each office in a thread of its own."""

    def __init__(  # noqa: PLR0913 - what an office needs of the server, each by its name
        self,
        hall: str,
        sections: Sequence[OfficeSection],
        *,
        data: Path,
        journal: Path,
        cases: Cases,
        state: Callable[[], HallState],
        submit: Callable[[Request], None],
        clock: Callable[[], datetime],
        said: Callable[[str, str | None], None],
        patience: Patience | None = None,
    ) -> None:
        """``said`` is told ``office-ID`` and why it fails, none when it works again.

        :raises OfficeSecretError: where the file with a secret cannot be read.
        """
        self._event_topic = Topics(hall).event
        patience = patience or Patience()
        around = Surroundings(
            hall=hall,
            journal=journal,
            cases=cases,
            state=state,
            submit=submit,
            clock=clock,
            random=random.random,
            said=lambda office, trouble: said(f"office-{office}", trouble),
            patience=patience,
        )
        self._liaisons = [
            Liaison(
                section.id,
                HttpOffice(
                    str(section.url),
                    _secret(section),
                    connect_s=patience.connect_s,
                    answer_s=patience.answer_s,
                ),
                around,
                place=PlaceFile(data / FOLDER / f"{section.id}.json"),
                items=frozenset(section.items) if section.items is not None else None,
                pull_s=section.pull_seconds,
            )
            for section in sections
        ]
        self._threads = [
            threading.Thread(target=liaison.run, name=f"office-{section.id}", daemon=True)
            for liaison, section in zip(self._liaisons, sections, strict=True)
        ]

    def start(self) -> None:
        """Begin with what happens from now on; returns at once."""
        for liaison in self._liaisons:
            liaison.begin()
        for thread in self._threads:
            thread.start()

    def publish(self, topic: str, message: bytes, *, retain: bool) -> None:  # noqa: ARG002 - the shape of Publish
        """Hears what the hall publishes: events are in the journal by then."""
        if topic == self._event_topic and ABOUT_CASES in message:
            for liaison in self._liaisons:
                liaison.wake()

    def stop(self) -> None:
        """End; one that hangs is left alone."""
        for liaison in self._liaisons:
            liaison.stop()
        for thread in self._threads:
            thread.join(STOP_S / len(self._threads))


def _secret(section: OfficeSection) -> str:
    try:
        return section.secret_file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise OfficeSecretError(section.id, section.secret_file) from error
