"""The hall file is changed whole or not at all, and the hall works by what the file says."""

from concurrent.futures import Future

import pytest

from queue_server.domain.changeover import Hindrance
from queue_server.service.hall_desk import ChangedMeanwhileError, HallDesk, HinderedError, NotWritableError
from queue_server.service.hall_file import HallFileError
from tests.end_to_end.conftest import HALL


class Hall:
    """Takes every change, or none."""

    def __init__(self):
        self.halls = []
        self.hindrances = ()

    def change(self, hall):
        answer = Future()
        if not self.hindrances:
            self.halls.append(hall)
        answer.set_result(self.hindrances)
        return answer


@pytest.fixture
def hall():
    return Hall()


@pytest.fixture
def file(tmp_path):
    file = tmp_path / "hall.toml"
    file.write_text(HALL, encoding="utf-8")
    file.chmod(0o640)
    return file


@pytest.fixture
def desk(file, hall):
    return HallDesk(file, {}, hall.change)


def test_a_change_holds_in_the_hall_and_in_the_file(desk, hall, file):
    changed = HALL.replace("户籍业务", "户政业务")
    assert not desk.put(changed, HALL).needs_restart
    assert file.read_text() == changed
    assert file.stat().st_mode & 0o777 == 0o640
    assert hall.halls[-1].queues["household"].name["zh"] == "户政业务"


def test_what_stands_beside_the_hall_needs_a_restart(desk):
    assert desk.put(HALL + "\n[security]\nenrolled_only = true\n", HALL).needs_restart


def test_mistakes_change_nothing(desk, hall, file):
    with pytest.raises(HallFileError):
        desk.put(HALL.replace('prefix = "B"', 'prefix = "A"'), HALL)
    assert (hall.halls, file.read_text()) == ([], HALL)


def test_whoever_was_slower_is_told(desk, hall, file):
    file.write_text(HALL + "# by hand\n", encoding="utf-8")
    with pytest.raises(ChangedMeanwhileError):
        desk.put(HALL.replace("户籍业务", "户政业务"), HALL)
    assert (hall.halls, file.read_text()) == ([], HALL + "# by hand\n")


def test_what_the_hall_hinders_is_not_written(desk, hall, file):
    hall.hindrances = (Hindrance("queue_in_use", "tax"),)
    with pytest.raises(HinderedError) as refused:
        desk.put(HALL.replace("户籍业务", "户政业务"), HALL)
    assert refused.value.hindrances == hall.hindrances
    assert file.read_text() == HALL


def test_a_file_that_cannot_be_written_leaves_the_hall_as_it_was(desk, hall, file, monkeypatch):
    def full(_text):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(desk, "_write", full)
    with pytest.raises(NotWritableError) as refused:
        desk.put(HALL.replace("户籍业务", "户政业务"), HALL)
    assert refused.value.reason == "No space left on device"
    assert [each.queues["household"].name["zh"] for each in hall.halls] == ["户政业务", "户籍业务"]
    assert file.read_text() == HALL
