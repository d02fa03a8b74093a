"""The lockers: what lies behind which door; staff open any in need, and say which are free or out of order."""

from collections.abc import Mapping
from dataclasses import dataclass

from queue_server.contract.case_commands import OpenLocker, SetCompartment
from queue_server.contract.commands import CommandData
from queue_server.domain.cases.case import Compartment
from queue_server.domain.cases.rules import Locker
from queue_server.domain.hall import Text
from queue_server.domain.state import HallState
from queue_server.web.staff.visit import Act, Surface, Visit, new_picture
from queue_server.web.words.cases import CASES


@dataclass(frozen=True, slots=True)
class Door:
    """``condition`` is ``free`` or one of :data:`queue_server.domain.cases.shelf.Condition`; ``code`` of its case."""

    number: int
    condition: str
    code: str


@dataclass(frozen=True, slots=True)
class LockerRow:
    """``away``: the kiosk that opens its doors does not answer."""

    id: str
    name: Text
    kiosk: str
    away: bool
    free: int
    doors: tuple[Door, ...]


class LockersPage:
    """Belongs to one visit."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._words = visit.words(CASES)
        self._said, self._done = "", ""
        self._busy = False
        self._picture = new_picture()
        self._list = Surface(visit, self._act, name="panel lockers")
        visit.follow(self.refresh)

    def refresh(self) -> None:
        hall = self._visit.hall
        online = {name for name, here in hall.heard().clients.items() if here.online}
        rows = [locker_row(hall.glance.state, locker, online) for locker in hall.glance.hall.lockers.values()]
        self._list.show(
            self._visit.draw(
                "case_lockers.html",
                words=self._words,
                lockers=rows,
                said=self._said,
                done=self._done,
                picture=self._picture,
            )
        )

    async def _act(self, act: Act) -> None:
        person = self._visit.person
        if self._busy or person is None or act.data.get("picture") != str(self._picture):
            return
        data = _command(act, person.id)
        if data is None:
            return
        self._busy = True
        try:
            reply = await self._visit.send(data, self._picture)
        finally:
            self._busy = False
        self._said = self._visit.sentence(reply)
        opened = reply.error is None and act.name == "open"
        self._done = self._words["door_ordered"].format(number=act.data["number"]) if opened else ""
        self._picture = new_picture()
        self.refresh()


def locker_row(state: HallState, locker: Locker, online: set[str]) -> LockerRow:
    """One locker with all its doors."""
    doors = tuple(_door(state, Compartment(locker.id, number)) for number in range(1, locker.compartments + 1))
    free = sum(door.condition == "free" for door in doors)
    return LockerRow(locker.id, locker.name, locker.kiosk, locker.kiosk not in online, free, doors)


def _door(state: HallState, place: Compartment) -> Door:
    use = state.shelf.in_use.get(place)
    case = state.shelf.cases.get(use.case or "") if use else None
    return Door(place.number, use.condition if use else "free", case.code if case else "")


def _command(act: Act, operator: str) -> CommandData | None:
    number = act.data.get("number", "")
    if not number.isdecimal():
        return None
    place: Mapping[str, object] = {
        "locker": act.data.get("locker", ""),
        "compartment": int(number),
        "operator": operator,
    }
    match act.name:
        case "open":
            return OpenLocker.model_validate(place)
        case "free" | "faulty":
            return SetCompartment.model_validate({**place, "condition": act.name})
        case _:
            return None
