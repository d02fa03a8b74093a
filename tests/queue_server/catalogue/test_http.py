"""The catalogue through a real HTTP server."""

import gzip
import sqlite3

import pytest
import requests

from queue_server.catalogue import CatalogueFile, read_entry, read_head, write_catalogue
from queue_server.web.app import WebSetup, make_app
from queue_server.web.server import HttpServer
from tests.queue_server.catalogue.conftest import entry

OLD = [entry("old", "旧事项")]
NEW = [entry("new", "新事项"), entry("newer", "更新事项")]


@pytest.fixture
def file(tmp_path):
    return tmp_path / "catalogue.db"


@pytest.fixture
def site(story, file, tmp_path):
    server = HttpServer("127.0.0.1", 0, remembered=tmp_path / "port")
    server.start(make_app(WebSetup(lambda: story.state, lambda: story.now, lambda: True, CatalogueFile(file))))
    yield server.url
    server.stop()


def get(site, hall="street", **headers):
    return requests.get(f"{site}/api/v1/halls/{hall}/catalogue", headers=headers, timeout=30)


def codes(answer):
    return [read_entry(line).code for line in answer.content.splitlines()[1:]]


def test_the_document_is_a_head_and_a_line_an_entry(site, file):
    write_catalogue(file, "v1", NEW)
    answer = get(site)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "application/x-ndjson"
    head = read_head(answer.content.splitlines()[0])
    assert (head.version, head.entries) == ("v1", 2)
    assert [read_entry(line) for line in answer.content.splitlines()[1:]] == NEW
    assert answer.content.endswith(b"\n")


def test_an_import_is_served_at_once(site, file):
    write_catalogue(file, "v1", OLD)
    assert codes(get(site)) == ["old"]
    write_catalogue(file, "v2", NEW)
    answer = get(site)
    assert codes(answer) == ["new", "newer"]
    assert answer.headers["ETag"] == 'W/"v2"'


@pytest.mark.parametrize("given", ['W/"v1"', '"v1"', '"x", W/"v1"', "*"])
def test_who_has_the_version_is_not_sent_it_again(site, file, given):
    write_catalogue(file, "v1", OLD)
    answer = get(site, **{"If-None-Match": given})
    assert (answer.status_code, answer.content, answer.headers["ETag"]) == (304, b"", 'W/"v1"')


@pytest.mark.parametrize("given", ['W/"v0"', "v1", ""])
def test_who_has_another_version_is_sent_the_new_one(site, file, given):
    write_catalogue(file, "v1", OLD)
    assert get(site, **{"If-None-Match": given}).status_code == 200


@pytest.mark.parametrize(
    ("accepts", "coding"),
    [
        ("gzip, br", "gzip"),
        ("*", "gzip"),
        ("gzip;q=0.5", "gzip"),
        ("gzip; q=0", None),
        ("identity", None),
        ("br", None),
    ],
)
def test_it_is_compressed_for_who_can_read_that(site, file, accepts, coding):
    write_catalogue(file, "v1", NEW)
    answer = requests.get(
        f"{site}/api/v1/halls/street/catalogue", headers={"Accept-Encoding": accepts}, timeout=30, stream=True
    )
    raw = answer.raw.read(decode_content=False)
    assert answer.headers.get("Content-Encoding") == coding
    assert answer.headers["Vary"] == "Accept-Encoding"
    content = gzip.decompress(raw) if coding else raw
    assert content == get(site).content


def test_a_large_document_comes_whole_also_uncompressed(site, file):
    many = [entry(f"c{number}", f"事项{number}", conditions=["甲" * 400] * 5) for number in range(300)]
    write_catalogue(file, "v1", many)
    assert codes(get(site, **{"Accept-Encoding": "identity"})) == [each.code for each in many]


def test_a_hall_without_a_catalogue_says_so(site):
    answer = get(site)
    assert answer.status_code == 404
    assert answer.json()["error"]["code"] == "no_catalogue"
    assert set(answer.json()["error"]["message"]) == {"zh", "en"}


def test_another_hall_is_not_known_here(site, file):
    write_catalogue(file, "v1", OLD)
    answer = get(site, hall="elsewhere")
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "unknown_hall")


def test_a_catalogue_that_cannot_be_read_is_said_to_be_a_fault_and_healed_by_an_import(site, file):
    file.write_bytes(b"what is this")
    answer = get(site)
    assert (answer.status_code, answer.json()["error"]["retryable"]) == (503, True)
    write_catalogue(file, "v1", OLD)
    assert codes(get(site)) == ["old"]


def test_a_catalogue_that_breaks_is_told_as_a_fault(site, file):
    write_catalogue(file, "v1", OLD)
    with sqlite3.connect(file) as connection:
        connection.execute("DROP TABLE entry")
    connection.close()
    assert get(site).status_code == 503
