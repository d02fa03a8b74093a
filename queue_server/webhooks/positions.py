"""How far each subscriber is in the journal, on disk."""

import json
from pathlib import Path

from queue_server.service.clients import replace_privately


class Positions:
    """One small file a subscriber: each belongs to one thread."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._folder = folder

    def get(self, webhook: str) -> int | None:
        """The ``seq`` of the last event it took; none of a subscriber that was never here."""
        try:
            return int(json.loads(self._file(webhook).read_text())["seq"])
        except FileNotFoundError:
            return None

    def keep(self, webhook: str, seq: int) -> None:
        """On disk when this returns."""
        replace_privately(self._file(webhook), json.dumps({"seq": seq}))

    def _file(self, webhook: str) -> Path:
        return self._folder / f"{webhook}.json"
