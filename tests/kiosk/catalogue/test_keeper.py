"""The terminal's copy follows the hall's, and outlives the line."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.catalogue import CATALOGUE_NAME, CatalogueKeeper, CatalogueNotFetchedError, fetch_catalogue
from kiosk.catalogue.retries import FIRST_S
from queue_server.catalogue import CatalogueFile, write_catalogue
from queue_server.web.app import WebSetup, make_app
from queue_server.web.server import HttpServer
from tests.kiosk.catalogue.conftest import entry
from tests.kiosk.device_bench import HANG_S
from tests.kiosk.terminal_bench import Loop
from tests.queue_server.conftest import Story, make_hall


class Hall:
    """What a fetch finds. ``version`` None is a server that is away."""

    def __init__(self) -> None:
        self.version: str | None = None
        self.asked: list[str | None] = []
        self.damaged = False

    def fetch(self, known: str | None, file: Path, _stopped: Callable[[], bool]) -> str | None:
        self.asked.append(known)
        if self.version is None:
            raise CatalogueNotFetchedError("http://hall", "away")
        if self.version == known:
            return None
        write_catalogue(file, self.version, [entry(self.version, f"事项{self.version}")])
        if self.damaged:
            file.write_bytes(b"what is this")
        return self.version


class Terminal:
    """A keeper whose background is now, unless ``later`` holds the work back."""

    def __init__(self, folder: Path, hall: Hall) -> None:
        self.changes = 0
        self.held: list[Callable[[], None]] = []
        self.later = False
        self.keeper = CatalogueKeeper(
            folder, hall.fetch, begin=self.begin, post=lambda work: work(), dice=lambda: 0.0, changed=self.changed
        )

    def begin(self, work: Callable[[], None]) -> None:
        if self.later:
            self.held.append(work)
        else:
            work()

    def changed(self) -> None:
        self.changes += 1

    def found(self) -> list[str]:
        assert self.keeper.catalogue is not None
        return [each.code for each in self.keeper.catalogue.search("事项")]


@pytest.fixture
def hall() -> Hall:
    return Hall()


@pytest.fixture
def terminal(tmp_path: Path, hall: Hall) -> Terminal:
    return Terminal(tmp_path, hall)


def test_before_the_first_fetch_there_is_nothing_to_search(terminal: Terminal, hall: Hall) -> None:
    assert terminal.keeper.catalogue is None
    terminal.keeper.time_passed(1.0)
    assert hall.asked == []


def test_a_version_that_the_hall_tells_of_is_fetched_and_searched(terminal: Terminal, hall: Hall) -> None:
    hall.version = "v1"
    terminal.keeper.hall_has("v1")
    assert (terminal.found(), terminal.changes) == (["v1"], 1)
    hall.version = "v2"
    terminal.keeper.hall_has("v2")
    assert (terminal.found(), terminal.changes, hall.asked) == (["v2"], 2, [None, "v1"])


def test_what_is_here_already_is_not_asked_for(terminal: Terminal, hall: Hall) -> None:
    hall.version = "v1"
    for _ in range(3):
        terminal.keeper.hall_has("v1")
        terminal.keeper.time_passed(1000.0)
    assert len(hall.asked) == 1


def test_after_a_restart_without_a_line_the_kept_catalogue_is_searched(
    terminal: Terminal, hall: Hall, tmp_path: Path
) -> None:
    hall.version = "v1"
    terminal.keeper.hall_has("v1")
    terminal.keeper.stop()
    hall.version = None
    again = Terminal(tmp_path, hall)
    assert again.found() == ["v1"]
    again.keeper.hall_has("v1")
    assert len(hall.asked) == 1


def test_a_hall_without_a_catalogue_takes_none_away(terminal: Terminal, hall: Hall) -> None:
    hall.version = "v1"
    terminal.keeper.hall_has("v1")
    terminal.keeper.hall_has(None)
    assert (terminal.found(), len(hall.asked)) == (["v1"], 1)


def test_a_failure_is_followed_by_another_attempt_when_its_time_has_come(terminal: Terminal, hall: Hall) -> None:
    terminal.keeper.hall_has("v1")
    terminal.keeper.hall_has("v1")
    terminal.keeper.time_passed(FIRST_S - 1)
    assert len(hall.asked) == 1
    terminal.keeper.time_passed(1.0)
    assert len(hall.asked) == 2
    hall.version = "v1"
    terminal.keeper.time_passed(FIRST_S)
    assert len(hall.asked) == 2
    terminal.keeper.time_passed(FIRST_S)
    assert terminal.found() == ["v1"]


def test_news_of_another_version_is_reason_to_ask_at_once(terminal: Terminal, hall: Hall) -> None:
    terminal.keeper.hall_has("v1")
    hall.version = "v2"
    terminal.keeper.hall_has("v2")
    assert terminal.found() == ["v2"]


def test_one_fetch_at_a_time(terminal: Terminal, hall: Hall) -> None:
    terminal.later = True
    hall.version = "v2"
    terminal.keeper.hall_has("v1")
    terminal.keeper.hall_has("v2")
    terminal.keeper.time_passed(1000.0)
    assert len(terminal.held) == 1


def test_a_version_that_is_told_while_another_comes_is_fetched_next(terminal: Terminal, hall: Hall) -> None:
    terminal.later = True
    hall.version = "v1"
    terminal.keeper.hall_has("v1")
    terminal.keeper.hall_has("v2")
    terminal.held[0]()
    hall.version = "v2"
    terminal.held[1]()
    assert terminal.found() == ["v2"]


def test_a_server_that_is_ahead_of_what_it_told_is_not_asked_again_and_again(terminal: Terminal, hall: Hall) -> None:
    """The retained message is older than the import: the terminal has the newer catalogue, and waits for the news."""
    hall.version = "v2"
    terminal.keeper.hall_has("v1")
    for _ in range(3):
        terminal.keeper.time_passed(1000.0)
    assert (terminal.found(), len(hall.asked)) == (["v2"], 1)


def test_a_copy_that_cannot_be_read_is_fetched_anew(tmp_path: Path, hall: Hall) -> None:
    (tmp_path / CATALOGUE_NAME).write_bytes(b"what is this")
    terminal = Terminal(tmp_path, hall)
    assert terminal.keeper.catalogue is None
    hall.version = "v1"
    terminal.keeper.hall_has("v1")
    assert terminal.found() == ["v1"]


def test_a_copy_that_broke_on_the_disk_is_a_failed_attempt_and_the_open_one_stays(
    terminal: Terminal, hall: Hall
) -> None:
    hall.version = "v1"
    terminal.keeper.hall_has("v1")
    hall.version, hall.damaged = "v2", True
    terminal.keeper.hall_has("v2")
    assert (terminal.found(), terminal.changes) == (["v1"], 1)
    hall.damaged = False
    terminal.keeper.time_passed(FIRST_S)
    assert terminal.found() == ["v2"]


def test_what_comes_after_the_end_is_left_alone(terminal: Terminal, hall: Hall) -> None:
    terminal.later = True
    hall.version = "v1"
    terminal.keeper.hall_has("v1")
    terminal.keeper.stop()
    terminal.held[0]()
    assert (terminal.keeper.catalogue, terminal.changes) == (None, 0)
    terminal.keeper.hall_has("v2")
    assert len(terminal.held) == 1


def test_it_is_fetched_from_a_queue_server_in_the_background(tmp_path: Path, loop: Loop) -> None:
    story = Story(make_hall())
    served, folder = tmp_path / "served.db", tmp_path / "kiosk"
    folder.mkdir()
    file = CatalogueFile(served)
    server = HttpServer("127.0.0.1", 0, remembered=tmp_path / "port")
    server.start(make_app(WebSetup(lambda: story.state, lambda: story.now, lambda: True, file)))
    changed: list[str] = []
    keeper = CatalogueKeeper(
        folder,
        lambda known, into, stopped: fetch_catalogue(server.url, "street", known, into, stopped),
        begin=lambda work: threading.Thread(target=work).start(),
        post=loop.post,
        dice=lambda: 0.0,
        changed=lambda: changed.append("changed"),
    )
    for version in ("v1", "v2"):
        write_catalogue(served, version, [entry(version, "事项")])
        keeper.hall_has(file.version())
        loop.until(lambda version=version: keeper.catalogue and keeper.catalogue.version == version)  # type: ignore[misc]  # bound at once
    assert changed == ["changed", "changed"]
    keeper.stop()
    server.stop()


WITHOUT_AN_OFFICE = """
import sys
for name in ("openpyxl", "pypinyin"):
    sys.modules[name] = None
import kiosk.catalogue
"""


def test_a_kiosk_needs_neither_spreadsheets_nor_pinyin() -> None:
    subprocess.run([sys.executable, "-c", WITHOUT_AN_OFFICE], check=True, timeout=HANG_S)
