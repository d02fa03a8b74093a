"""``onedoor catalogue``, as an administrator types it."""

import subprocess
import sys

import pytest

from queue_server.catalogue import Catalogue

HANG_S = 120


@pytest.fixture
def catalogue(tmp_path):
    def run(*arguments):
        command = [sys.executable, "-m", "onedoor", "catalogue", *map(str, arguments)]
        return subprocess.run(command, capture_output=True, text=True, timeout=HANG_S, check=False, cwd=tmp_path)

    return run


@pytest.mark.parametrize("name", ["guides.csv", "guides.xlsx", "guides.json"])
def test_a_template_can_be_checked_imported_and_shown(catalogue, tmp_path, name):
    assert catalogue("template", name).stdout == f"{name}: 1 entry to go on from\n"
    assert catalogue("check", name).stdout == "ok: 1 entry\n"
    assert not (tmp_path / "data").exists()
    imported = catalogue("import", name, "--data", "data")
    assert imported.stdout.startswith("1 entry in 1 theme of 1 department, version ")
    shown = catalogue("show", "--data", "data")
    assert shown.stdout == imported.stdout + f"{'':7}1  户籍  Household registration\n".replace(" " * 7, " " * 7, 1)


def test_the_shipped_catalogue_is_a_template_too(catalogue, tmp_path):
    catalogue("template", "guides.xlsx", "--shipped")
    assert catalogue("import", "guides.xlsx", "--data", "data").stdout.startswith("60 entries in 14 themes")
    opened = Catalogue(tmp_path / "data" / "catalogue.db")
    assert opened.search("hkqr")[0].name["zh"] == "户口迁入"
    opened.close()


def test_a_template_is_never_written_over_a_file(catalogue, tmp_path):
    (tmp_path / "guides.csv").write_text("precious")
    done = catalogue("template", "guides.csv")
    assert (done.returncode, done.stderr) == (2, "guides.csv is there already\n")
    assert (tmp_path / "guides.csv").read_text() == "precious"


@pytest.mark.parametrize("command", [("check", "bad.csv"), ("import", "bad.csv", "--data", "data")])
def test_mistakes_are_told_a_line_each_and_the_old_catalogue_stays(catalogue, tmp_path, command):
    catalogue("template", "good.csv")
    catalogue("import", "good.csv", "--data", "data")
    before = catalogue("show", "--data", "data").stdout
    good = (tmp_path / "good.csv").read_text(encoding="utf-8-sig")
    (tmp_path / "bad.csv").write_text(good + ",".join(["?"] * 23) + "\n", encoding="utf-8")
    done = catalogue(*command)
    assert (done.returncode, done.stdout) == (2, "")
    told = done.stderr.splitlines()
    assert len(told) > 2
    assert all(line.startswith("bad.csv: 第 ") and "(line " in line for line in told)
    assert catalogue("show", "--data", "data").stdout == before


def test_where_there_is_no_catalogue_it_is_said_so(catalogue):
    done = catalogue("show", "--data", "data")
    assert (done.returncode, done.stderr) == (2, "there is no catalogue at data/catalogue.db\n")


def test_a_disk_that_refuses_is_told_in_one_line(catalogue, tmp_path):
    catalogue("template", "good.csv")
    (tmp_path / "data" / ".catalogue.db.lock").mkdir(parents=True)
    done = catalogue("import", "good.csv", "--data", "data")
    assert done.returncode == 1
    assert done.stderr.startswith("data/catalogue.db was not written: ")
    assert len(done.stderr.splitlines()) == 1
