"""``/staff/sms``, of a hall that tells people by SMS."""

from fastapi import Request
from nicegui import ui

from queue_server.web.staff.shell import RETURN_WITHIN_S, Shell
from queue_server.web.staff.sms.page import SmsPage


def sms_pages(shell: Shell) -> None:
    notices = shell.area.hall.notices
    if notices is None:
        return
    tab = shell.tab("sms")

    @ui.page("/sms", reconnect_timeout=RETURN_WITHIN_S)
    def sms(request: Request) -> None:
        with shell.page(request, tab) as visit:
            if visit is not None:
                SmsPage(visit, notices)
