"""Reads the next file of a playlist beside the screen, so that a large picture holds up no call."""

import threading
from collections.abc import Callable
from datetime import datetime
from pathlib import Path

import structlog

from screens.playlist.order import in_turn, playable
from screens.playlist.slides import Slide, UnshowableError, read_slide, stamp_of


class Reel:
    """The slide that is on: read by a thread of its own, looked at by the screen's.

    The folder is listed anew at each turn: whoever puts a file into it need do nothing else.
    """

    def __init__(self, folder: Path, seconds: float, size: tuple[int, int], *, clock: Callable[[], datetime]) -> None:
        self._folder = folder
        self._seconds = seconds
        self._size = size
        self._clock = clock
        self._slide: Slide | None = None
        self._said: dict[Path, str] = {}
        self._stopping = threading.Event()
        self._log = structlog.get_logger("playlist")
        self._thread = threading.Thread(target=self._play, name="playlist", daemon=True)

    @property
    def slide(self) -> Slide | None:
        """What is on; none while nothing can be shown."""
        return self._slide

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self._stopping.set()
        self._thread.join()

    def _play(self) -> None:
        while not self._stopping.is_set():
            now = self._clock().timestamp()
            turn = int(now // self._seconds)
            self._slide = self._next(turn)
            self._stopping.wait((turn + 1) * self._seconds - now)

    def _next(self, turn: int) -> Slide | None:
        for name in in_turn(self._names(), turn):
            file = self._folder / name
            try:
                return self._read(file)
            except UnshowableError as error:
                self._say(file, error.reason)
        return None

    def _read(self, file: Path) -> Slide:
        on = self._slide
        if on is not None and on.file == file and on.stamp == stamp_of(file):
            return on
        slide = read_slide(file, self._size)
        self._said.pop(file, None)
        return slide

    def _names(self) -> list[str]:
        try:
            names = playable(entry.name for entry in self._folder.iterdir())
        except OSError as error:
            self._say(self._folder, str(error))
            return []
        self._said = {file: reason for file, reason in self._said.items() if file.name in names}
        return names

    def _say(self, file: Path, reason: str) -> None:
        """A file that stays as it is, is complained of once."""
        if self._said.get(file) != reason:
            self._said[file] = reason
            self._log.warning("not_shown", file=str(file), reason=reason)
