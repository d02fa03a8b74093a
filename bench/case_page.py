"""How soon a clerk sees an application with ten papers, in a real browser: to the answers, and to the papers."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

import requests
from playwright.sync_api import Browser, sync_playwright

from bench._figures import Figure, percentile
from bench._hall import Server, running_server
from bench._staff import HANG_S, entered
from bench.cases import PAGES, Terminal, desk_picture, straightened
from queue_server.staff.roles import Role

VIEWS = 15
PAPERS_SEEN = """
() => document.getElementById("page")?.complete && document.getElementById("page").naturalWidth > 0
    && [...document.querySelectorAll(".thumb img")].every(image => image.complete && image.naturalWidth > 0)
"""


def measure() -> Iterator[Figure]:
    """A4 pages at 300 dpi. The limit is the page alone, without a browser and without its papers.

    The first view makes the small pictures; browsers that have been there before have what all pages are made with.
    """
    with tempfile.TemporaryDirectory() as directory, running_server(Path(directory)) as server:
        terminal = Terminal(server)
        for number in range(PAGES):
            assert terminal.put(number, straightened(desk_picture(number)))
        address = f"{server.http}/staff/cases/{terminal.code}"
        session, secret = entered(server.http, server.data, Role.CASEWORKER)
        _bare_s(session, address)  # the first one loads what the pages are made with
        bare_ms = percentile([_bare_s(session, address) for _ in range(VIEWS)], 0.5) * 1000
        with sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=["--no-sandbox"])
            yield from _views(browser, server, address, secret, bare_ms)
            browser.close()


def _views(browser: Browser, server: Server, address: str, secret: str, bare_ms: float) -> Iterator[Figure]:
    first = _view_s(browser, server, address, secret)
    again = [_view_s(browser, server, address, secret) for _ in range(VIEWS)]
    answers, papers = ([view[part] * 1000 for view in again] for part in (0, 1))
    yield Figure("case_page_ms", percentile(papers, 0.5), "ms", limit=bare_ms)
    yield Figure("case_page_p90_ms", percentile(papers, 0.9), "ms")
    yield Figure("case_page_answers_ms", percentile(answers, 0.5), "ms")
    yield Figure("case_page_first_ms", first[1] * 1000, "ms")


def _bare_s(session: requests.Session, address: str) -> float:
    started = time.perf_counter()
    assert session.get(address, timeout=HANG_S).status_code == 200
    return time.perf_counter() - started


def _view_s(browser: Browser, server: Server, address: str, secret: str) -> tuple[float, float]:
    """Until the answers are read, and until the first paper stands large beside the others small."""
    context = browser.new_context(viewport={"width": 1366, "height": 768}, locale="zh-CN")
    context.add_cookies([{"name": "onedoor_staff", "value": secret, "url": f"{server.http}/staff"}])
    page = context.new_page()
    page.goto(f"{server.http}/staff/cases")  # a clerk comes from the list
    page.wait_for_function("window.did_handshake === true")
    started = time.perf_counter()
    page.goto(address, wait_until="commit")
    page.wait_for_selector(".facts-list")
    answers_s = time.perf_counter() - started
    page.wait_for_function(PAPERS_SEEN)
    papers_s = time.perf_counter() - started
    context.close()
    return answers_s, papers_s
