"""What is wrong between a screen and its hall, and since when: every screen says it in the same words. Pure."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from screens import words
from screens.board.seen import Seen
from screens.words import NOTHING, Phrase

GRACE_S = 2.0
"""A broker or server that is back within this was restarted: no call was lost by it and nobody need be told."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """``title`` says what is wrong, ``until`` up to when what is on screen was true: nothing when that is not known."""

    title: Phrase
    until: Phrase


def trouble_of(seen: Seen, now: datetime) -> Trouble | None:
    """What is to be said at ``now``, a moment in the hall's zone; nothing when all is well or not yet long ill."""
    until = words.as_of(_told(_true_until(seen, now), now)) if seen.board else NOTHING
    if seen.stale_since is not None:
        if now - seen.stale_since < timedelta(seconds=GRACE_S):
            return None
        if seen.board is None:
            return Trouble(words.CONNECTING, NOTHING)
        return Trouble(words.line_lost(_told(seen.stale_since, now)), until)
    if seen.server_online is False:
        went = seen.server_away_since
        if went is None:
            return Trouble(words.server_away(None), until)
        if now - went >= timedelta(seconds=GRACE_S):
            return Trouble(words.server_away(_told(went, now)), until)
    return None


def local_time(seen: Seen, now: datetime) -> datetime:
    """``now`` on the hall's own clock: as the hall says, else as its board's messages do."""
    if seen.hall and seen.hall.timezone:
        return seen.hall.local(now)
    return now.astimezone(seen.board.at.tzinfo) if seen.board else now


def _true_until(seen: Seen, now: datetime) -> datetime:
    return seen.stale_since or seen.server_away_since or (seen.board.at if seen.board else now)


def _told(moment: datetime, now: datetime) -> Phrase:
    return words.day_or_time(moment.astimezone(now.tzinfo), now)
