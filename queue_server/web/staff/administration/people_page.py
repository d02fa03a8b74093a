"""Who works here: accounts, roles, links with which people choose their password."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from queue_server.staff.accounts import Account
from queue_server.staff.errors import StaffError
from queue_server.staff.roles import Role
from queue_server.web.staff.administration.rights import administrator_of
from queue_server.web.staff.office import Records
from queue_server.web.staff.visit import Act, Surface, Visit, new_picture
from queue_server.web.words.administration import ADMINISTRATION


class PeoplePage:
    """Belongs to one visit. ``_editing`` is the account whose form is open: none, or a new one with an empty id."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._words = visit.words(ADMINISTRATION)
        self._editing: Account | None = None
        self._mistake = ""
        self._link: tuple[str, str] | None = None
        self._picture = new_picture()
        self._form = Surface(visit, self._act, name="panel")
        self._list = Surface(visit, self._act, name="panel")
        visit.follow(self.refresh)

    def refresh(self) -> None:
        office, now = self._visit.area.office, self._visit.hall.glance.now
        self._form.show(
            self._visit.draw(
                "admin_person.html",
                words=self._words,
                editing=self._editing,
                mistake=self._mistake,
                link=self._link,
                roles=list(Role),
                picture=self._picture,
            )
        )
        people = {"accounts": office.accounts, "now": now, "roles": list(Role)}
        self._list.show(self._visit.draw("admin_people.html", words=self._words, **people))

    async def _act(self, act: Act) -> None:
        steps: Mapping[str, Callable[[Act, str], Awaitable[None]]] = {
            "add": self._open_new,
            "edit": self._open,
            "save": self._save,
            "link": self._make_link,
            "close": self._close,
        }
        by = administrator_of(self._visit)
        if by is None or act.name not in steps:
            return
        self._mistake = ""
        try:
            await steps[act.name](act, by)
        except StaffError as error:
            self._mistake = self._words[error.code].format(**{"field": "", **error.details})
        self.refresh()

    async def _open_new(self, _act: Act, _by: str) -> None:
        self._editing, self._link, self._picture = Account("", "", frozenset({Role.CLERK})), None, new_picture()

    async def _open(self, act: Act, _by: str) -> None:
        self._editing, self._link = self._account(act), None
        self._picture = new_picture()

    async def _close(self, _act: Act, _by: str) -> None:
        self._editing, self._link = None, None

    async def _save(self, act: Act, by: str) -> None:
        before = self._editing
        if before is None or act.data.get("picture") != str(self._picture):
            return
        roles = frozenset(role for role in Role if role.value in act.fields.get("roles", "").split())
        entered = replace(
            before,
            id=before.id or act.fields.get("id", "").strip(),
            name=act.fields.get("name", "").strip(),
            roles=roles,
            subject=act.fields.get("subject", "").strip() or None,
            disabled=act.fields.get("disabled") == "yes",
        )
        if before.id:
            await self._ask(lambda records: records.entrance.change(by, entered))
            self._editing = None
            return
        self._picture = new_picture()
        # What was entered stays on the form while something is wrong with it.
        self._editing = replace(entered, id="")
        link = await self._ask(lambda records: records.entrance.add(by, entered))
        self._editing, self._link = None, (entered.name, self._address(link))

    async def _make_link(self, act: Act, by: str) -> None:
        account = self._account(act)
        if account is not None:
            link = await self._ask(lambda records: records.entrance.new_link(by, account.id))
            self._editing, self._link = None, (account.name, self._address(link))

    def _account(self, act: Act) -> Account | None:
        return next((each for each in self._visit.area.office.accounts if each.id == act.data.get("account")), None)

    async def _ask(self, work: Callable[[Records], str | None]) -> str:
        return await self._visit.area.office.ask(work) or ""

    def _address(self, link: str) -> str:
        return f"{self._visit.area.public_url}/staff/link/{link}"
