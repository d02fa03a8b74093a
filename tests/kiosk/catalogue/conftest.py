"""A server that answers as a script says, and the catalogue it has."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from queue_server.catalogue import Entry, Guide, Head, TimeLimit, to_line
from queue_server.catalogue.document import head_line

HALL = "street"

Answer = Callable[[BaseHTTPRequestHandler], None]


def entry(code: str, zh: str) -> Entry:
    guide = Guide(TimeLimit(0), {"zh": "不收费"}, ("window",))
    return Entry(code, {"zh": zh}, {"zh": "户籍"}, {"zh": "公安局"}, guide)


def document(version: str, *entries: Entry, announced: int | None = None) -> bytes:
    head = Head(version, len(entries) if announced is None else announced)
    return "".join(f"{line}\n" for line in (head_line(head), *map(to_line, entries))).encode()


def sends(body: bytes, status: int = 200) -> Answer:
    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(status)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)

    return answer


def breaks_off(body: bytes, announced: int) -> Answer:
    """Announces more bytes than come."""

    def answer(request: BaseHTTPRequestHandler) -> None:
        request.send_response(200)
        request.send_header("Content-Length", str(announced))
        request.end_headers()
        request.wfile.write(body)
        request.close_connection = True

    return answer


@dataclass
class Site:
    """``answer`` is what the next request gets; ``asked`` are the requests so far: path and known version."""

    url: str = ""
    answer: Answer = field(default_factory=lambda: sends(b"", 404))
    asked: list[tuple[str, str | None]] = field(default_factory=list)


@pytest.fixture
def site() -> Iterator[Site]:
    site = Site()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            site.asked.append((self.path, self.headers["If-None-Match"]))
            site.answer(self)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as server:
        site.url = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
        thread.start()
        yield site
        server.shutdown()
        thread.join()
