"""What clients said of themselves and their devices, and how services fare: all that the journal cannot know. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import NamedTuple

from queue_server.contract.views import Health, PartCondition, Presence

NEVER_ANSWERS = "never_answers"
"""The detail of a device that has no voice: it is as well as anybody can know."""

TERMINAL = "terminal"
"""The part of a terminal's Health that speaks of the terminal itself."""

_REFUSED = "refused="
"""A word of the terminal's detail: numbers that it gave without a line and that the hall does not know."""


class Here(NamedTuple):
    """Whether a client is there, and since when it has been so."""

    online: bool
    kind: str
    version: str
    since: datetime


class Part(NamedTuple):
    """How a device part is, and since when it has been so."""

    status: PartCondition
    detail: str | None
    since: datetime

    @property
    def well(self) -> bool:
        """Low paper is well enough to serve: it has a rule of its own."""
        return self.status in ("ok", "low") or (self.status == "unknown" and self.detail == NEVER_ANSWERS)

    @property
    def words(self) -> list[str]:
        """What the detail says, one after the other."""
        return (self.detail or "").split()

    @property
    def refused(self) -> tuple[str, ...]:
        """Numbers that people hold in vain."""
        said = next((word for word in self.words if word.startswith(_REFUSED)), _REFUSED)
        return tuple(filter(None, said.removeprefix(_REFUSED).split(",")))


@dataclass(frozen=True, slots=True)
class Heard:
    """``since`` is when hearing began. ``failing`` says of a service (a gateway, a subscriber) why it fails, none where
    it works; of one that never said a word nothing is known. ``expected`` are the kinds of clients that were heard
    before the line to the broker broke.
    """

    since: datetime
    clients: Mapping[str, Here] = field(default_factory=dict)
    parts: Mapping[str, Mapping[str, Part]] = field(default_factory=dict)
    failing: Mapping[str, str | None] = field(default_factory=dict)
    expected: Mapping[str, str] = field(default_factory=dict)

    def begun_again(self, now: datetime) -> "Heard":
        """The line broke and is back: whoever went meanwhile could not be heard to go, so nothing is known for now."""
        expected = {**self.expected, **{client: here.kind for client, here in self.clients.items()}}
        return Heard(now, failing=self.failing, expected=expected)

    def with_presence(self, client: str, presence: Presence | None, now: datetime) -> "Heard":
        """None takes back what was said: the client is of this hall no more."""
        others = {name: here for name, here in self.clients.items() if name != client}
        if presence is None:
            expected = {name: kind for name, kind in self.expected.items() if name != client}
            return replace(self, clients=others, expected=expected)
        before = self.clients.get(client)
        since = before.since if before is not None and before.online == presence.online else now
        here = Here(presence.online, presence.kind, presence.version, since)
        return replace(self, clients={**others, client: here})

    def with_health(self, client: str, health: Health | None, now: datetime) -> "Heard":
        """None takes back what was said."""
        others = {name: parts for name, parts in self.parts.items() if name != client}
        if health is None:
            return replace(self, parts=others)
        before = self.parts.get(client, {})
        parts = {name: _part(before.get(name), said.status, said.detail, now) for name, said in health.parts.items()}
        return replace(self, parts={**others, client: parts})

    def with_service(self, service: str, trouble: str | None) -> "Heard":
        """A service works, or fails for a reason."""
        return replace(self, failing={**self.failing, service: trouble})


def _part(before: Part | None, status: PartCondition, detail: str | None, now: datetime) -> Part:
    since = before.since if before is not None and before.status == status else now
    return Part(status, detail, since)
