"""The hall's staff: reception gives tickets to those who came before, clerks press their keys."""

from dataclasses import dataclass

from onedoor.demo.processes import DemoError
from onedoor.window_keys import KEYS, RefusedError, press
from queue_server.contract.asking import Asker
from queue_server.contract.commands import Holder, IdType, IssueTicket
from queue_server.contract.errors import NoReplyError

EARLIER = ("household", "social", "household", "tax", "civil", "social", "housing", "household", "tax")
"""The queues of the people who came before, in the order they came."""

PHONES = {0: ("13800138000", "zh"), 2: ("13900139000", "en")}
"""The telephone numbers and languages of some of them, by their place: they are told by SMS how it goes on."""

REPLY_WITHIN_S = 30.0


@dataclass(frozen=True, slots=True)
class Staff:
    """Speaks the contract like any other client."""

    asker: Asker

    def let_people_in(self) -> None:
        """Take a ticket at the counter for each of :data:`EARLIER`."""
        for place, queue in enumerate(EARLIER):
            phone, language = PHONES.get(place, (None, None))
            holder = Holder(id_type=IdType.NONE, phone=phone, language=language)
            command = self.asker.new_command(IssueTicket(queue=queue, holder=holder))
            self.asker.ask(command, timeout_s=REPLY_WITHIN_S)

    def press(self, window: str, key: str) -> str:
        """Press a key of a window; returns what came of it, a refusal too.

        :raises DemoError: when the server does not answer, or there is no such key.
        """
        if key not in KEYS:
            raise DemoError(f"a key is one of {', '.join(KEYS)}")
        try:
            return press(self.asker, window, key, f"100{window}", timeout_s=REPLY_WITHIN_S)
        except RefusedError as error:
            return str(error)
        except NoReplyError as error:
            raise DemoError(str(error)) from error
