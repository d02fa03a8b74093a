"""One attempt to fetch the catalogue: a conditional GET, read line by line into the file that is searched."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NoReturn

import requests
from pydantic import ValidationError

from kiosk.catalogue.errors import CatalogueNotFetchedError
from queue_server.catalogue import Entry, Head, etag, read_entry, read_head, write_catalogue

CONNECT_S = 5.0
READ_S = 20.0
"""The longest silence in the middle; the whole may take longer over a thin line."""

CHUNK_BYTES = 64 * 1024
LINE_BYTES = 1024 * 1024
ENTRIES_AT_MOST = 1_000_000
"""Nothing near this is a catalogue: who sends more is no queue server."""


def fetch_catalogue(
    server: str, hall: str, known: str | None, file: Path, stopped: Callable[[], bool] = lambda: False
) -> str | None:
    """Fetch the catalogue of a hall into ``file`` if the server has another than the ``known`` version.

    ``server`` is the address of the queue server's pages such as ``http://192.168.1.2:8080``. Returns the version that
    is in the file now, None where it is the known one still. ``stopped`` is looked at all along.

    :raises CatalogueNotFetchedError: when it did not come whole; the file is as it was.
    :raises CatalogueNotWrittenError: when the disk refuses; the file is as it was.
    """
    url = f"{server.rstrip('/')}/api/v1/halls/{hall}/catalogue"
    headers = {"If-None-Match": etag(known)} if known else {}
    try:
        with requests.get(url, headers=headers, timeout=(CONNECT_S, READ_S), stream=True) as response:
            if response.status_code == requests.codes.not_modified:
                return None
            response.raise_for_status()
            return _taken_in(_Document(url, response, stopped), file)
    except requests.RequestException as error:
        raise CatalogueNotFetchedError(url, str(error)) from error


def _taken_in(document: "_Document", file: Path) -> str:
    head = document.head()
    write_catalogue(file, head.version, document.entries(head))
    return head.version


class _Document:
    """Reads a response. Whatever is wrong with it comes out as :class:`CatalogueNotFetchedError`."""

    def __init__(self, url: str, response: requests.Response, stopped: Callable[[], bool]) -> None:
        self._url = url
        self._chunks = response.iter_content(CHUNK_BYTES)
        self._stopped = stopped
        self._lines = self._split()

    def head(self) -> Head:
        try:
            head = read_head(next(self._lines, b""))
        except ValidationError:
            self._refuse("the answer does not begin as a catalogue does")
        if not 0 <= head.entries <= ENTRIES_AT_MOST:
            self._refuse(f"it announces {head.entries} entries")
        return head

    def entries(self, head: Head) -> Iterator[Entry]:
        count = 0
        for count, line in enumerate(self._lines, start=1):
            if count > head.entries:
                break
            try:
                yield read_entry(line)
            except ValidationError as error:
                problem = error.errors(include_url=False, include_input=False)[0]
                place = ".".join(map(str, problem["loc"]))
                self._refuse(f"entry {count} of {head.entries} is none: {place}: {problem['msg']}")
        if count != head.entries:
            self._refuse(f"{head.entries} entries were announced, and not as many came")

    def _split(self) -> Iterator[bytes]:
        rest = b""
        for chunk in self._received():
            *lines, rest = (rest + chunk).split(b"\n")
            yield from lines
            if len(rest) > LINE_BYTES:
                self._refuse(f"a line of more than {LINE_BYTES} bytes")
        if rest:
            yield rest

    def _received(self) -> Iterator[bytes]:
        try:
            for chunk in self._chunks:
                if self._stopped():
                    self._refuse("the terminal ends")
                yield chunk
        except requests.RequestException as error:
            raise CatalogueNotFetchedError(self._url, str(error)) from error

    def _refuse(self, reason: str) -> NoReturn:
        raise CatalogueNotFetchedError(self._url, reason)
