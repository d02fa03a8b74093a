"""What a terminal knows at this moment: of the hall, of the numbers that it may give, and of its own parts."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime

from kiosk.care import Caretaker
from kiosk.cases import CaseDesk
from kiosk.client import HallClient
from kiosk.devices.room import CAMERA, DOCUMENTS, LOCKER, PRINTER, READER, SCANNER
from kiosk.flow.care import Care
from kiosk.flow.offline import as_of, hall_day
from kiosk.flow.session import MISSING, Surroundings
from kiosk.guide import Guide
from kiosk.library import Library
from kiosk.outbox import Outbox
from kiosk.standby import Standby
from queue_server.contract.connection import Identity
from queue_server.contract.views import PartHealth


class Lookout:
    """Puts together what the others know. Used from the terminal's thread."""

    def __init__(  # noqa: PLR0913 - each knows something that nobody else knows
        self,
        identity: Identity,
        outbox: Outbox,
        clock: Callable[[], datetime],
        *,
        client: HallClient,
        standby: Standby,
        caretaker: Caretaker,
        guide: Guide,
        library: Library,
        cases: CaseDesk,
    ) -> None:
        self._identity = identity
        self._outbox = outbox
        self._clock = clock
        self._client = client
        self._standby = standby
        self._caretaker = caretaker
        self._guide = guide
        self._library = library
        self._cases = cases
        self._parts = {name: PartHealth(status="unknown") for name in (PRINTER, READER)}

    def part_seen(self, part: str, health: PartHealth) -> None:
        self._parts[part] = health

    def around(self) -> Surroundings:
        """As the flow wants to know it."""
        now, hall = self._clock(), self._client.around
        blocks = self._standby.blocks(hall, now)
        return replace(
            as_of(hall, now),
            blocks=blocks,
            care=self._care(sum(block.left for block in blocks)),
            speaks=self._guide.speaks,
            headphones=self._guide.headphones,
            reader=self._parts[READER],
            scanner=self._parts.get(SCANNER, MISSING),
            printer=self._parts[PRINTER],
            camera=self._parts.get(CAMERA, MISSING),
            locker=self._parts.get(LOCKER, MISSING),
            documents=self._parts.get(DOCUMENTS, MISSING),
            shelves=self._library.shelves,
            cases=self._cases.ready,
        )

    def health(self, *, needs_locker: bool) -> dict[str, PartHealth]:
        """Of every part, for the hall. A locker that the hall file names here and nobody connected is told, too."""
        needed = {LOCKER: MISSING} if needs_locker else {}
        return {**needed, **self._parts, **self._caretaker.parts()}

    def today(self) -> date:
        """The day in the hall, or the terminal's own before it has heard of the hall."""
        hall, now = self._client.around.hall, self._clock()
        return hall_day(hall, now) if hall else now.date()

    def _care(self, reserved: int) -> Care:
        return replace(
            self._caretaker.care,
            client=self._identity.client,
            version=self._identity.version,
            unanswered=self._outbox.count(),
            reserved=reserved,
        )
