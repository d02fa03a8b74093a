"""The catalogue over HTTP: one document, compressed once for everybody, and not sent again to who has it."""

import threading
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing
from itertools import chain
from typing import Any

import structlog
from fastapi import APIRouter, Request, Response
from fastapi.responses import JSONResponse, StreamingResponse

from queue_server.catalogue import CatalogueError, CatalogueFile, NoCatalogueError, etag
from queue_server.catalogue.document import MEDIA_TYPE, head_line
from queue_server.contract.replies import REFUSALS, Refusal

PATH = "/api/v1/halls/{hall}/catalogue"
GZIP = 16 + zlib.MAX_WBITS
CHUNK_BYTES = 64 * 1024

_NO_CATALOGUE = Refusal(404, "大厅还没有事项目录。", "The hall has no catalogue yet.")


_RESPONSES: dict[int | str, dict[str, Any]] = {
    200: {"content": {MEDIA_TYPE: {}}},
    304: {"description": "The reader has this version already."},
    404: {"description": "`unknown_hall`: there is no such hall · `no_catalogue`: the hall has no catalogue yet"},
}


def catalogue_router(hall_id: Callable[[], str], file: CatalogueFile | None) -> APIRouter:
    """The route of the document. An import into ``file`` is seen by the next request; without a file there is none."""
    router = APIRouter()
    document = _Document(file)
    log = structlog.get_logger("catalogue")

    @router.get(PATH, response_class=Response, responses=_RESPONSES)
    def catalogue(request: Request, hall: str) -> Response:
        """The hall's catalogue: the first line is the head, each line after it an entry."""
        if hall != hall_id():
            return _refused("unknown_hall", REFUSALS["unknown_hall"])
        try:
            version, packed = document.now()
        except NoCatalogueError as error:
            return _refused(error.code, _NO_CATALOGUE)
        except CatalogueError as error:
            log.exception("catalogue_not_served", code=error.code)
            return _refused("internal", REFUSALS["internal"])
        headers = {"ETag": etag(version), "Vary": "Accept-Encoding", "Cache-Control": "no-cache"}
        if _names(request.headers.get("if-none-match", ""), etag(version)):
            return Response(status_code=304, headers=headers)
        if _takes_gzip(request.headers.get("accept-encoding", "")):
            return Response(packed, media_type=MEDIA_TYPE, headers={**headers, "Content-Encoding": "gzip"})
        return StreamingResponse(_unpacked(packed), media_type=MEDIA_TYPE, headers=headers)

    return router


class _Document:
    """The document of the newest version, in memory: when a version is new, every kiosk asks at once."""

    def __init__(self, file: CatalogueFile | None) -> None:
        self._file = file
        self._lock = threading.Lock()
        self._kept: tuple[str, bytes] | None = None

    def now(self) -> tuple[str, bytes]:
        """The version, and the document compressed; raises :class:`CatalogueError`."""
        if self._file is None:
            raise NoCatalogueError
        with self._lock:
            if self._kept is None or self._kept[0] != self._file.version():
                with closing(self._file.open()) as catalogue:
                    lines = chain((head_line(catalogue.head),), catalogue.lines())
                    self._kept = (catalogue.version, b"".join(_packed(lines)))
            return self._kept


def _packed(lines: Iterable[str]) -> Iterator[bytes]:
    packer = zlib.compressobj(wbits=GZIP)
    for line in lines:
        yield packer.compress(f"{line}\n".encode())
    yield packer.flush()


def _unpacked(packed: bytes) -> Iterator[bytes]:
    """Piece by piece: nobody's request needs memory for all of it."""
    unpacker = zlib.decompressobj(wbits=GZIP)
    while not unpacker.eof:
        yield unpacker.decompress(packed, CHUNK_BYTES)
        packed = unpacker.unconsumed_tail


def _names(if_none_match: str, tag: str) -> bool:
    """Whether the reader has this version (RFC 9110, 13.1.2: weak comparison)."""
    opaque = tag.removeprefix("W/")
    return any(given.strip().removeprefix("W/") in (opaque, "*") for given in if_none_match.split(","))


def _takes_gzip(accept_encoding: str) -> bool:
    """Whether the reader takes gzip (RFC 9110, 12.5.3): named, and not with the weight 0."""
    for coding in accept_encoding.lower().split(","):
        name, _, weight = coding.partition(";")
        if name.strip() in ("gzip", "*"):
            return weight.replace(" ", "") not in ("q=0", "q=0.0", "q=0.00", "q=0.000")
    return False


def _refused(code: str, refusal: Refusal) -> JSONResponse:
    error = {"code": code, "message": {"zh": refusal.zh, "en": refusal.en}, "retryable": refusal.retryable}
    return JSONResponse({"error": error}, status_code=refusal.http_status)
