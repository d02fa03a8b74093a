"""The audit log: who did what, when, to what."""

from queue_server.staff.audit import AuditEntry
from queue_server.web.staff.administration.rights import administrator_of
from queue_server.web.staff.visit import Act, Surface, Visit
from queue_server.web.words.administration import ADMINISTRATION
from queue_server.web.words.audit import DONE

SHOWN = 300


class LogPage:
    """Shows the newest entries; of one person where one is chosen."""

    def __init__(self, visit: Visit) -> None:
        self._visit = visit
        self._words = visit.words(ADMINISTRATION)
        self._who = ""
        self._entries: list[AuditEntry] = []
        self._list = Surface(visit, self._act, name="panel log")
        visit.follow(self.refresh)
        visit.soon(self._look)

    def refresh(self) -> None:
        office, hall = self._visit.area.office, self._visit.hall.glance.hall
        self._list.show(
            self._visit.draw(
                "admin_log.html",
                words=self._words,
                done=self._visit.words(DONE),
                entries=[(f"{hall.local(entry.at):%m-%d %H:%M:%S}", entry) for entry in self._entries],
                names={account.id: account.name for account in office.accounts},
                accounts=office.accounts,
                who=self._who,
            )
        )

    async def _look(self) -> None:
        who = self._who
        self._entries = await self._visit.area.office.ask(lambda records: records.store.audit(who=who, most=SHOWN))
        self.refresh()

    async def _act(self, act: Act) -> None:
        if act.name == "show" and administrator_of(self._visit):
            self._who = act.fields.get("who", "")
            await self._look()
