"""The browser that pages are tested in: Debian's Chromium, and nothing that would have to be downloaded."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, sync_playwright

HANG_MS = 120_000
DESK = {"width": 1366, "height": 768}


@contextmanager
def running_chromium() -> Iterator[Browser]:
    """Skips where there is none: Ubuntu has it as a snap only, which no package installs. A check by CI never skips."""
    path = shutil.which("chromium")
    if path is None and os.environ.get("CI") != "true":
        pytest.skip("no Chromium here: install the package chromium (Ubuntu has none; set CI=true to fail instead)")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()
