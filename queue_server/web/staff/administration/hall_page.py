"""The hall file on a page: a draft that is edited by forms or as text, checked at once, kept with its history."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from tomlkit.exceptions import TOMLKitError

from queue_server.notices.plan import TextLength
from queue_server.notices.words import DEFAULT_TEXTS
from queue_server.service.hall_desk import ChangedMeanwhileError, HallDesk, HinderedError, NotWritableError
from queue_server.service.hall_file import HallFileError, Mistake
from queue_server.staff.store import HallVersion
from queue_server.web.staff.administration.fields import REPEATED, SECTIONS
from queue_server.web.staff.administration.hall_text import differences, entries, filled, with_entry, without_entry
from queue_server.web.staff.administration.rights import administrator_of
from queue_server.web.staff.administration.sms_texts import sms_texts
from queue_server.web.staff.visit import Act, Surface, Visit, new_picture
from queue_server.web.words.administration import ADMINISTRATION
from queue_server.web.words.hall_fields import FIELDS

TEXT = "text"
"""The section that is the whole file."""

OUR_TEXTS = {
    f"text.{step}.{language}": text for step, texts in DEFAULT_TEXTS.items() for language, text in texts.items()
}
"""What is sent where the hall has no text of its own."""

_CHANGES = ("take", "remove", "take_text", "save", "drop", "restore")
"""Steps that do something to what is seen, and so only to what was seen; the others only open it."""

ORIGINAL = "original"
"""What the first entry of the history says was changed: it is the file before anybody changed it here."""


class HallPage:
    """Belongs to one visit. ``_draft`` is what the file would be, ``_saved`` what it is; ``_index`` is the entry of
    ``_section`` whose form is open, -1 a new one.
    """

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._words = visit.words(ADMINISTRATION)
        self._saved = self._draft = ""
        self._section, self._index = "queue", -2
        self._entered: Mapping[str, str] = {}
        self._mistakes: tuple[Mistake, ...] = ()
        self._texts: Mapping[str, TextLength] = {}
        self._said, self._done = "", ""
        self._versions: list[HallVersion] = []
        self._busy = False
        self._picture = new_picture()
        self._change = Surface(visit, self._act, name="panel change")
        self._editor = Surface(visit, self._act, name="panel editor")
        self._history = Surface(visit, self._act, name="panel")
        visit.follow(self.refresh)
        visit.soon(self._load)

    @property
    def _desk(self) -> HallDesk | None:
        return self._visit.area.setup.hall_desk

    def refresh(self) -> None:
        if not self._saved:
            return
        self._change.show(self._draw("change", differences=differences(self._saved, self._draft)))
        self._editor.show(self._draw("editor", **self._editing()))
        hall, names = self._visit.hall.glance.hall, {each.id: each.name for each in self._visit.area.office.accounts}
        versions = [(each, f"{hall.local(each.at):%Y-%m-%d %H:%M}", names.get(each.who, "")) for each in self._versions]
        self._history.show(self._draw("history", versions=versions, saved=self._saved))

    def _draw(self, part: str, **content: Any) -> str:
        return self._visit.draw(
            f"admin_hall_{part}.html",
            words=self._words,
            labels=self._visit.words(FIELDS),
            mistakes=self._mistakes,
            said=self._said,
            done=self._done,
            picture=self._picture,
            section=self._section,
            **content,
        )

    def _editing(self) -> dict[str, Any]:
        sections = (*SECTIONS, TEXT)
        if self._section == TEXT:
            return {"sections": sections, "text": self._draft, "fields": (), "entries": (), "index": 0}
        try:
            found = entries(self._draft, self._section)
            opened = self._index if self._section in REPEATED else 0
            inputs = dict(self._entered) or filled(self._draft, self._section, opened if opened >= 0 else None)
            queues = [(str(each.get("id")), each.get("name", {})) for each in entries(self._draft, "queue")]
        except TOMLKitError:  # a draft that is no TOML can only be mended as text
            self._section = TEXT
            return self._editing()
        return {
            "sections": sections,
            "fields": SECTIONS[self._section],
            "entries": found if self._section in REPEATED else None,
            "index": opened,
            "inputs": inputs,
            "queues": queues,
            "defaults": OUR_TEXTS,
            "lengths": self._texts,
            "text": "",
        }

    async def _act(self, act: Act) -> None:
        steps: Mapping[str, Callable[[Act, str], Awaitable[None]]] = {
            "section": self._open_section,
            "entry": self._open_entry,
            "take": self._take,
            "remove": self._remove,
            "take_text": self._take_text,
            "save": self._save,
            "drop": self._drop,
            "restore": self._restore,
        }
        by = administrator_of(self._visit)
        stale = act.name in _CHANGES and act.data.get("picture") != str(self._picture)
        if by is None or self._desk is None or self._busy or act.name not in steps or stale:
            return
        self._busy = True
        self._said, self._done = "", ""
        try:
            await steps[act.name](act, by)
        finally:
            self._busy = False
        self._picture = new_picture()
        self.refresh()

    async def _load(self) -> None:
        desk = self._desk
        if desk is None:
            return
        self._saved = await asyncio.to_thread(desk.text)
        await self._propose(self._draft or self._saved)
        self._versions = await self._visit.area.office.ask(lambda records: records.store.versions())
        self.refresh()

    async def _open_section(self, act: Act, _by: str) -> None:
        name = act.data.get("section", "")
        if name == TEXT or name in SECTIONS:
            self._section, self._index, self._entered = name, -2, {}

    async def _open_entry(self, act: Act, _by: str) -> None:
        if act.data.get("section") == self._section:
            self._index, self._entered = int(act.data.get("index", "-2")), {}

    async def _take(self, act: Act, _by: str) -> None:
        """Take what was entered into the draft; mistakes are said, and the form stays open with them."""
        index = self._index if self._section in REPEATED else 0
        await self._propose(with_entry(self._draft, self._section, index if index >= 0 else None, act.fields))
        if self._mistakes:
            self._entered = act.fields
            if self._section in REPEATED and self._index == -1:
                self._index = len(entries(self._draft, self._section)) - 1
        else:
            self._index, self._entered = -2, {}

    async def _remove(self, act: Act, _by: str) -> None:
        if self._section in REPEATED:
            self._index, self._entered = -2, {}
            await self._propose(without_entry(self._draft, self._section, int(act.data.get("index", "-1"))))

    async def _take_text(self, act: Act, _by: str) -> None:
        await self._propose(act.fields.get("text", "").replace("\r\n", "\n"))

    async def _propose(self, draft: str) -> None:
        self._draft, self._mistakes = draft, ()
        desk = self._desk
        if desk is None:
            return
        try:
            setup = await asyncio.to_thread(desk.check, draft)
        except HallFileError as error:
            self._mistakes = error.mistakes
        else:
            self._texts = sms_texts(setup, setup.public_url or self._visit.area.public_url)

    async def _drop(self, _act: Act, _by: str) -> None:
        self._draft, self._mistakes, self._index, self._entered = self._saved, (), -2, {}

    async def _restore(self, act: Act, _by: str) -> None:
        """Make an earlier version the draft; it is saved like any other change."""
        version = next((each for each in self._versions if str(each.id) == act.data.get("version")), None)
        if version is not None:
            self._index, self._entered = -2, {}
            await self._propose(version.content)

    async def _save(self, act: Act, by: str) -> None:
        desk, draft, before = self._desk, self._draft, self._saved
        if desk is None or draft == before or self._mistakes:
            return
        what = " ".join(act.fields.get("what", "").split())[:200]
        try:
            put = await asyncio.to_thread(desk.put, draft, before)
        except HallFileError as error:
            self._mistakes = error.mistakes
        except ChangedMeanwhileError as error:
            self._said = self._words[error.code]
            self._saved = await asyncio.to_thread(desk.text)
        except NotWritableError as error:
            self._said = self._words[error.code].format(reason=error.reason)
        except HinderedError as error:
            self._said = " ".join(self._words[each.reason].format(id=each.subject) for each in error.hindrances)
        else:
            await self._keep(by, what or self._words["no_reason"])
            self._done = self._words["needs_restart" if put.needs_restart else "holds_now"]

    async def _keep(self, by: str, what: str) -> None:
        before, draft, now = self._saved, self._draft, self._visit.hall.glance.now
        versions = [HallVersion(now, by, what, draft)]
        if not self._versions:
            versions.insert(0, HallVersion(now, "-", ORIGINAL, before))
        for version in versions:
            await self._visit.area.office.ask(lambda records, version=version: records.store.keep_version(version))  # type: ignore[misc]  # bound now
        self._visit.area.office.record(by, "hall_file_changed", "", said=what)
        await self._load()
