"""What every staff page has around it: where one is, who one is, where one may go, how one leaves."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from fastapi import Request
from nicegui import ui

from queue_server.staff.roles import Right
from queue_server.web.language import Language, in_language, other_language
from queue_server.web.staff.area import StaffArea
from queue_server.web.staff.cookies import PATH
from queue_server.web.staff.live import LivePages
from queue_server.web.staff.visit import Visit
from queue_server.web.words import Words
from queue_server.web.words.staff import STAFF

RETURN_WITHIN_S = 60.0
"""So long a page is kept for a browser whose line was lost; after that it loads itself anew."""

_TAGS: dict[Language, str] = {"zh": "zh-CN", "en": "en"}


@dataclass(frozen=True, slots=True)
class Tab:
    """A page of the menu: its name in :data:`STAFF`, its address below ``/staff``, and who may open it."""

    name: str
    path: str
    right: Right


TABS = (
    Tab("console", "/window", Right.SERVE),
    Tab("reception", "/reception", Right.RECEIVE),
    Tab("cases", "/cases", Right.DECIDE),
    Tab("manager", "/manager", Right.SUPERVISE),
    Tab("sms", "/sms", Right.TELL),
    Tab("reports", "/reports", Right.REPORT),
    Tab("administration", "/administration", Right.ADMINISTER),
)


class Shell:
    """Opens pages; ``served`` are the tabs that have one."""

    def __init__(self, area: StaffArea, live: LivePages) -> None:
        self.area = area
        self.live = live
        self.served: list[Tab] = []

    def tab(self, name: str) -> Tab:
        """Take a tab into the menu: its page is served."""
        tab = next(tab for tab in TABS if tab.name == name)
        self.served = [each for each in TABS if each in (*self.served, tab)]
        return tab

    @contextmanager
    def page(self, request: Request, tab: Tab | None, title: str = "") -> Iterator[Visit | None]:
        """Draw the frame of a page, and what is drawn meanwhile into it.

        Yields the visit, or none where the person may not be here; that is said on the page already.
        """
        visit = Visit(self.area, self.live, request)
        words = visit.words(STAFF)
        title = title or (words[tab.name] if tab else in_language(self.area.hall.glance.hall.name, visit.language))
        self._head(visit, title)
        ui.html(self._top(visit, tab), sanitize=False, tag="header").classes("top")
        with ui.element("div").props("id=content").classes("content"):
            if tab is not None and not visit.may(tab.right):
                visit.client.status_code = 403
                self.message(visit, "not_for_you")
                yield None
            else:
                yield visit

    def message(self, visit: Visit, name: str, of: Words = STAFF) -> None:
        """Say one thing, such as why there is nothing else."""
        words = visit.words(of)
        content = visit.draw("staff_message.html", title=words[name], sentence=words[f"{name}_why"])
        ui.html(content, sanitize=False, tag="section").classes("message")

    def first_page(self, visit: Visit) -> str | None:
        """Where somebody begins to work."""
        return next((f"{PATH}{tab.path}" for tab in self.served if visit.may(tab.right)), None)

    def _top(self, visit: Visit, current: Tab | None) -> str:
        person = visit.person
        other = other_language(visit.language)
        return visit.draw(
            "staff_top.html",
            words=visit.words(STAFF),
            hall=in_language(self.area.hall.glance.hall.name, visit.language),
            person=person.account if person else None,
            tabs=[(visit.words(STAFF)[tab.name], f"{PATH}{tab.path}", tab is current) for tab in self._open_to(visit)],
            other=f"?lang={other}",
            other_tag=_TAGS[other],
        )

    def _open_to(self, visit: Visit) -> list[Tab]:
        return [tab for tab in self.served if visit.may(tab.right)]

    def _head(self, visit: Visit, title: str) -> None:
        assets = self.area.hall.assets
        hall = in_language(self.area.hall.glance.hall.name, visit.language)
        visit.client.title = f"{title} · {hall}"
        ui.add_head_html(
            visit.draw(
                "staff_head.html",
                tag=_TAGS[visit.language],
                style=assets.address("staff.css"),
                script=assets.address("staff.js"),
                lost=visit.words(STAFF)["lost"],
            )
        )
