"""Kiosks, screens and other people's systems: who is let in, how they are, letting in and out."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import cast

from queue_server.alerts.heard import Part
from queue_server.contract.rights import SENDER_KINDS, SenderKind
from queue_server.service.clients import TOKEN_SCOPES, Client, TokenScope
from queue_server.web.staff.administration.entries import read_client_id, read_days
from queue_server.web.staff.administration.rights import administrator_of
from queue_server.web.staff.area import ClientDesk
from queue_server.web.staff.visit import Act, Surface, Visit, new_picture
from queue_server.web.words.administration import ADMINISTRATION


@dataclass(frozen=True, slots=True)
class ClientRow:
    """A client as it was enrolled and as it was heard; ``online`` is none of one that never said a word."""

    client: Client
    online: bool | None
    version: str
    parts: Mapping[str, Part]
    over: bool


class ClientsPage:
    """Belongs to one visit. ``_secret`` is what was just made: it is shown once and kept nowhere."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._words = visit.words(ADMINISTRATION)
        self._said = ""
        self._secret: tuple[str, str] | None = None
        self._picture = new_picture()
        self._form = Surface(visit, self._act, name="panel")
        self._list = Surface(visit, self._act, name="panel clients")
        visit.follow(self.refresh)

    @property
    def _desk(self) -> ClientDesk | None:
        return self._visit.area.setup.clients

    def refresh(self) -> None:
        desk = self._desk
        self._form.show(
            self._visit.draw(
                "admin_enroll.html",
                words=self._words,
                kinds=SENDER_KINDS,
                scopes=TOKEN_SCOPES,
                own_broker=desk is not None and desk.own_broker,
                said=self._said,
                secret=self._secret,
                picture=self._picture,
            )
        )
        self._list.show(
            self._visit.draw("admin_clients.html", words=self._words, rows=self._rows(), picture=self._picture)
        )

    def _rows(self) -> list[ClientRow]:
        heard = self._visit.hall.heard()
        rows = []
        for client in self._desk.all() if self._desk else ():
            here = heard.clients.get(client.id)
            over = client.token_is_over(self._visit.hall.glance.now)
            parts = heard.parts.get(client.id, {})
            rows.append(ClientRow(client, here.online if here else None, here.version if here else "", parts, over))
        return rows

    async def _act(self, act: Act) -> None:
        steps: Mapping[str, Callable[[ClientDesk, Act, str], Awaitable[None]]] = {
            "enroll": self._enroll,
            "token": self._token,
            "discharge": self._discharge,
        }
        by, desk = administrator_of(self._visit), self._desk
        if by is None or desk is None or act.name not in steps or act.data.get("picture") != str(self._picture):
            return
        self._picture = new_picture()
        self._said, self._secret = "", None
        try:
            await steps[act.name](desk, act, by)
        except ValueError as error:
            self._said = self._words.get(getattr(error, "code", ""), self._words["check_client"])
        self.refresh()

    async def _enroll(self, desk: ClientDesk, act: Act, by: str) -> None:
        client, kind = read_client_id(act.fields), _kind(act)
        if desk.own_broker:
            self._secret = (client, await asyncio.to_thread(desk.enroll, client, kind))
            self._visit.area.office.record(by, "client_enrolled", client, kind=kind)

    async def _token(self, desk: ClientDesk, act: Act, by: str) -> None:
        client, kind, days = read_client_id(act.fields), _kind(act), read_days(act.fields.get("days", ""))
        chosen = act.fields.get("scope", "").split()
        scope = cast("tuple[TokenScope, ...]", tuple(each for each in TOKEN_SCOPES if each in chosen))
        until = self._visit.hall.glance.now + timedelta(days=days) if days else None
        self._secret = (client, await asyncio.to_thread(desk.token, client, kind, scope, until))
        holds = f"{days} days" if days else "for good"
        self._visit.area.office.record(by, "token_made", client, kind=kind, scope=" ".join(scope), holds=holds)

    async def _discharge(self, desk: ClientDesk, act: Act, by: str) -> None:
        client = act.data.get("client", "")
        if any(each.id == client for each in desk.all()):
            await asyncio.to_thread(desk.discharge, client)
            self._visit.area.office.record(by, "client_discharged", client)


def _kind(act: Act) -> SenderKind:
    """:raises ValueError: when there is no such kind."""
    return SENDER_KINDS[SENDER_KINDS.index(cast("SenderKind", act.fields.get("kind", "")))]
