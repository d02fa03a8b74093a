"""Where the service hands on what cases bring besides their events. How that is kept, it does not know."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any, NamedTuple, Protocol

from queue_server.contract.commands import CommandData
from queue_server.domain import commands as domain
from queue_server.domain.cases.case import Case
from queue_server.domain.cases.commands import FindCases
from queue_server.domain.events import Event
from queue_server.domain.state import HallState


class NotHeardError(Exception):
    """A command about a case cannot be decided: ``code`` is one of the contract's, ``details`` repeat no answer."""

    def __init__(self, code: str, details: Mapping[str, Any] | None = None) -> None:
        super().__init__(code)
        self.code = code
        self.details = dict(details or {})


class Heard(NamedTuple):
    """What the domain is asked, and what is to be kept if it says yes."""

    asked: domain.Command
    keep: Sequence[Any] = ()


class CaseRoom(Protocol):
    """Keeps answers, papers and what has ended beside the events that they belong to. It lives in the hall's thread."""

    def hear(self, data: CommandData, asked: domain.Command, state: HallState, pending: Sequence[Any]) -> Heard:
        """``data`` as it was sent, ``asked`` as it was translated; ``pending`` will be kept in the same commit.

        :raises NotHeardError: where what was sent does not do.
        """

    def after(self, happened: Iterable[Event], before: HallState, state: HallState) -> Sequence[Any]:
        """What is to be kept with events, which made ``state`` of what was ``before``."""

    def keep(self, items: Iterable[Any]) -> None:
        """Keep things; it is called inside the commit of the events that they belong to."""

    def ended(self, id_or_code: str) -> Case | None:
        """A case that the hall's state no longer holds."""

    def found(self, asked: FindCases, state: HallState) -> tuple[Sequence[Case], bool]:
        """The cases that were asked for, whether or not the state holds them, and whether there are more."""


class NoCases:
    """The room of a hall in which nothing can be applied for."""

    def hear(self, _data: CommandData, asked: domain.Command, _state: HallState, _pending: Sequence[Any]) -> Heard:
        return Heard(asked)

    def after(self, _happened: Iterable[Event], _before: HallState, _state: HallState) -> Sequence[Any]:
        return ()

    def keep(self, items: Iterable[Any]) -> None:
        """Nothing is kept."""

    def ended(self, _id_or_code: str) -> Case | None:
        return None

    def found(self, asked: FindCases, state: HallState) -> tuple[Sequence[Case], bool]:
        return one_page(living_found(asked, state), asked)


def living_found(asked: FindCases, state: HallState) -> list[Case]:
    """The cases of the state that were asked for: a person's the newest first, else those first that are due first."""
    if asked.person is not None:
        return [case for case in state.shelf.of(asked.person) if _wanted(case, asked)]
    found = [case for case in state.shelf.cases.values() if _wanted(case, asked)]
    return sorted(found, key=_by_due)


def one_page(found: Sequence[Case], asked: FindCases) -> tuple[Sequence[Case], bool]:
    """What of all that were found belongs into one reply, and whether there is more."""
    place = next((place for place, case in enumerate(found, 1) if case.id == asked.after), 0)
    return found[place : place + asked.limit], len(found) > place + asked.limit


def _wanted(case: Case, asked: FindCases) -> bool:
    return (not asked.states or case.state in asked.states) and asked.item in (None, case.item)


def _by_due(case: Case) -> tuple[bool, date, datetime, str]:
    """What is overdue first, then by the day; what has no limit last."""
    return (not case.overdue, case.due or date.max, case.started_at, case.id)
