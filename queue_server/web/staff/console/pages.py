"""``/staff/window``: the list of windows, and the console of each."""

from dataclasses import dataclass

from fastapi import Request
from nicegui import ui

from queue_server.domain.hall import Text
from queue_server.web.language import in_language
from queue_server.web.staff.console.page import AwayList, ConsolePage
from queue_server.web.staff.shell import RETURN_WITHIN_S, Shell
from queue_server.web.staff.visit import Act, Surface, Visit
from queue_server.web.words.console import CONSOLE


def console_pages(shell: Shell) -> None:
    tab = shell.tab("console")
    away = AwayList()

    @ui.page("/window", reconnect_timeout=RETURN_WITHIN_S)
    def windows(request: Request) -> None:
        with shell.page(request, tab) as visit:
            if visit is not None:
                _WindowList(visit)

    @ui.page("/window/{window}", reconnect_timeout=RETURN_WITHIN_S)
    def console(request: Request, window: str) -> None:
        known = shell.area.hall.glance.hall.windows.get(window)
        with shell.page(request, tab) as visit:
            if visit is None:
                return
            if known is None:
                visit.client.status_code = 404
                shell.message(visit, "unknown_window", CONSOLE)
                return
            visit.client.title = in_language(known.name, visit.language)
            ConsolePage(visit, window, away)


@dataclass(frozen=True, slots=True)
class _WindowRow:
    id: str
    name: Text
    state: str
    operator: str | None
    mine: bool


class _WindowList:
    """Where a clerk begins the day."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._list = Surface(visit, self._act, name="panel")
        visit.follow(self.refresh)

    def refresh(self) -> None:
        state, person = self._visit.hall.glance.state, self._visit.person
        rows = []
        for window in state.hall.windows.values():
            life = state.window(window.id)
            mine = person is not None and life.operator == person.id
            rows.append(_WindowRow(window.id, window.name, life.state.value, life.operator, mine))
        rows.sort(key=lambda row: not row.mine)
        content = self._visit.draw("console_windows.html", words=self._visit.words(CONSOLE), windows=rows)
        self._list.show(content)

    async def _act(self, act: Act) -> None:
        """There is nothing to do here but to go on."""
