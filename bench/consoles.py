"""How soon a clerk sees what a key did, while a whole hall's staff and screens are connected to one server."""

import asyncio
import json
import random
import re
import subprocess
import tempfile
import time
from ast import literal_eval
from collections.abc import Iterator
from contextlib import AsyncExitStack, closing
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from uuid import uuid4

import aiohttp
import requests
import socketio
from argon2 import PasswordHasher

from bench._figures import Figure, percentile
from bench._hall import HALL_ID, ONEDOOR, QUEUES, Server, running_server
from queue_server.staff.accounts import Account
from queue_server.staff.entrance import Entrance
from queue_server.staff.passwords import Passwords
from queue_server.staff.roles import Role
from queue_server.staff.store import StaffStore

CONSOLES, MANAGERS, BOARDS = 60, 5, 20
WAITING = 600
ACTIONS = 1200
ACTIONS_PER_S = 20.0
"""60 windows of which each does something every three seconds: three times as much as a busy hall."""

PASSWORD = "correct horse battery"  # noqa: S105 - of accounts that live as long as the measurement
HANG_S = 120
_ELEMENTS = re.compile(r"parseElements\(String\.raw`(.*?)`\)", re.DOTALL)
_QUERY = re.compile(r"query: (\{.*?\}),\n")
_BUTTON = re.compile(r'id="step-(\w+)" data-act="\w+" data-picture="([0-9a-f-]+)" data-key')
_UNESCAPED = (("&lt;", "<"), ("&gt;", ">"), ("&#96;", "`"), ("&#36;", "$"), ("&amp;", "&"))


def measure() -> Iterator[Figure]:
    """A real server process; consoles and managers speak the pages' own line, boards are streams."""
    with tempfile.TemporaryDirectory() as directory, running_server(Path(directory)) as server:
        hall = _Hall(server)
        hall.let_people_in()
        for number in range(WAITING):
            hall.done("issue_ticket", queue=f"queue-{number % QUEUES}")
        taken = asyncio.run(_day(hall))
    for share, name in ((0.5, "p50"), (0.99, "p99")):
        yield Figure(f"console_action_{name}_ms", percentile(taken, share) * 1000, "ms")


class _Hall:
    """The server, its staff, and whoever takes tickets."""

    def __init__(self, server: Server) -> None:
        self.data = server.data
        self.url = f"http://127.0.0.1:{(server.data / 'http.port').read_text()}"
        command = [*ONEDOOR, "enroll", "--data", str(server.data), "--id", "bench", "--kind", "system", "--token"]
        token = subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()
        self._session = requests.Session()
        self._session.headers["Authorization"] = f"Bearer {token}"

    def done(self, kind: str, **data: Any) -> Any:
        body = {"id": str(uuid4()), "type": kind, "sent_at": datetime.now(UTC).isoformat(), "data": data}
        answer = self._session.post(f"{self.url}/api/v1/halls/{HALL_ID}/commands", json=body, timeout=HANG_S)
        assert answer.status_code == 200, answer.text
        return answer.json()["data"]

    def let_people_in(self) -> None:
        passwords = Passwords(PasswordHasher(time_cost=1, memory_cost=64, parallelism=1))
        with closing(StaffStore(self.data / "staff.sqlite")) as store:
            entrance = Entrance(store, passwords, lambda: datetime.now(UTC))
            for number in range(CONSOLES + MANAGERS):
                role = Role.CLERK if number < CONSOLES else Role.MANAGER
                link = entrance.add("bench", Account(str(1000 + number), f"{number}", frozenset({role})))
                entrance.choose_password(link, PASSWORD)

    def log_in(self, account: str) -> str:
        """The session's cookie."""
        form = {"account": account, "password": PASSWORD}
        headers = {"Origin": self.url}
        answer = requests.post(
            f"{self.url}/staff/login", data=form, headers=headers, timeout=HANG_S, allow_redirects=False
        )
        assert answer.status_code == 303, answer.text
        return answer.cookies["onedoor_staff"]


