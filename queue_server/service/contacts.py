"""Where the service hands on what people give to be told things. What a contact is, it does not know."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any, Protocol

from queue_server.contract.commands import CommandData
from queue_server.domain import commands as domain


class ContactKeeper(Protocol):
    """Keeps contacts with the events that they come with."""

    def contact_of(self, data: CommandData, asked: domain.Command, now: datetime) -> Any | None:
        """The contact that a command brings: ``data`` as it was sent, ``asked`` as the domain was asked.

        :raises ValueError: when it is none; the text is for whoever sent it, and does not repeat it.
        """

    def keep(self, contacts: Iterable[Any]) -> None:
        """Keep contacts; it is called inside the commit of the events that they belong to."""
