"""What needs a hand: programs that are away, devices that say so, and what the server raised an alert for. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from queue_server.contract.views import Alert, PartHealth
from screens.board.cleaning import shown
from screens.board.seen import Seen
from screens.wall import words
from screens.wall.seen import WallSeen
from screens.words import Phrase, nameless_window, phrase

NEVER_ANSWERS = "never_answers"
"""The detail of a device that has no voice: it is as well as anybody can know."""

_URGENT = ("out", "jam", "cover_open", "offline")
"""Conditions in which a device does nothing for citizens; of the others the unknown come first."""


@dataclass(frozen=True, slots=True)
class Need:
    """``what`` is the matter at ``where``, and what to do; ``urgent`` where somebody is to see to it now."""

    where: Phrase
    what: Phrase
    urgent: bool


def needs_of(seen: WallSeen) -> tuple[Need, ...]:
    """The urgent ones first, then by name. Of a program that is away its devices are not known: it stands for them.

    Programs and devices are heard directly, so also while the server is away; of its alerts only the others are taken.
    """
    needs = [*_away(seen), *_ill(seen), *_raised(seen)]
    return tuple(sorted(needs, key=lambda need: (not need.urgent, _numbered(need.where.zh))))


def reporting(seen: WallSeen) -> int:
    """How many programs told that they are there, or how their devices are."""
    return len(seen.presences.keys() | seen.healths.keys())


def _away(seen: WallSeen) -> Iterator[Need]:
    for client, presence in seen.presences.items():
        if not presence.online:
            yield Need(Phrase(shown(client)), words.program_away(shown(presence.kind)), urgent=True)


def _ill(seen: WallSeen) -> Iterator[Need]:
    for client, health in seen.healths.items():
        presence = seen.presences.get(client)
        if presence is not None and not presence.online:
            continue
        for part, state in health.parts.items():
            if _needs_a_hand(state):
                what = words.part_needs(shown(part), state.status)
                yield Need(Phrase(shown(client)), what, urgent=state.status in _URGENT)


def _raised(seen: WallSeen) -> Iterator[Need]:
    """Somebody sees to what was acknowledged: it is not urgent any more."""
    for alert in seen.alerts:
        what = words.alert_raised(alert.rule, alert.target)
        if what is not None:
            yield Need(_where(alert, seen.hall), what, urgent=alert.urgent and alert.acknowledged_by is None)


def _where(alert: Alert, hall: Seen) -> Phrase:
    """The queue or window by its name, where that is known; a service has none."""
    if alert.rule == "window_idle":
        window = hall.windows.get(alert.subject)
        return phrase(window.name) if window else nameless_window(shown(alert.subject))
    queues = hall.board.queues if hall.board else ()
    names = (phrase(queue.name) for queue in queues if queue.queue == alert.subject)
    return next(names, Phrase(shown(alert.subject)))


def _needs_a_hand(state: PartHealth) -> bool:
    return state.status != "ok" and not (state.status == "unknown" and state.detail == NEVER_ANSWERS)


def _numbered(client: str) -> tuple[str, int, str]:
    """``kiosk-2`` before ``kiosk-10``."""
    letters = client.rstrip("0123456789")
    digits = client[len(letters) :]
    return letters, int(digits) if digits else 0, client
