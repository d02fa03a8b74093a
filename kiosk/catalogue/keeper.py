"""Keeps the terminal's copy as new as the hall's: told of a version, fetches it in the background, and opens it."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import Protocol

import structlog

from kiosk.catalogue.retries import Retries
from queue_server.catalogue import Catalogue, CatalogueError, NoCatalogueError

CATALOGUE_NAME = "catalogue.db"

Work = Callable[[], None]


class Fetch(Protocol):
    """One attempt: see :func:`kiosk.catalogue.fetching.fetch_catalogue`, which stands behind it with its server."""

    def __call__(self, known: str | None, file: Path, stopped: Callable[[], bool], /) -> str | None: ...


class CatalogueKeeper:
    """Used from the program's own thread. ``catalogue`` is what there is to search, also at a start without a line.

    ``begin`` runs a piece of work in the background, ``post`` has one done in the program's thread; ``changed`` is
    called there when ``catalogue`` is another than before.
    """

    def __init__(
        self,
        folder: Path,
        fetch: Fetch,
        *,
        begin: Callable[[Work], None],
        post: Callable[[Work], None],
        dice: Callable[[], float],
        changed: Callable[[], None],
    ) -> None:
        self._file = folder / CATALOGUE_NAME
        self._fetch = fetch
        self._begin = begin
        self._post = post
        self._dice = dice
        self._changed = changed
        self._told: str | None = None
        self._answered: str | None = None
        self._busy = False
        self._retries = Retries()
        self._stopping = threading.Event()
        self._log = structlog.get_logger("catalogue")
        self.catalogue: Catalogue | None = None
        self._open_first()

    def hall_has(self, version: str | None) -> None:
        """The hall said which version it has; None where it has no catalogue, and the terminal keeps what it has."""
        if version != self._told:
            self._told, self._retries = version, Retries()
        self._look()

    def time_passed(self, elapsed_s: float) -> None:
        """To be called now and then, with seconds on a clock that nobody sets: a fetch that failed is tried again."""
        self._retries = self._retries.passed(elapsed_s)
        self._look()

    def stop(self) -> None:
        """Break off what is under way and let go of the file."""
        self._stopping.set()
        if self.catalogue is not None:
            self.catalogue.close()
            self.catalogue = None

    def _look(self) -> None:
        here = self.catalogue.version if self.catalogue else None
        # What the server sent when asked for this version counts as its answer, whatever version that was.
        wanted = self._told is not None and self._told not in (here, self._answered)
        if wanted and not self._busy and self._retries.due and not self._stopping.is_set():
            self._busy = True
            asked = self._told
            self._begin(lambda: self._work(asked, here))

    def _work(self, asked: str | None, here: str | None) -> None:
        """In the background."""
        try:
            version = self._fetch(here, self._file, self._stopping.is_set)
        except Exception as error:  # noqa: BLE001 - whatever it was, the next attempt must come
            failure = error
            self._post(lambda: self._failed(failure))
        else:
            self._post(lambda: self._came(asked, version))

    def _failed(self, error: Exception) -> None:
        self._busy = False
        if self._stopping.is_set():
            return
        if self._retries.failures == 0:
            code = getattr(error, "code", type(error).__name__)
            self._log.warning("catalogue_not_fetched", code=code, reason=str(error), told=self._told)
        self._retries = self._retries.failed(self._dice())

    def _came(self, asked: str | None, version: str | None) -> None:
        if version is not None and not self._stopping.is_set():
            try:
                self._open_anew()
            except CatalogueError as error:
                self._failed(error)
                return
            self._log.info("catalogue_fetched", version=version)
            self._changed()
        self._busy = False
        self._answered, self._retries = asked, Retries()
        self._look()

    def _open_anew(self) -> None:
        before, self.catalogue = self.catalogue, Catalogue(self._file)
        if before is not None:
            before.close()

    def _open_first(self) -> None:
        try:
            self._open_anew()
        except NoCatalogueError:
            pass
        except CatalogueError as error:
            # The next fetch puts a good one in its place.
            self._log.warning("catalogue_unusable", code=error.code, reason=str(error))
