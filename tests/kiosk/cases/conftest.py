"""A hall's pages that answer as a script says."""

import json
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

from queue_server.contract.commands import Holder, IdType

HOLDER = Holder(id_type=IdType.RESIDENT_ID, id_number="11010519491231002X", name="张示例", language="zh")
ANOTHER = Holder(id_type=IdType.RESIDENT_ID, id_number="440524188001010014", name="另一人", language="zh")


@dataclass(frozen=True)
class Asked:
    """A request as it came. ``visit`` is the word of its visit."""

    method: str
    path: str
    visit: str | None
    token: str | None
    body: bytes = field(repr=False)


@dataclass(frozen=True)
class Says:
    """An answer; one without a status breaks off."""

    status: int | None
    body: Any = None


def refuses(code: str, status: int = 404, *, retryable: bool = False) -> Says:
    return Says(status, {"error": {"code": code, "message": {"zh": "不行。"}, "retryable": retryable}})


@dataclass
class Pages:
    """``answer`` is what every request but for a visit gets. Visits are called ``visit-1``, ``visit-2``, …"""

    url: str = ""
    answer: Callable[[Asked], Says] = lambda _asked: Says(200, {"answers": {}})
    asked: list[Asked] = field(default_factory=list)
    visits: int = 0

    def paths(self) -> list[str]:
        return [asked.path.removeprefix("/api/v1/halls/street/") for asked in self.asked]

    def says(self, asked: Asked) -> Says:
        self.asked.append(asked)
        if not asked.path.endswith("/visits"):
            return self.answer(asked)
        self.visits += 1
        return Says(200, {"visit": f"visit-{self.visits}", "until": "2026-11-22T09:20:00+08:00"})


@pytest.fixture
def pages() -> Iterator[Pages]:
    pages = Pages()

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def _answer(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"] or 0))
            said = pages.says(
                Asked(self.command, self.path, self.headers["Onedoor-Visit"], self.headers["Authorization"], body)
            )
            if said.status is None:
                self.close_connection = True
                return
            sent = said.body if isinstance(said.body, bytes) else json.dumps(said.body).encode()
            self.send_response(said.status)
            self.send_header("Content-Length", str(len(sent)))
            self.end_headers()
            self.wfile.write(sent)

        do_GET = do_POST = do_PUT = _answer  # noqa: N815 - the names that the library calls

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        server.daemon_threads = True
        pages.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield pages
        server.shutdown()
        thread.join()
