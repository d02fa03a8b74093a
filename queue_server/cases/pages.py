"""Pages as sealed files: one folder a case, so that what is deleted is gone from the disk with it.

A page's file is on disk before the event that tells of it: there is never an event without its page. A file without an
event goes with its case.
"""

import os
import shutil
from contextlib import suppress
from pathlib import Path

import structlog

from queue_server.cases.pictures import small
from queue_server.sealing import Sealer

SMALL = ".small"


class PageFolder:
    """May be used from any thread."""

    def __init__(self, folder: Path, sealer: Sealer) -> None:
        self._folder = folder
        self._sealer = sealer
        self._log = structlog.get_logger("pages")

    def put(self, case: str, page: str, digest: str, body: bytes) -> None:
        """Seal and keep a page; it is on disk when this returns. ``digest`` tells two takes of one page apart."""
        file = self._file(case, page, digest)
        file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        new = file.with_suffix(f".{os.getpid()}.{os.urandom(4).hex()}")
        with os.fdopen(os.open(new, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(self._sealer.seal(body, _place(case, page)))
            out.flush()
            os.fsync(out.fileno())
        new.replace(file)
        _sync(file.parent)

    def has(self, case: str, page: str, digest: str) -> bool:
        return self._file(case, page, digest).is_file()

    def read(self, case: str, page: str, digest: str) -> bytes | None:
        """The picture; none where it is not there or was sealed with another key, which is logged."""
        try:
            sealed = self._file(case, page, digest).read_bytes()
        except OSError:
            return None
        body = self._sealer.open(sealed, _place(case, page))
        if body is None:
            self._log.error("page_unreadable", case=case, means="its key is not the one it was sealed with")
        return body

    def small(self, case: str, page: str, digest: str) -> bytes | None:
        """The page as a small picture: made once and kept sealed. One that a power cut broke is made anew."""
        file = self._file(case, page, digest).with_suffix(SMALL)
        place = f"{_place(case, page)} small"
        with suppress(OSError):  # not made yet
            if (kept := self._sealer.open(file.read_bytes(), place)) is not None:
                return kept
        body = self.read(case, page, digest)
        if body is None:
            return None
        made = small(body)
        with suppress(FileNotFoundError):  # the case was deleted meanwhile
            file.write_bytes(self._sealer.seal(made, place))
        if not self.has(case, page, digest):
            file.unlink(missing_ok=True)  # or the page alone: nothing of it stays behind
        return made

    def remove(self, case: str, page: str, digest: str) -> None:
        file = self._file(case, page, digest)
        for each in (file, file.with_suffix(SMALL)):
            each.unlink(missing_ok=True)

    def remove_case(self, case: str) -> None:
        """Everything that was handed in with a case."""
        shutil.rmtree(self._of_case(case), ignore_errors=False, onerror=_unless_gone)

    def _of_case(self, case: str) -> Path:
        name = self._sealer.token("case", case)
        return self._folder / name[:2] / name

    def _file(self, case: str, page: str, digest: str) -> Path:
        # Names are tokens: what somebody calls a page never becomes a path.
        return self._of_case(case) / f"{self._sealer.token('page', f'{page} {digest}')}.page"


def _place(case: str, page: str) -> str:
    return f"{case} {page}"


def _unless_gone(_function: object, _path: str, failure: tuple[type[BaseException], BaseException, object]) -> None:
    if not isinstance(failure[1], FileNotFoundError):
        raise failure[1]


def _sync(folder: Path) -> None:
    """A new name is on disk only when its folder is."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
