"""Script within a staff page is run only where the framework wrote it."""

import re

import pytest

from queue_server.staff.roles import Role

SMUGGLED = """
() => {
    const place = document.querySelector(".content");
    place.innerHTML = '<img src="data:," onerror="window.smuggled = 1">';
    const script = document.createElement("script");
    script.textContent = "window.smuggled = 2";
    document.body.append(script);
}
"""


@pytest.fixture
def page(server, chromium):
    """Logged in, and without the other tests' ear for complaints: this page has to complain."""
    context = chromium.new_context()
    page = context.new_page()
    page.goto(f"{server.url}/staff/login")
    page.fill("#account", server.person(Role.MANAGER))
    page.fill("#password", "correct horse battery")
    page.keyboard.press("Enter")
    page.wait_for_function("window.did_handshake === true")
    yield page
    context.close()


def test_smuggled_script_is_not_run_and_the_page_goes_on(page):
    refused = []
    page.on("console", lambda said: refused.append(said.text))
    page.evaluate(SMUGGLED)
    page.wait_for_function("document.querySelector('.content img').complete")
    assert page.evaluate("window.smuggled") is None
    assert len([text for text in refused if "Content Security Policy" in text]) == 2
    page.goto(page.url)
    page.wait_for_function("window.did_handshake === true")


def test_every_page_has_a_nonce_of_its_own(page):
    told = [page.request.get(page.url) for _ in range(2)]
    nonces = [re.search(r"'nonce-([\w-]+)'", answer.headers["content-security-policy"])[1] for answer in told]
    assert nonces[0] != nonces[1]
    for answer, nonce in zip(told, nonces, strict=True):
        scripts = re.findall(r"<script[^>]*>", answer.text())
        assert all("src=" in script or f'nonce="{nonce}"' in script for script in scripts)
        assert "unsafe-inline" not in answer.headers["content-security-policy"].split("style-src")[0]
