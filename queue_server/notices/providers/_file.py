"""Writes what would be sent: for a hall without a contract, and for the demonstration."""

from collections.abc import Sequence
from pathlib import Path

from queue_server.notices.outcomes import Accepted, Finding, NoWord, Receipt, Refusal, Refused, Word
from queue_server.notices.providers._interface import Order, Question


class FileProvider:
    """A line a message: the masked number and the text."""

    def __init__(self, path: Path) -> None:
        self._path = path

    def send(self, order: Order) -> Word:
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            with self._path.open("a", encoding="utf-8") as file:
                file.write(f"{order.phone.masked}\t{order.text}\n")
        except OSError:
            return Refused(Refusal.ILL, "file_not_written")
        return Accepted()

    def ask(self, question: Question) -> Finding:
        del question
        return NoWord("cannot_ask")

    def listen(self, timeout_s: float) -> Sequence[Receipt] | None:
        del timeout_s
        return None

    def close(self) -> None:
        """Nothing is held."""
