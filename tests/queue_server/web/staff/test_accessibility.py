"""Every page of the staff, in both languages, looked at by axe-core."""

import pytest

from tests.axe import complaints

LOCALES = ("zh-CN", "en-GB")


@pytest.fixture(params=LOCALES)
def locale(request):
    return request.param


def test_the_console_in_each_of_its_states(server, post, browse, locale, tmp_path):
    page = browse(server, post.path, server.person(), locale=locale)
    assert complaints(page) == []
    page.keyboard.press("o")
    page.wait_for_selector(".state.open")
    for _ in range(3):
        ticket = post.ticket(priority="elderly")
    page.wait_for_selector(f"text={ticket['number']}")
    assert complaints(page) == []
    for key, state in (("F2", "called"), ("F4", "serving")):
        page.keyboard.press(key)
        page.wait_for_selector(f".state.{state}")
        page.wait_for_selector(".history li")
        page.screenshot(path=tmp_path / f"{state}.png")
        assert complaints(page) == []
    for key, field in (("p", "#choice-1"), ("t", ".targets")):
        page.keyboard.press(key)
        page.wait_for_selector(field)
        assert complaints(page) == []
        page.keyboard.press("Escape")
        page.wait_for_selector(field, state="detached")


def test_the_list_of_windows(server, browse, locale):
    assert complaints(browse(server, "/staff/window", server.person(), locale=locale)) == []


def test_the_way_in(server, chromium, locale):
    context = chromium.new_context(locale=locale)
    page = context.new_page()
    page.goto(f"{server.url}/staff/login?said=ended")
    assert complaints(page) == []
    with server.entrance() as entrance:
        link = entrance.recovery_link("admin")
    page.goto(f"{server.url}/staff/link/{link}")
    assert complaints(page) == []
    context.close()
