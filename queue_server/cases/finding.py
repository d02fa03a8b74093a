"""Cases that were asked for, whether or not the hall's state still holds them."""

from collections.abc import Sequence
from dataclasses import replace

from queue_server.cases.archive import Archive
from queue_server.domain.cases.case import Case
from queue_server.domain.cases.commands import FindCases
from queue_server.domain.cases.lifecycle import FINAL, CaseState
from queue_server.domain.state import HallState
from queue_server.service.cases import living_found, one_page


def found_among(asked: FindCases, state: HallState, archive: Archive) -> tuple[Sequence[Case], bool]:
    """Those that are under way come first, then those that have ended, the newest first; and whether there are more."""
    living = [case for case in living_found(asked, state) if not case.has_ended]
    if asked.person is None and not _may_have_ended(asked.states):
        return one_page(living, asked)
    among_living = any(case.id == asked.after for case in living)
    ended = archive.search(replace(asked, after=None) if among_living else asked, asked.limit + 1)
    if asked.after is None or among_living:
        return one_page([*living, *ended], asked)
    return ended[: asked.limit], len(ended) > asked.limit


def _may_have_ended(states: tuple[str, ...]) -> bool:
    return any(state in FINAL or state == CaseState.APPROVED for state in states)
