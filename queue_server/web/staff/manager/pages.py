"""``/staff/manager``."""

from fastapi import Request
from nicegui import ui

from queue_server.web.staff.manager.figures import DayBoard
from queue_server.web.staff.manager.page import ManagerPage
from queue_server.web.staff.shell import RETURN_WITHIN_S, Shell


def manager_pages(shell: Shell) -> None:
    tab = shell.tab("manager")
    board = DayBoard(shell.area.hall.books)

    @ui.page("/manager", reconnect_timeout=RETURN_WITHIN_S)
    def manager(request: Request) -> None:
        with shell.page(request, tab) as visit:
            if visit is not None:
                ManagerPage(visit, board)
