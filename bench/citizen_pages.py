"""What two thousand citizens cost who keep their tickets' pages open at once, and how soon their call is there."""

import asyncio
import json
import re
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests

from bench._figures import Figure, percentile
from bench._hall import HALL_ID, ONEDOOR, QUEUES, WINDOWS, Server, running_server

CITIZENS = 2000
OPEN_FILES = CITIZENS + 200
CALLS = 100
HANG_S = 60

PHONE = (
    "Accept: text/event-stream\r\nAccept-Language: zh-CN,zh;q=0.9\r\nCache-Control: no-cache\r\n"
    "User-Agent: Mozilla/5.0 (Linux; Android 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/80.0 Mobile Safari/537.36"
)


def measure() -> Iterator[Figure]:
    """A real server process and real connections; each citizen gets the page, what it needs, and its live stream."""
    _allow_open_files()
    with tempfile.TemporaryDirectory() as directory, running_server(Path(directory)) as server, ExitStack() as stack:
        hall = _Hall(server)
        tickets = [hall.done("issue_ticket", queue=f"queue-{number % QUEUES}")["ticket"] for number in range(CITIZENS)]
        for number in range(1, WINDOWS + 1):
            hall.done("open_window", window=str(number), operator="1001")
        page_kb = hall.page_bytes(tickets[0]["id"]) / 1024
        before = hall.memory_mb()
        loop = asyncio.new_event_loop()
        stack.callback(loop.close)
        citizens = loop.run_until_complete(_opened(server, [ticket["id"] for ticket in tickets]))
        held = hall.memory_mb()
        taken = loop.run_until_complete(_called(hall, citizens))
        after = hall.memory_mb()
        loop.run_until_complete(_closed(citizens))
    yield Figure("citizen_page_kb", page_kb, "kB")
    yield Figure("citizen_pages_2000_memory_mb", max(held, after), "MB", limit=before)
    for share, name in ((0.5, "p50"), (0.99, "p99")):
        yield Figure(f"citizen_page_call_{name}_ms", percentile(taken, share) * 1000, "ms")


@dataclass(slots=True)
class _Citizen:
    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter


class _Hall:
    """The server, asked through its API."""

    def __init__(self, server: Server) -> None:
        self.url = _http_url(server)
        command = [*ONEDOOR, "enroll", "--data", str(server.data), "--id", "bench", "--kind", "system", "--token"]
        token = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def done(self, kind: str, **data: Any) -> Any:
        body = {"id": str(uuid4()), "type": kind, "sent_at": datetime.now(UTC).isoformat(), "data": data}
        answer = self._session.post(f"{self.url}/api/v1/halls/{HALL_ID}/commands", json=body, timeout=HANG_S)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    def page_bytes(self, ticket: str) -> int:
        """The page and every file that it names."""
        page = requests.get(f"{self.url}/t/{ticket}", timeout=HANG_S)
        files = set(re.findall(r'(?:src|href)="(/static/[^"]+)"', page.text))
        assert len(files) == 2, files
        return len(page.content) + sum(len(requests.get(self.url + file, timeout=HANG_S).content) for file in files)

    def memory_mb(self) -> float:
        """What the process holds in memory, as it says itself."""
        figures = requests.get(f"{self.url}/metrics", timeout=HANG_S).text
        found = re.search(r"^process_resident_memory_bytes (\S+)$", figures, re.MULTILINE)
        assert found
        return float(found[1]) / 2**20


async def _opened(server: Server, tickets: list[str]) -> dict[str, _Citizen]:
    """Every citizen has seen the page as it is, and waits for what comes."""
    host, _, port = _http_url(server).removeprefix("http://").partition(":")
    citizens: dict[str, _Citizen] = {}
    for ticket in tickets:
        reader, writer = await asyncio.open_connection(host, int(port))
        writer.write(f"GET /t/{ticket}/live?lang=zh HTTP/1.1\r\nHost: {host}\r\n{PHONE}\r\n\r\n".encode())
        citizens[ticket] = _Citizen(reader, writer)
    async with asyncio.timeout(HANG_S):
        for citizen in citizens.values():
            await _next(citizen)
    return citizens


async def _next(citizen: _Citizen) -> dict[str, Any]:
    """The next message that is more than a sign of life."""
    while True:
        line = await citizen.reader.readuntil(b"\n")
        if line.startswith(b"data: {") and len(line) > len(b"data: {}\n"):
            told: dict[str, Any] = json.loads(line.removeprefix(b"data: "))
            return told


async def _called(hall: _Hall, citizens: dict[str, _Citizen]) -> list[float]:
    """How long after the call was answered the page of whoever was called has it, while all are open."""
    taken = []
    for number in range(CALLS):
        window = str(number % WINDOWS + 1)
        called = await asyncio.to_thread(hall.done, "call_next", window=window)
        answered = time.perf_counter()
        async with asyncio.timeout(HANG_S):
            while (await _next(citizens[called["ticket"]["id"]]))["state"] != "called":
                pass
        taken.append(time.perf_counter() - answered)
        for step in ("start_service", "finish"):
            await asyncio.to_thread(hall.done, step, window=window)
    return taken


async def _closed(citizens: dict[str, _Citizen]) -> None:
    for citizen in citizens.values():
        citizen.writer.close()
    await asyncio.gather(*(citizen.writer.wait_closed() for citizen in citizens.values()), return_exceptions=True)


def _http_url(server: Server) -> str:
    return f"http://127.0.0.1:{(server.data / 'http.port').read_text()}"


def _allow_open_files() -> None:
    allowed, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    if allowed < OPEN_FILES:
        resource.setrlimit(resource.RLIMIT_NOFILE, (OPEN_FILES, most))
