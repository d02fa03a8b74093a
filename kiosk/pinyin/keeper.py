"""The dictionary of this terminal: made once in the background, opened when it is there."""

import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import structlog

from kiosk.flow.offered import Candidate
from kiosk.pinyin.dictionary import VERSION, Dictionary

FILE_NAME = "pinyin.db"

MADE_WITHIN_S = 600.0
"""It takes ten seconds on two cores."""


class DictionaryKeeper:
    """Used from the program's own thread. Until the dictionary is there nothing is found, and ``ready`` is false."""

    def __init__(self, folder: Path, *, post: Callable[[Callable[[], None]], None]) -> None:
        self._file = folder / FILE_NAME
        self._post = post
        self._dictionary: Dictionary | None = None
        self._making: subprocess.Popen[bytes] | None = None
        self._thread: threading.Thread | None = None
        self._log = structlog.get_logger("pinyin")

    @property
    def ready(self) -> bool:
        return self._dictionary is not None

    def start(self, changed: Callable[[], None]) -> None:
        """``changed`` is called when the dictionary is there."""
        if _version_of(self._file) == VERSION:
            self._open()
            return
        self._thread = threading.Thread(target=self._make, args=(changed,), name="pinyin", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        if self._making is not None:
            self._making.kill()
        if self._thread is not None:
            self._thread.join()
        if self._dictionary is not None:
            self._dictionary.close()
            self._dictionary = None

    def candidates(self, typed: str) -> tuple[Candidate, ...]:
        if self._dictionary is None:
            return ()
        try:
            return self._dictionary.candidates(typed)
        except sqlite3.Error as error:
            self._log.error("dictionary_unreadable", reason=str(error))
            return ()

    def _make(self, changed: Callable[[], None]) -> None:
        self._making = subprocess.Popen([sys.executable, "-m", "kiosk.pinyin.making", str(self._file)])
        try:
            code = self._making.wait(MADE_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._making.kill()
            code = self._making.wait()
        if code == 0:
            self._post(lambda: self._made(changed))
        elif code > 0:
            self._log.error("dictionary_not_made", code=code)

    def _made(self, changed: Callable[[], None]) -> None:
        self._open()
        changed()

    def _open(self) -> None:
        try:
            self._dictionary = Dictionary(self._file)
        except sqlite3.Error as error:
            self._log.error("dictionary_unreadable", reason=str(error))


def _version_of(file: Path) -> int | None:
    if not file.exists():
        return None
    try:
        with closing(sqlite3.connect(f"{file.absolute().as_uri()}?mode=ro", uri=True)) as database:
            return int(database.execute("PRAGMA user_version").fetchone()[0])
    except sqlite3.Error:
        return None
