"""The terminal's catalogue as the flow sees it: what is on the shelves, what a search finds, a guide."""

import threading
from collections.abc import Callable
from pathlib import Path

import structlog

from kiosk.catalogue import CatalogueKeeper, fetch_catalogue
from kiosk.flow.effects import LookUpOwnQuestions, OpenGuide, SearchCatalogue
from kiosk.flow.inputs import Found, GuideCame, Input, OwnQuestionsCame
from kiosk.flow.own_pages import OwnQuestion
from kiosk.flow.session import Shelves
from queue_server.catalogue import Catalogue, CatalogueError, read_entry
from queue_server.contract.views import HallState

_KEPT = '"space"'

FOUND_AT_MOST = 60
"""Ten sheets of tiles: whoever has not found it by then types another letter."""


class Library:
    """Used from the program's own thread; fetches in the background where the hall says where its pages are."""

    def __init__(
        self,
        folder: Path,
        hall: str,
        *,
        post: Callable[[Callable[[], None]], None],
        dice: Callable[[], float],
    ) -> None:
        self._hall = hall
        self._server: str | None = None
        self._log = structlog.get_logger("library")
        self._changed: Callable[[], None] = lambda: None
        self._keeper = CatalogueKeeper(
            folder, self._fetch, begin=_in_background, post=post, dice=dice, changed=self._look_again
        )
        self.shelves: Shelves | None = None

    def start(self, changed: Callable[[], None]) -> None:
        """``changed`` is called when ``shelves`` are others than before."""
        self._changed = changed
        self.shelves = self._read_shelves()

    def hall_is(self, hall: HallState | None) -> None:
        """What the hall says of its catalogue and of where it is had."""
        if hall is not None and hall.url is not None:
            self._server = hall.url
            self._keeper.hall_has(hall.catalogue_version)

    def time_passed(self, elapsed_s: float) -> None:
        self._keeper.time_passed(elapsed_s)

    def answer(self, wanted: SearchCatalogue | OpenGuide | LookUpOwnQuestions) -> Input:
        """Nothing is found where the catalogue cannot be read: that is logged, and the flow goes on."""
        try:
            return self._looked_up(wanted)
        except CatalogueError as error:
            self._log.error("catalogue_unreadable", code=error.code, reason=str(error))
            match wanted:
                case SearchCatalogue():
                    return Found(())
                case OpenGuide():
                    return GuideCame(None)
                case LookUpOwnQuestions():
                    return OwnQuestionsCame({})

    def stop(self) -> None:
        self._keeper.stop()

    def _looked_up(self, wanted: SearchCatalogue | OpenGuide | LookUpOwnQuestions) -> Input:
        catalogue = self._keeper.catalogue
        if isinstance(wanted, LookUpOwnQuestions):
            return OwnQuestionsCame(_own_questions(catalogue) if catalogue else {})
        if isinstance(wanted, OpenGuide):
            return GuideCame(catalogue.entry(wanted.code) if catalogue else None)
        if catalogue is None:
            return Found(())
        found = catalogue.search(wanted.text, theme=wanted.theme, department=wanted.department, limit=FOUND_AT_MOST)
        return Found(found)

    def _look_again(self) -> None:
        self.shelves = self._read_shelves()
        self._changed()

    def _read_shelves(self) -> Shelves | None:
        catalogue = self._keeper.catalogue
        try:
            return Shelves(catalogue.themes(), catalogue.departments()) if catalogue else None
        except CatalogueError as error:
            self._log.error("catalogue_unreadable", code=error.code, reason=str(error))
            return None

    def _fetch(self, known: str | None, file: Path, stopped: Callable[[], bool], /) -> str | None:
        return fetch_catalogue(self._server or "", self._hall, known, file, stopped)


def _own_questions(catalogue: Catalogue) -> dict[str, OwnQuestion]:
    """By the names under which answers are kept; where several forms keep one, as the first of them asks it."""
    questions: dict[str, OwnQuestion] = {}
    for line in catalogue.lines():
        if _KEPT not in line:  # most entries have no form: reading them all takes seconds
            continue
        entry = read_entry(line)
        asked = entry.application.form["properties"] if entry.application else {}
        for name, question in asked.items():
            if "space" in question:
                questions.setdefault(question["space"], OwnQuestion(entry, name))
    return questions


def _in_background(work: Callable[[], None]) -> None:
    threading.Thread(target=work, name="catalogue", daemon=True).start()
