"""The catalogue comes whole, or the terminal keeps the one it has."""

import gzip
import json
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest

from kiosk.catalogue import CatalogueNotFetchedError, fetch_catalogue
from queue_server.catalogue import Catalogue, CatalogueNotWrittenError, write_catalogue
from tests.kiosk.catalogue.conftest import HALL, Answer, Site, breaks_off, document, entry, sends

OLD = entry("old", "旧事项")
NEW = (entry("new", "新事项"), entry("newer", "更新事项"))
WHOLE = document("v2", *NEW)


@pytest.fixture
def file(tmp_path: Path) -> Path:
    write_catalogue(tmp_path / "catalogue.db", "v1", [OLD])
    return tmp_path / "catalogue.db"


def codes(file: Path) -> list[str]:
    catalogue = Catalogue(file)
    found = [each.code for each in catalogue.search()]
    catalogue.close()
    return found


def test_a_new_version_takes_the_place_of_the_old(site: Site, file: Path) -> None:
    site.answer = sends(WHOLE)
    assert fetch_catalogue(f"{site.url}/", HALL, "v1", file) == "v2"
    assert codes(file) == ["new", "newer"]
    assert site.asked == [("/api/v1/halls/street/catalogue", 'W/"v1"')]


def test_a_terminal_without_a_catalogue_asks_for_any(site: Site, tmp_path: Path) -> None:
    site.answer = sends(WHOLE)
    assert fetch_catalogue(site.url, HALL, None, tmp_path / "catalogue.db") == "v2"
    assert site.asked[0][1] is None
    assert codes(tmp_path / "catalogue.db") == ["new", "newer"]


def test_a_version_that_is_here_already_is_not_sent_again(site: Site, file: Path) -> None:
    site.answer = sends(b"", 304)
    assert fetch_catalogue(site.url, HALL, "v1", file) is None
    assert codes(file) == ["old"]


def test_it_may_come_compressed(site: Site, file: Path) -> None:
    packed = gzip.compress(WHOLE)

    def answer(request: BaseHTTPRequestHandler) -> None:
        assert "gzip" in request.headers["Accept-Encoding"]
        request.send_response(200)
        request.send_header("Content-Encoding", "gzip")
        request.send_header("Content-Length", str(len(packed)))
        request.end_headers()
        request.wfile.write(packed)

    site.answer = answer
    assert fetch_catalogue(site.url, HALL, "v1", file) == "v2"
    assert codes(file) == ["new", "newer"]


def test_what_a_newer_server_adds_is_passed_over(site: Site, file: Path) -> None:
    lines = [json.loads(line) | {"colour": "red"} for line in WHOLE.splitlines()]
    site.answer = sends("\n".join(json.dumps(line) for line in lines).encode())
    assert fetch_catalogue(site.url, HALL, "v1", file) == "v2"
    assert codes(file) == ["new", "newer"]


@pytest.mark.parametrize(
    ("answer", "reason"),
    [
        (sends(b"", 500), "500"),
        (sends(b"", 404), "404"),
        (sends(b""), "does not begin as a catalogue does"),
        (sends(b"<html>a portal wants your password</html>"), "does not begin as a catalogue does"),
        (sends(document("v2", announced=-1)), "announces -1"),
        (sends(document("v2", announced=10**9)), "announces 1000000000"),
        (sends(document("v2", *NEW, announced=3)), "3 entries were announced"),
        (sends(document("v2", *NEW, announced=1)), "1 entries were announced"),
        (sends(WHOLE + b"{}\n"), "2 entries were announced"),
        (sends(document("v2", announced=2) + b"{}\n{}\n"), "entry 1 of 2 is none: code"),
        (sends(document("v2", announced=2) + b"x" * 3_000_000), "a line of more than"),
        (sends(WHOLE[:-40]), "entry 2 of 2 is none"),
        (breaks_off(WHOLE[:-40], len(WHOLE)), "IncompleteRead"),
        (breaks_off(WHOLE[: len(document("v2", NEW[0]))], len(WHOLE)), "IncompleteRead"),
    ],
)
def test_an_answer_that_is_not_whole_changes_nothing(site: Site, file: Path, answer: Answer, reason: str) -> None:
    site.answer = answer
    with pytest.raises(CatalogueNotFetchedError, match=reason):
        fetch_catalogue(site.url, HALL, "v1", file)
    assert codes(file) == ["old"]
    assert [path.name for path in file.parent.iterdir() if path.name.endswith(".new")] == []


def test_a_server_that_is_not_there_is_told(file: Path) -> None:
    with pytest.raises(CatalogueNotFetchedError):
        fetch_catalogue("http://127.0.0.1:1", HALL, "v1", file)


def test_two_entries_with_one_code_are_no_catalogue(site: Site, file: Path) -> None:
    site.answer = sends(document("v2", NEW[0], NEW[0]))
    with pytest.raises(CatalogueNotWrittenError):
        fetch_catalogue(site.url, HALL, "v1", file)
    assert codes(file) == ["old"]


def test_a_terminal_that_ends_does_not_wait_for_the_rest(site: Site, file: Path) -> None:
    site.answer = sends(WHOLE)
    with pytest.raises(CatalogueNotFetchedError, match="ends"):
        fetch_catalogue(site.url, HALL, "v1", file, lambda: True)
    assert codes(file) == ["old"]
