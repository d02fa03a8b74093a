"""Administrators see how far the systems are that are told what happens, and why one is not told."""

import base64
import re

import pytest

from queue_server.staff.roles import Role
from tests.axe import complaints
from tests.queue_server.web.staff.conftest import Server, hall_file
from tests.queue_server.webhooks.conftest import SECRET, Receiver

WEBHOOK = """
[[webhook]]
id = "{id}"
url = "{url}"
secret_file = "webhook.secret"
{more}
"""
PATH = "/staff/administration/webhooks"


@pytest.fixture(scope="module")
def receiver():
    receiver = Receiver()
    yield receiver
    receiver.close()


@pytest.fixture(scope="module")
def telling(tmp_path_factory, receiver):
    """A hall that tells a system that listens, and one that is not there."""
    server = Server(tmp_path_factory.mktemp("telling"))
    secret = server.directory / "webhook.secret"
    secret.write_text(f"whsec_{base64.b64encode(SECRET).decode()}\n")
    secret.chmod(0o600)
    sections = WEBHOOK.format(id="platform", url=receiver.url, more="") + WEBHOOK.format(
        id="away", url="http://127.0.0.1:9/events", more='events = ["ticket_issued"]'
    )
    server.hall_file.write_text(hall_file() + sections, encoding="utf-8")
    server.start()
    yield server
    server.stop()


def row(page, system):
    return page.locator("tr", has=page.locator("th", has_text=system))


@pytest.mark.parametrize("locale", ["zh-CN", "en-GB"])
def test_who_has_what_and_who_fails_since_when(telling, receiver, browse, locale, tmp_path):
    telling.post().ticket()
    last = telling.read("board")["seq"]
    page = browse(telling, PATH, telling.person(Role.ADMINISTRATOR), locale=locale)
    row(page, "platform").locator(".good").wait_for()
    delivered = row(page, "platform").locator("td").nth(2).inner_text()
    assert int(re.search(r"\d+", delivered)[0]) >= last
    fails = row(page, "away")
    fails.locator(".wrong").wait_for()
    assert "no connection" in fails.inner_text()
    waiting = len(telling.events("ticket_issued"))
    assert fails.locator("td").nth(1).inner_text() == str(waiting)
    assert "ticket_issued" in fails.locator("td").nth(3).inner_text()
    page.screenshot(path=tmp_path / "webhooks.png", full_page=True)
    assert complaints(page) == []
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")


def test_what_waits_grows_until_it_is_taken(telling, browse):
    page = browse(telling, PATH, telling.person(Role.ADMINISTRATOR))
    waiting = row(page, "away").locator("td").nth(1)
    before = int(waiting.inner_text())
    telling.post().ticket()
    page.wait_for_function(
        "before => [...document.querySelectorAll('td.figure')].some(cell => Number(cell.innerText) > before)",
        arg=before,
    )
    assert int(waiting.inner_text()) == before + 1
