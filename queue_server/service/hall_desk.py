"""The hall file of a running server: read, checked, and changed for good."""

import os
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from pydantic import BaseModel

from queue_server.domain.changeover import Hindrance
from queue_server.domain.hall import Hall
from queue_server.service.hall_file import HallSetup, read_hall_text

APPLIED_WITHIN_S = 10.0
"""A hall takes a change between two commands, within milliseconds."""


class HallDeskError(Exception):
    """Root of what can go wrong here; ``code`` is stable."""

    code: ClassVar[str] = "hall_desk"


class ChangedMeanwhileError(HallDeskError):
    """The file is not any more what the change was based on."""

    code = "changed_meanwhile"


class NotWritableError(HallDeskError):
    """The file cannot be written; ``reason`` is the system's word for it. Nothing changed."""

    code = "not_writable"

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


class HinderedError(HallDeskError):
    """Who is in the hall hinders the change. Nothing changed."""

    code = "hindered"

    def __init__(self, hindrances: tuple[Hindrance, ...]) -> None:
        super().__init__(", ".join(f"{each.reason} {each.subject}" for each in hindrances))
        self.hindrances = hindrances


@dataclass(frozen=True, slots=True)
class Put:
    """A change that holds. ``needs_restart``: some of it holds from the server's next start on."""

    needs_restart: bool


class HallDesk:
    """Takes its time: not for an event loop's thread."""

    def __init__(
        self,
        file: Path,
        more: Mapping[str, type[BaseModel]],
        change: Callable[[Hall], "Future[tuple[Hindrance, ...]]"],
    ) -> None:
        """``change`` makes the hall work on in another hall: :meth:`queue_server.service.loop.HallLoop.change_hall`."""
        self._file = file
        self._more = more
        self._change = change

    def text(self) -> str:
        """The file as it is."""
        return self._file.read_text(encoding="utf-8")

    def check(self, text: str) -> HallSetup:
        """:raises HallFileError: with every mistake of such a file."""
        return read_hall_text(text, self._file, self._more)

    def put(self, text: str, based_on: str) -> Put:
        """Make ``text`` the hall file, and the hall work by it at once.

        :raises HallFileError: when it has mistakes.
        :raises HallDeskError: when it cannot be.
        """
        before = self.text()
        if before != based_on:
            raise ChangedMeanwhileError
        setup, old = self.check(text), self.check(before)
        self._apply(setup.hall)
        try:
            self._write(text)
        except OSError as error:
            self._apply(old.hall)
            raise NotWritableError(error.strerror or str(error)) from error
        return Put(needs_restart=_beside_the_hall(setup) != _beside_the_hall(old))

    def _apply(self, hall: Hall) -> None:
        hindered = self._change(hall).result(APPLIED_WITHIN_S)
        if hindered:
            raise HinderedError(hindered)

    def _write(self, text: str) -> None:
        """Whole or not at all, with the rights that the file has."""
        new = self._file.with_name(f".{self._file.name}.{os.getpid()}")
        with new.open("w", encoding="utf-8") as out:
            out.write(text)
            out.flush()
            os.fsync(out.fileno())
        new.chmod(self._file.stat().st_mode & 0o777)
        new.replace(self._file)


def _beside_the_hall(setup: HallSetup) -> tuple[object, ...]:
    return setup.enrolled_only, setup.public_url, setup.alerts, setup.more
