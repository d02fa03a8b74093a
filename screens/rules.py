"""How a screen behaves: all that its settings file can say. Pure."""

import re
from dataclasses import dataclass
from datetime import time
from pathlib import Path
from typing import Literal

from queue_server.contract.views import Board

Language = Literal["zh", "en"]


@dataclass(frozen=True, slots=True)
class Zone:
    """What a screen shows of its hall; none means all.

    Calls are chosen by window and by the letters before their number, missed numbers by the letters alone (nothing
    else is known of them), waiting counts by queue.
    """

    windows: frozenset[str] | None = None
    queues: frozenset[str] | None = None
    prefixes: frozenset[str] | None = None

    def of(self, board: Board) -> Board:
        """The part of a board that is in this zone."""
        return board.model_copy(
            update={
                "calls": tuple(call for call in board.calls if self.holds(call.number, call.window)),
                "missed": tuple(number for number in board.missed if self._holds_number(number)),
                "queues": tuple(state for state in board.queues if self.queues is None or state.queue in self.queues),
            }
        )

    def holds(self, number: str, window: str) -> bool:
        """Whether a call of ``number`` to ``window`` is in this zone."""
        return (self.windows is None or window in self.windows) and self._holds_number(number)

    def _holds_number(self, number: str) -> bool:
        letters = re.match("[A-Za-z]*", number)
        return self.prefixes is None or (letters is not None and letters[0] in self.prefixes)


@dataclass(frozen=True, slots=True)
class Languages:
    """``shown`` side by side, the first one large; or ``in_turn``, each for ``seconds``, all of it large."""

    shown: tuple[Language, ...] = ("zh", "en")
    in_turn: bool = False
    seconds: float = 8.0


@dataclass(frozen=True, slots=True)
class Calls:
    """``rows`` earlier calls stand below the newest, none: as many as there is room for.

    A page of them stands for ``page_seconds``; ``captions`` shows in words what the voice says.
    """

    rows: int | None = None
    page_seconds: float = 8.0
    captions: bool = True


@dataclass(frozen=True, slots=True)
class PlaylistRule:
    """Pictures and notices of a folder, by their names, each for ``seconds``."""

    folder: Path
    seconds: float = 15.0


@dataclass(frozen=True, slots=True)
class Hours:
    """From one time of day to another; to an earlier one is over midnight."""

    begins: time
    ends: time

    def hold(self, moment: time) -> bool:
        if self.begins <= self.ends:
            return self.begins <= moment < self.ends
        return moment >= self.begins or moment < self.ends


@dataclass(frozen=True, slots=True)
class ScreenRules:
    """One screen; what its kind does not have is not looked at."""

    zone: Zone = Zone()
    languages: Languages = Languages()
    calls: Calls = Calls()
    playlist: PlaylistRule | None = None
    dark: tuple[Hours, ...] = ()
