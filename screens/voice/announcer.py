"""Who is announced next, and who not any more. Pure: the time comes in, nothing is said here."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal

from screens.voice.rules import Zone
from screens.voice.speech import Announcement

REMEMBERED = 1000
"""Announcements that are not taken in a second time: more than a hall calls in an hour."""

Unsaid = Literal["late", "withdrawn", "replaced"]
"""Why an announcement was not said: it waited too long, the board calls it no more, or it was called anew."""


@dataclass(frozen=True, slots=True)
class Left:
    """An announcement that will not be said."""

    announcement: Announcement
    why: Unsaid


@dataclass(frozen=True, slots=True)
class Turn:
    """What is to be said now, and how often."""

    announcement: Announcement
    times: int


@dataclass(frozen=True, slots=True)
class _Waiting:
    announcement: Announcement
    since: datetime


class Announcer:
    """A queue of announcements. ``counts`` tells how many were left unsaid, for each reason."""

    def __init__(self, zone: Zone, repeat: int, drop_after: timedelta) -> None:
        self._zone = zone
        self._repeat = repeat
        self._drop_after = drop_after
        self._waiting: list[_Waiting] = []
        self._known: dict[Announcement, None] = {}
        self.counts: Counter[str] = Counter()

    @property
    def waiting(self) -> int:
        return len(self._waiting)

    def hear(self, announcements: Iterable[Announcement], since: datetime) -> tuple[Left, ...]:
        """Take in what was called at ``since``, the earliest first.

        Nothing is taken in twice. A number that still waits and is called anew keeps its place and is said once.
        """
        left: list[Left] = []
        for announcement in announcements:
            if announcement in self._known or not self._zone.holds(announcement.number, announcement.window):
                continue
            self._remember(announcement)
            left += self._place(_Waiting(announcement, since))
        return tuple(left)

    def withdraw(self, gone: frozenset[Announcement]) -> tuple[Left, ...]:
        """Leave out whoever is called no more: is being served, has been missed, was taken back."""
        withdrawn = [entry for entry in self._waiting if entry.announcement in gone]
        self._waiting = [entry for entry in self._waiting if entry.announcement not in gone]
        return tuple(self._leave(entry, "withdrawn") for entry in withdrawn)

    def next(self, now: datetime) -> tuple[Turn | None, tuple[Left, ...]]:
        """The next to be said, if there is one, and those that have become too late for it.

        Where others wait, each is said once only, whatever the settings.
        """
        left: list[Left] = []
        while self._waiting:
            entry = self._waiting.pop(0)
            if now - entry.since > self._drop_after:
                left.append(self._leave(entry, "late"))
                continue
            return Turn(entry.announcement, 1 if self._waiting else self._repeat), tuple(left)
        return None, tuple(left)

    def _place(self, new: _Waiting) -> list[Left]:
        for place, entry in enumerate(self._waiting):
            if entry.announcement.number == new.announcement.number:
                self._waiting[place] = new
                return [self._leave(entry, "replaced")]
        self._waiting.append(new)
        return []

    def _leave(self, entry: _Waiting, why: Unsaid) -> Left:
        self.counts[why] += 1
        return Left(entry.announcement, why)

    def _remember(self, announcement: Announcement) -> None:
        self._known[announcement] = None
        if len(self._known) > REMEMBERED:
            del self._known[next(iter(self._known))]
