"""A catalogue is replaced whole or not at all, whoever reads it meanwhile and whenever the power goes."""

import os
import signal
import sqlite3
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from sqlite_utils import Database
from sqlite_utils.migrations import Migrations

from queue_server.catalogue import (
    Catalogue,
    CatalogueFile,
    CatalogueNotWrittenError,
    NewerCatalogueError,
    NoCatalogueError,
    UnreadableCatalogueError,
    read_entry,
    to_line,
    version_of,
    write_catalogue,
)
from tests.queue_server.catalogue.conftest import entry

HANG_S = 30.0
OLD = [entry("old", "旧事项")]
NEW = [entry("new", "新事项"), entry("newer", "更新事项", theme="税务")]


@pytest.fixture
def file(tmp_path):
    write_catalogue(tmp_path / "catalogue.db", "old", OLD)
    return tmp_path / "catalogue.db"


def codes_in(file):
    catalogue = Catalogue(file)
    codes = [read_entry(line).code for line in catalogue.lines()]
    catalogue.close()
    return codes


def version_in(file):
    catalogue = Catalogue(file)
    catalogue.close()
    return catalogue.version


def test_what_was_kept_is_told_again(file):
    assert write_catalogue(file, "new", NEW) == 2
    catalogue = Catalogue(file)
    assert (catalogue.version, catalogue.head.entries) == ("new", 2)
    assert catalogue.entry("newer") == NEW[1]
    assert catalogue.entry("old") is None
    assert [(shelf.name["zh"], shelf.entries) for shelf in catalogue.themes()] == [("户籍", 1), ("税务", 1)]
    assert [(shelf.name["zh"], shelf.entries) for shelf in catalogue.departments()] == [("公安局", 2)]
    catalogue.close()


def test_a_theme_is_translated_where_any_of_its_entries_translates_it(file):
    plain, translated = NEW[0], entry("third", "第三")
    translated.theme["en"] = "Households"
    write_catalogue(file, "v", [plain, translated])
    catalogue = Catalogue(file)
    assert catalogue.themes()[0].name == {"zh": "户籍", "en": "Households"}
    assert catalogue.search("新")[0].theme == {"zh": "户籍", "en": "Households"}
    catalogue.close()


def test_what_fails_half_way_leaves_the_old_catalogue_and_nothing_else(file, tmp_path):
    def entries():
        yield NEW[0]
        raise ConnectionResetError

    before = sorted(tmp_path.iterdir())
    with pytest.raises(ConnectionResetError):
        write_catalogue(file, "new", entries())
    assert codes_in(file) == ["old"]
    assert sorted(tmp_path.iterdir()) == before


def test_two_entries_with_one_code_are_no_catalogue(file):
    with pytest.raises(CatalogueNotWrittenError):
        write_catalogue(file, "new", [NEW[0], NEW[0]])
    assert codes_in(file) == ["old"]


def test_a_disk_that_refuses_is_told(tmp_path):
    with pytest.raises(CatalogueNotWrittenError, match="No such file"):
        write_catalogue(tmp_path / "nowhere" / "catalogue.db", "new", NEW)


DYING = """
import os, signal, sys
from pathlib import Path
from queue_server.catalogue import write_catalogue
from tests.queue_server.catalogue.test_keeping import NEW

def entries():
    yield NEW[0]
    os.write(1, b"x")
    signal.pause()

write_catalogue(Path(sys.argv[1]), "new", entries())
"""


def test_after_a_power_cut_the_old_catalogue_is_there_and_the_next_import_works(file):
    child = subprocess.Popen([sys.executable, "-c", DYING, str(file)], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.read(1) == b"x"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    assert codes_in(file) == ["old"]
    write_catalogue(file, "new", NEW)
    assert codes_in(file) == ["new", "newer"]


def test_what_a_broken_import_left_is_not_gone_on_with(file):
    file.with_name(".catalogue.db.new").write_bytes(b"half a catalogue")
    write_catalogue(file, "new", NEW)
    assert codes_in(file) == ["new", "newer"]


def test_who_reads_the_old_catalogue_goes_on_reading_it(file):
    catalogue = Catalogue(file)
    lines = catalogue.lines()
    write_catalogue(file, "new", NEW)
    assert [read_entry(line).code for line in lines] == ["old"]
    assert [found.code for found in catalogue.search("旧")] == ["old"]
    catalogue.close()


def test_one_import_waits_for_another(file):
    begun, may_end = threading.Event(), threading.Event()

    def slow():
        begun.set()
        may_end.wait(HANG_S)
        yield NEW[0]

    first = threading.Thread(target=write_catalogue, args=(file, "first", slow()))
    second = threading.Thread(target=write_catalogue, args=(file, "second", NEW))
    first.start()
    assert begun.wait(HANG_S)
    second.start()
    may_end.set()
    first.join(HANG_S)
    second.join(HANG_S)
    assert version_in(file) == "second"


def test_where_there_is_none_it_is_said_so(tmp_path):
    with pytest.raises(NoCatalogueError):
        Catalogue(tmp_path / "catalogue.db")
    assert list(tmp_path.iterdir()) == []


def test_a_catalogue_of_a_later_version_is_refused(file):
    later = Migrations("catalogue")
    later(name="m999_later")(lambda _database: None)
    database = Database(file)
    later.apply(database)
    database.close()
    with pytest.raises(NewerCatalogueError, match="m999_later"):
        Catalogue(file)


def damaged(file: Path) -> None:
    file.write_bytes(b"what is this")


def another(file: Path) -> None:
    file.unlink()
    with sqlite3.connect(file) as connection:
        connection.execute("CREATE TABLE entry (id INTEGER)")
    connection.close()


def unfinished(file: Path) -> None:
    with sqlite3.connect(file) as connection:
        connection.execute("DELETE FROM about")
    connection.close()


@pytest.mark.parametrize("break_it", [damaged, another, unfinished])
def test_what_is_no_catalogue_is_told(file, break_it):
    break_it(file)
    content = file.read_bytes()
    with pytest.raises(UnreadableCatalogueError, match=str(file)):
        Catalogue(file)
    assert file.read_bytes() == content


def test_an_entry_that_was_tampered_with_is_told(file):
    with sqlite3.connect(file) as connection:
        connection.execute("UPDATE entry SET body = '{}'")
    connection.close()
    catalogue = Catalogue(file)
    with pytest.raises(UnreadableCatalogueError, match="entry old"):
        catalogue.entry("old")
    catalogue.close()


def test_the_version_stands_for_the_content():
    lines = [to_line(each) for each in NEW]
    assert version_of(lines) == version_of([to_line(entry("new", "新事项")), lines[1]])
    assert len({version_of(lines), version_of(reversed(lines)), version_of(lines[:1]), version_of([])}) == 4


def test_a_running_server_sees_an_import(tmp_path):
    file = tmp_path / "catalogue.db"
    watched = CatalogueFile(file)
    assert watched.version() is None
    write_catalogue(file, "one", OLD)
    assert watched.version() == "one"
    write_catalogue(file, "two", NEW)
    assert watched.version() == "two"
    opened = watched.open()
    assert opened.version == "two"
    opened.close()
    damaged(file)
    assert watched.version() is None
    file.unlink()
    assert watched.version() is None
