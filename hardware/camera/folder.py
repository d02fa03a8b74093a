"""A folder of pictures in place of a camera: the simulator, and the way in for scanned files."""

from __future__ import annotations

import stat
from pathlib import Path
from urllib.parse import unquote, urlsplit

from hardware.camera.camera import DEFAULT_LIMITS, Limits, Picture
from hardware.camera.errors import CameraError, CameraGoneError, CameraSilentError, PictureError, PictureTooLargeError
from hardware.errors import BadLinkUrlError, LinkCannotOpenError
from hardware.status import PartHealth, PartStatus

SUFFIXES = (".jpg", ".jpeg", ".png")


class FolderCamera:
    """Takes the pictures of a folder in order of name, and begins again behind the last.

    What else lies there is left alone. A picture that is none is passed over by the next `take`.
    """

    def __init__(self, folder: Path, limits: Limits = DEFAULT_LIMITS) -> None:
        self._folder: Path | None = folder
        self._limits = limits
        self._last = ""

    def take(self) -> Picture:
        file = self._next()
        self._last = file.name
        return self._read(file)

    def health(self) -> PartHealth:
        try:
            self._read(self._next())
        except PictureError as error:
            return PartHealth(PartStatus.UNKNOWN, error.code)
        except CameraError as error:
            return PartHealth(PartStatus.OFFLINE, error.code)
        return PartHealth(PartStatus.OK)

    def close(self) -> None:
        self._folder = None

    def _next(self) -> Path:
        if self._folder is None:
            raise CameraGoneError("closed")
        try:
            files = sorted(file for file in self._folder.iterdir() if file.suffix.lower() in SUFFIXES)
        except OSError as error:
            raise CameraGoneError(f"{self._folder}: {error.strerror}") from error
        if not files:
            raise CameraSilentError(f"{self._folder}: no picture")
        return next((file for file in files if file.name > self._last), files[0])

    def _read(self, file: Path) -> Picture:
        most = self._limits.most_bytes
        try:
            # Opening a named pipe would wait for ever.
            if not stat.S_ISREG(file.stat().st_mode):
                raise CameraSilentError(f"{file}: no file")
            with file.open("rb") as opened:
                data = opened.read(most + 1)
                size = file.stat().st_size
        except OSError as error:
            raise CameraSilentError(f"{file}: {error.strerror}") from error
        if len(data) > most:
            raise PictureTooLargeError("bytes", max(size, len(data)), most)
        return Picture.from_bytes(data, self._limits)


def open_folder(url: str) -> FolderCamera:
    """`folder:///path`. Raises BadLinkUrlError or LinkCannotOpenError."""
    parts = urlsplit(url)
    if parts.scheme != "folder" or parts.netloc or parts.query or not parts.path.startswith("/"):
        raise BadLinkUrlError(url, "expected folder:///path/of/the/folder")
    folder = Path(unquote(parts.path))
    if not folder.is_dir():
        raise LinkCannotOpenError(url, "no such folder")
    return FolderCamera(folder)
