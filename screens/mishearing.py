"""Keeps a message that comes forty times a second with the same mistake from filling the log."""

from collections.abc import Iterable

from structlog.typing import FilteringBoundLogger

from screens.board.hearing import Misheard


class MishearingLog:
    """Logs what could not be read: of each topic once, until the topic is well again or ill in another way."""

    def __init__(self, log: FilteringBoundLogger) -> None:
        self._log = log
        self._told: dict[str, tuple[str, ...]] = {}

    def note(self, heard: Iterable[str], misheard: Iterable[Misheard]) -> None:
        """``heard`` are the topics of all messages, ``misheard`` those that had mistakes."""
        ill = {message.topic: message.mistakes for message in misheard}
        for topic in heard:
            if topic not in ill:
                self._told.pop(topic, None)
        for topic, mistakes in ill.items():
            if self._told.get(topic) != mistakes:
                self._told[topic] = mistakes
                self._log.warning("message_not_understood", topic=topic, mistakes=mistakes)
