"""How far each office is, on disk: in our journal, and we in what it says."""

import json
from dataclasses import asdict, dataclass
from pathlib import Path

from queue_server.service.clients import replace_privately


@dataclass(frozen=True, slots=True)
class Place:
    """``seq`` is the last event that the office has, ``after`` the place of its last change that we have."""

    seq: int
    after: str | None = None


class PlaceFile:
    """One small file; it belongs to one thread."""

    def __init__(self, file: Path) -> None:
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._file = file

    def read(self) -> Place | None:
        """None of an office that was never here."""
        try:
            return Place(**json.loads(self._file.read_text()))
        except FileNotFoundError:
            return None

    def keep(self, place: Place) -> None:
        """On disk when this returns."""
        replace_privately(self._file, json.dumps(asdict(place)))
