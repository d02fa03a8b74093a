"""Pages on their way to the hall, sealed in the outbox's file: they must survive a power cut."""

import json
from collections.abc import Callable
from dataclasses import dataclass, field

from sqlite_utils import Database

from kiosk.flow.draft import WaitingPage
from queue_server.contract.holders import Holder

Seal = Callable[[str, bytes], bytes]
Unseal = Callable[[str, bytes], bytes | None]


@dataclass(frozen=True, slots=True)
class StoredPage:
    """``place`` tells two takes of one page apart."""

    place: int
    page: WaitingPage
    picture: bytes = field(repr=False)


class PageStore:
    """Every change is on disk when its method returns. A page is there until the hall has it, or will not have it."""

    def __init__(self, database: Database, seal: Seal, unseal: Unseal) -> None:
        self._database = database
        self._seal = seal
        self._unseal = unseal

    def keep(self, page: WaitingPage, picture: bytes) -> None:
        """Keep a page; the same page again takes the place of the one before, behind all others."""
        about = {
            "case": page.case,
            "paper": page.paper,
            "holder": page.holder.model_dump(mode="json", exclude_none=True),
        }
        sealed = self._seal(page.page, json.dumps(about).encode())
        with self._database.atomic():
            self._database.conn.execute("DELETE FROM page WHERE page = ?", (page.page,))
            self._database.conn.execute(
                "INSERT INTO page (page, sealed, picture) VALUES (?, ?, ?)",
                (page.page, sealed, self._seal(f"{page.page} picture", picture)),
            )

    def first(self) -> StoredPage | None:
        """The oldest. One that cannot be unsealed is dropped, which the log has said by then."""
        while row := self._database.conn.execute(
            "SELECT place, page, sealed, picture FROM page ORDER BY place LIMIT 1"
        ).fetchone():
            place, page, sealed, picture = row
            about, opened = self._about(page, sealed), self._unseal(f"{page} picture", picture)
            if about is not None and opened is not None:
                return StoredPage(place, about, opened)
            self.drop(place)
        return None

    def of(self, case: str) -> tuple[WaitingPage, ...]:
        """The pages of a case, the oldest first."""
        rows = self._database.conn.execute("SELECT page, sealed FROM page ORDER BY place").fetchall()
        pages = (self._about(page, sealed) for page, sealed in rows)
        return tuple(page for page in pages if page is not None and page.case == case)

    def drop(self, place: int) -> bool:
        """Whether it was there still; where not, a later take of the same page is."""
        with self._database.atomic():
            return self._database.conn.execute("DELETE FROM page WHERE place = ?", (place,)).rowcount > 0

    def count(self) -> int:
        return int(self._database.conn.execute("SELECT count(*) FROM page").fetchone()[0])

    def _about(self, page: str, sealed: bytes) -> WaitingPage | None:
        about = self._unseal(page, sealed)
        if about is None:
            return None
        said = json.loads(about)
        return WaitingPage(said["case"], said["paper"], page, Holder.model_validate_json(json.dumps(said["holder"])))
