"""How a voice speaks: all that its settings file can say, and what the rules make of it. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from pathlib import Path

from hardware.sound import Output
from hardware.sound.reading import Language


@dataclass(frozen=True, slots=True)
class Zone:
    """The calls that this voice says: those to its windows, of its queues' prefixes. None means all."""

    windows: frozenset[str] | None = None
    prefixes: frozenset[str] | None = None

    def holds(self, number: str, window: str) -> bool:
        prefix = re.match("[A-Za-z]*", number)
        return (self.windows is None or window in self.windows) and (
            self.prefixes is None or (prefix is not None and prefix[0] in self.prefixes)
        )


@dataclass(frozen=True, slots=True)
class RecallRule:
    """Each recall is ``louder_db`` louder than the call before it, all in all ``at_most_db``."""

    louder_db: float = 3.0
    at_most_db: float = 6.0


@dataclass(frozen=True, slots=True)
class VolumeFrom:
    """From this time of day on, ``percent`` of the full amplitude; 0 is silence."""

    begins: time
    percent: int


@dataclass(frozen=True, slots=True)
class VoiceRules:
    """One voice. ``clips`` names folders of recorded clips; a language without one has synthesised ones.

    ``volume`` is in the order of the day. ``repeat`` is how often a call is said while nobody else waits to be called.
    """

    languages: tuple[Language, ...] = ("zh", "en")
    yao: bool = False
    repeat: int = 1
    drop_after: timedelta = timedelta(seconds=60)
    chime: bool = True
    recall: RecallRule = RecallRule()
    volume: tuple[VolumeFrom, ...] = (VolumeFrom(time(), 100),)
    zone: Zone = Zone()
    clips: Mapping[Language, Path] = field(default_factory=dict)
    output: Output = field(default_factory=Output)


def volume_at(volume: tuple[VolumeFrom, ...], moment: datetime) -> int:
    """The volume in percent at a moment in the hall's own zone. Before the day's first entry the last one holds on."""
    begun = [entry for entry in volume if entry.begins <= moment.time()]
    return (begun or volume)[-1].percent


def loudness(percent: int, recalls: int, rule: RecallRule) -> float:
    """The factor, 0 to 1, for a sound at full amplitude.

    1 is the loudest recall at full volume: a first call keeps that much room below it, so that nothing is ever cut.
    """
    below_db = rule.at_most_db - min(recalls * rule.louder_db, rule.at_most_db)
    return float(percent / 100 * 10 ** (-below_db / 20))
