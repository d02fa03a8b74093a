"""One open page of one person: who it is, what they read, what they do."""

from collections.abc import Awaitable, Callable, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import UUID, uuid4, uuid5

import structlog
from fastapi import Request
from nicegui import Client, background_tasks, ui

from queue_server.contract.commands import CommandData
from queue_server.contract.envelope import Command
from queue_server.contract.replies import Reply, refused
from queue_server.staff.roles import Right, commands_of
from queue_server.web.language import Language
from queue_server.web.staff.area import StaffArea
from queue_server.web.staff.cookies import language_of
from queue_server.web.staff.door import PERSON
from queue_server.web.staff.live import LivePages
from queue_server.web.staff.office import Person
from queue_server.web.words import Words
from queue_server.web.words.staff import STAFF

SENDER = "staff"
KIND = "window"
"""As whom the staff's commands come to the hall: a counter, whoever's account it was."""

TARGETS = ("window", "ticket", "queue", "client", "notice", "alert", "case", "locker")
"""The fields of a command of which the first says in the audit log what it was done to."""

MOST_FIELDS = 100
"""The SMS texts of a hall, in two languages, are the largest form."""

LONGEST_FIELD = 200_000
"""A hall file with a thousand items."""


@dataclass(frozen=True, slots=True)
class Act:
    """What somebody did on a surface: the ``name`` of the step, what the button carried, what the fields held."""

    name: str
    data: Mapping[str, str] = field(default_factory=dict)
    fields: Mapping[str, str] = field(default_factory=dict)

    @classmethod
    def read(cls, told: Any) -> "Act | None":
        """From what a browser sent, whatever that is."""
        if not isinstance(told, dict):
            return None
        data, fields = _texts(told.get("data")), _texts(told.get("fields"))
        if data is None or fields is None or not data.get("act"):
            return None
        return cls(data["act"], data, fields)


Acting = Callable[[Act], Awaitable[None]]


class Visit:
    """Lives as long as the page is open, through short losses of the line."""

    def __init__(self, area: StaffArea, live: LivePages, request: Request) -> None:
        person: Person = request.scope[PERSON]
        self.area = area
        self.hall = area.hall
        self.key = person.session.key
        self.language: Language = language_of(request.scope, request.query_params.get("lang"))
        self.path = request.scope["path"]
        self.client: Client = ui.context.client
        self._live = live
        self._log = structlog.get_logger("staff_pages")

    @property
    def person(self) -> Person | None:
        """Who sits here; nobody when the session is over."""
        return self.area.office.still(self.key)

    def words(self, words: Words) -> Mapping[str, str]:
        return words[self.language]

    def may(self, right: Right) -> bool:
        person = self.person
        return person is not None and person.may(right)

    def draw(self, template: str, **content: Any) -> str:
        """A piece of HTML; everything that comes from people is escaped."""
        return self.hall.pages.part(template, lang=self.language, **content)

    def follow(self, refresh: Callable[[], None]) -> None:
        """Call ``refresh`` now, and when the hall changed; when the session ends the page does."""

        def guarded() -> None:
            with self.client:
                if self.person is None:
                    self.leave()
                else:
                    refresh()

        refresh()
        self._live.follow(guarded)
        self.client.on_delete(lambda: self._live.leave(guarded))

    def first(self) -> AbstractContextManager[None]:
        """While this lasts, the pages of others wait."""
        return self._live.first()

    def soon(self, work: Callable[[], Awaitable[None]]) -> None:
        """Do ``work`` while the page is on its way already."""

        async def within() -> None:
            with self.client:
                await work()

        background_tasks.create(within(), name="staff page")

    def leave(self) -> None:
        """To the log-in page, which leads back here."""
        # The framework puts the place where it is mounted before what it opens.
        self.client.open(f"/login?{urlencode({'said': 'ended', 'to': self.path})}")

    async def send(self, data: CommandData, picture: UUID) -> Reply:
        """Send a command that somebody asked for while looking at ``picture``.

        The same step on the same picture is the same command, however often the key was pressed: it has one effect.
        """
        content = f"{data.type} {data.model_dump_json()}"
        command = Command(id=str(uuid5(picture, content)), sent_at=self.hall.glance.now, data=data)
        person = self.person
        if person is None or data.type not in commands_of(person.account.roles):
            self._log.warning("command_not_allowed", type=data.type, person=person.id if person else None)
            return refused(command.id, "not_allowed")
        self.area.office.touch(person)
        reply = await self.hall.desk.reply_to(command, f"{SENDER}-{person.id}"[:64], KIND)
        target = _target(data)
        result = reply.error.code if reply.error else "ok"
        self.area.office.record(person.id, f"command.{data.type}", target, result=result)
        return reply

    def sentence(self, reply: Reply) -> str:
        """What the person is told of a refusal; nothing of what was done."""
        if reply.error is None:
            return ""
        if reply.error.code == "not_allowed":
            return self.words(STAFF)["not_allowed"]
        if reply.error.retryable:
            return self.words(STAFF)["try_again"]
        return reply.error.message.get(self.language) or reply.error.message["zh"]


class Surface:
    """A region of a page that is drawn here as HTML, and tells what somebody does on it."""

    def __init__(self, visit: Visit, act: Acting, *, name: str, tag: str = "section") -> None:
        """``name`` is the region's CSS class."""
        self._visit = visit
        self._act = act
        self._html = ui.html("", sanitize=False, tag=tag).classes(f"surface {name}")
        self._html.on("act", self._acted, js_handler="(event) => emit(event.detail)")
        self._log = structlog.get_logger("staff_pages")

    def show(self, html: str) -> None:
        """Draw; nothing is sent when it is drawn already."""
        if self._html.content != html:
            self._html.content = html

    async def _acted(self, event: Any) -> None:
        act = Act.read(event.args)
        if act is None:
            self._log.warning("act_malformed")
            return
        person = self._visit.person
        if person is None:
            self._visit.leave()
            return
        self._visit.area.office.touch(person)
        try:
            with self._visit.first():
                await self._act(act)
        except Exception:  # noqa: BLE001 - whoever pressed a key must see that it had no effect
            self._log.exception("act_failed", act=act.name)
            ui.notify(self._visit.words(STAFF)["broken_why"], type="negative")


def new_picture() -> UUID:
    return uuid4()


def _target(data: CommandData) -> str:
    """What a command is done to, as the audit log says it."""
    named = next((str(value) for name in TARGETS if (value := getattr(data, name, None))), "")
    door = getattr(data, "compartment", None)
    return named if door is None else f"{named} {door}"


def _texts(told: Any) -> dict[str, str] | None:
    if not isinstance(told, dict) or len(told) > MOST_FIELDS:
        return None
    texts = {name: text for name, text in told.items() if isinstance(name, str) and isinstance(text, str)}
    if len(texts) != len(told) or any(len(text) > LONGEST_FIELD for text in texts.values()):
        return None
    return texts