@dataclass(slots=True)
class _Page:
    """One open staff page. ``steps`` are the keys that can be pressed now, with the picture they stand on."""

    hall: _Hall
    path: str
    account: str
    line: Any = field(default_factory=lambda: socketio.AsyncClient(reconnection=False))
    client: str = ""
    surface: int = 0
    listener: str = ""
    steps: dict[str, str] = field(default_factory=dict)
    drawn: asyncio.Event = field(default_factory=asyncio.Event)

    async def open(self, http: aiohttp.ClientSession) -> None:
        cookie = {"Cookie": f"onedoor_staff={await asyncio.to_thread(self.hall.log_in, self.account)}"}
        async with http.get(f"{self.hall.url}{self.path}", headers={**cookie, "Accept": "text/html"}) as answer:
            text = await answer.text()
        found, query = _ELEMENTS.search(text), _QUERY.search(text)
        assert found, text[:500]
        assert query
        self._read(json.loads(_unescaped(found[1])))
        asked = literal_eval(query[1])
        self.client = asked["client_id"]
        asked |= {"document_id": str(uuid4()), "tab_id": str(uuid4()), "old_tab_id": ""}
        parameters = "&".join(f"{name}={_said(value)}" for name, value in asked.items())
        self.line.on("update", self._updated)
        await self.line.connect(
            f"{self.hall.url}?{parameters}",
            headers={**cookie, "Origin": self.hall.url},
            transports=["websocket"],
            socketio_path="/staff/_nicegui_ws/socket.io",
        )

    async def press(self, step: str) -> float:
        """Press a key; how many seconds later the page shows other keys."""
        detail = {"data": {"act": step, "picture": self.steps[step]}, "fields": {}}
        event = {
            "id": self.surface,
            "client_id": self.client,
            "listener_id": self.listener,
            "args": [json.dumps(detail)],
        }
        before, self.steps = self.steps, {}
        began = time.perf_counter()
        await self.line.emit("event", event)
        async with asyncio.timeout(HANG_S):
            while not self.steps or self.steps == before:
                self.drawn.clear()
                await self.drawn.wait()
        return time.perf_counter() - began

    def _updated(self, told: dict[str, Any]) -> None:
        self._read(told)
        self.drawn.set()

    def _read(self, elements: dict[str, Any]) -> None:
        for number, element in elements.items():
            content = (element or {}).get("props", {}).get("innerHTML", "") if isinstance(element, dict) else ""
            if 'id="step-' in content:
                self.surface, self.listener = int(number), element["events"][0]["listener_id"]
                self.steps = dict(_BUTTON.findall(content))


async def _day(hall: _Hall) -> list[float]:
    """Everybody connected, then keys at a steady rate at windows that are free for one; how long each took."""
    async with AsyncExitStack() as stack:
        http = await stack.enter_async_context(aiohttp.ClientSession())
        consoles = [_Page(hall, f"/staff/window/{number + 1}", str(1000 + number)) for number in range(CONSOLES)]
        managers = [_Page(hall, "/staff/manager", str(1000 + CONSOLES + number)) for number in range(MANAGERS)]
        for page in (*consoles, *managers):
            await page.open(http)
            stack.push_async_callback(page.line.disconnect)
        boards = [asyncio.create_task(_watch(hall, http)) for _ in range(BOARDS)]
        for page in consoles:
            await page.press("open")
        taken = await _worked(hall, consoles)
        for board in boards:
            board.cancel()
        await asyncio.gather(*boards, return_exceptions=True)
        return taken


async def _worked(hall: _Hall, consoles: list[_Page]) -> list[float]:
    chance = random.Random(7)  # noqa: S311 - the same day each time
    free = list(consoles)
    taken: list[float] = []

    async def act(page: _Page) -> None:
        step = next(name for name in ("finish", "start", "next") if name in page.steps)
        taken.append(await page.press(step))
        if step == "finish":
            await asyncio.to_thread(hall.done, "issue_ticket", queue=f"queue-{chance.randrange(QUEUES)}")
        free.append(page)

    async with asyncio.TaskGroup() as group:
        began = time.perf_counter()
        for number in range(ACTIONS):
            await asyncio.sleep(max(0.0, began + number / ACTIONS_PER_S - time.perf_counter()))
            while not free:
                await asyncio.sleep(0.005)
            group.create_task(act(free.pop(chance.randrange(len(free)))))
    return taken


async def _watch(hall: _Hall, http: aiohttp.ClientSession) -> None:
    """A television."""
    timeout = aiohttp.ClientTimeout(total=None)
    async with http.get(f"{hall.url}/board/live", headers={"Accept": "text/event-stream"}, timeout=timeout) as stream:
        async for _ in stream.content:
            pass


def _unescaped(text: str) -> str:
    for escaped, letter in _UNESCAPED:
        text = text.replace(escaped, letter)
    return text


def _said(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else str(value)
