"""How soon a hall manager sees the hall: from asking for the page to reading what needs a hand, and then the charts."""

import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import requests
from playwright.sync_api import BrowserContext, sync_playwright

from bench._figures import Figure, percentile
from bench._hall import HALL_ID, ONEDOOR, hall_file
from bench._staff import entered
from bench._weeks import write_weeks
from queue_server.service.hall_file import load_hall_file
from queue_server.staff.roles import Role

VIEWS = 15
HANG_S = 60


def measure() -> Iterator[Figure]:
    """A real server with weeks behind it, a real browser; each view in a browser that has never been here."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file, data = folder / "hall.toml", folder / "data"
        file.write_text(hall_file(), encoding="utf-8")
        data.mkdir()
        write_weeks(data / "journal.sqlite", load_hall_file(file).hall, datetime.now(UTC))
        command = [*ONEDOOR, "serve", "--hall", str(file), "--data", str(data)]
        with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True) as process:
            try:
                assert process.stdout is not None
                url = dict(word.split("=", 1) for word in process.stdout.readline().split()[1:])["http"]
                yield from _views(url, data)
            finally:
                process.terminate()


def _views(url: str, data: Path) -> Iterator[Figure]:
    session, secret = entered(url, data, Role.MANAGER)
    _bare_s(session, url)  # the first one loads what the pages are made with
    bare_ms = percentile([_bare_s(session, url) for _ in range(VIEWS)], 0.5) * 1000
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
        _wait_for_books(browser.new_context(), secret, url)
        seen, drawn = [], []
        for _ in range(VIEWS):
            context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
            context.add_cookies([{"name": "onedoor_staff", "value": secret, "url": f"{url}/staff"}])
            view_s, charts_s = _view_s(context, url)
            seen.append(view_s * 1000)
            drawn.append(charts_s * 1000)
            context.close()
        browser.close()
    yield Figure("manager_first_view_ms", percentile(seen, 0.5), "ms", limit=bare_ms)
    yield Figure("manager_first_view_p90_ms", percentile(seen, 0.9), "ms")
    yield Figure("manager_charts_ms", percentile(drawn, 0.5), "ms")


def _bare_s(session: requests.Session, url: str) -> float:
    """The page alone, without a browser."""
    started = time.perf_counter()
    answer = session.get(f"{url}/staff/manager", timeout=HANG_S)
    assert answer.status_code == 200, f"{HALL_ID}: {answer.status_code}"
    return time.perf_counter() - started


def _wait_for_books(context: BrowserContext, secret: str, url: str) -> None:
    """A first reading of the journal is no view of a page."""
    context.add_cookies([{"name": "onedoor_staff", "value": secret, "url": f"{url}/staff"}])
    page = context.new_page()
    page.goto(f"{url}/staff/manager")
    page.wait_for_selector(".chart canvas", timeout=HANG_S * 1000)
    context.close()


def _view_s(context: BrowserContext, url: str) -> tuple[float, float]:
    """Until the hall is read, and until the last chart is drawn."""
    page = context.new_page()
    started = time.perf_counter()
    page.goto(f"{url}/staff/manager", wait_until="commit")
    page.wait_for_selector(".needs h1")
    page.wait_for_selector(".queues td.figure")
    seen_s = time.perf_counter() - started
    page.wait_for_function("document.querySelectorAll('.chart canvas').length === 4")
    return seen_s, time.perf_counter() - started
