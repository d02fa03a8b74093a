"""``onedoor notices``, against a hall at work in the same directory."""

import json
import threading
from contextlib import ExitStack

import pytest

from onedoor.commands import notices as command
from queue_server.domain import commands
from queue_server.notices.opening import ASKED, FOLDER, KEY_FILE
from tests.queue_server.notices.conftest import SECRET, NoticeHall, rows_of
from tests.queue_server.notices.test_providers import section_with
from tests.queue_server.notices.test_running import HANG_GUARD_S, WITH_FILE, Running


@pytest.fixture
def data(tmp_path, monkeypatch):
    """The data directory of a hall that runs; both sides look more often than they do for people."""
    monkeypatch.setattr(command, "LOOK_EVERY_S", 0.01)
    monkeypatch.setattr("queue_server.notices.desk.LOOK_EVERY_S", 0.01)
    (tmp_path / KEY_FILE).write_text(SECRET.hex())
    return tmp_path


@pytest.fixture
def running(data):
    with ExitStack() as stack:
        hall = Running(data, section_with(WITH_FILE), stack)
        happened = hall.story.accepted(commands.OpenWindow("1", "1"))
        hall.journal.append("street", 0, rows_of(happened, hall.story.state.hall, 0), (), hall.story.now)
        yield hall


def typed(running, run):
    """What a command prints and how it leaves, while the hall comes round."""
    left = []

    def type_it():
        try:
            run()
        except SystemExit as leaving:
            left.append(leaving.code)
        else:
            left.append(0)

    thread = threading.Thread(target=type_it)
    thread.start()
    running.until(lambda: left)
    thread.join(HANG_GUARD_S)
    return left[0]


def trial(step="test", language="zh", provider=None):
    return command.TrialOptions(step, language, provider)


def test_a_test_message_is_sent_and_told(running, data, capsys):
    assert typed(running, lambda: command.run_test(data, None, "13800138000", trial())) == 0
    assert capsys.readouterr().out.endswith(" sent through file (1 part)\n")
    assert "138****8000\t【街道政务服务中心】这是" in (data / FOLDER / "sent.txt").read_text()


def test_a_test_message_that_cannot_be_sent_leaves_with_an_error(running, data, capsys):
    options = trial(provider="nobody")
    assert typed(running, lambda: command.run_test(data, None, "13800138000", options)) == 1
    assert capsys.readouterr().out.endswith(" failed: no_provider\n")


def test_a_notice_is_sent_again_by_the_beginning_of_its_id(running, data, capsys):
    typed(running, lambda: command.run_test(data, None, "13800138000", trial()))
    beginning = capsys.readouterr().out[:12]
    assert typed(running, lambda: command.run_resend(data, None, beginning)) == 0
    assert (data / FOLDER / "sent.txt").read_text().count("\n") == 2


def test_the_day_and_its_list_are_printed(running, data, capsys):
    typed(running, lambda: command.run_test(data, None, "13800138000", trial()))
    capsys.readouterr()
    command.run_list(data, None, None, None)
    command.run_list(data, None, None, "failed")
    command.run_day(data, None, None)
    printed = capsys.readouterr().out
    assert printed.count("138****8000") == 1
    assert "file      1     0          0       0        1      0.00" in printed
    command.run_list(data, None, None, None, as_json=True)
    command.run_day(data, None, None, as_json=True)
    messages, day = map(json.loads, capsys.readouterr().out.splitlines())
    assert (messages["messages"][0]["number"], day["providers"][0]["sent"]) == ("138****8000", 1)


def test_a_number_that_opted_out_by_command_gets_nothing(running, data, capsys):
    assert typed(running, lambda: command.run_opt_out(data, "13800138000", back=False)) == 0
    assert typed(running, lambda: command.run_test(data, None, "13800138000", trial())) == 1
    assert "opted_out" in capsys.readouterr().out


def test_a_person_is_forgotten_by_command(running, data, capsys):
    assert typed(running, lambda: command.run_forget(data, "ticket", "A001")) == 0
    assert capsys.readouterr().out == "nothing is left of whoever holds ticket A001\n"


def test_something_is_told_by_hand(running, data, capsys):
    assert typed(running, lambda: command.run_tell(data, "hall_late", "hall", "")) == 0
    assert "the server tells everybody who gave a number\n" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("run", "told"),
    [
        (lambda data: command.run_test(data, None, "12345", trial()), "expected a mainland mobile number of 11 digits"),
        (
            lambda data: command.run_test(data, None, "13800138000", trial("call")),
            "--step: expected one of ticket_taken",
        ),
        (lambda data: command.run_resend(data, None, "zzz"), "zzz: no notice begins so"),
        (lambda data: command.run_list(data, None, "yesterday", None), "--day: expected a day such as 2026-11-30"),
        (lambda data: command.run_list(data, "other", None, None), "--hall: the journal knows street, not other"),
        (lambda data: command.run_list(data / "none", None, None, None), "there is no directory"),
    ],
)
def test_bad_input_is_told_in_one_line(running, data, capsys, run, told):
    with pytest.raises(SystemExit) as left:
        run(data)
    assert left.value.code == 2
    printed = capsys.readouterr().err
    assert told in printed
    assert printed.count("\n") == 1


def test_without_a_server_an_ask_is_taken_back(data, capsys, monkeypatch):
    monkeypatch.setattr(command, "HEARD_WITHIN_S", 0.05)
    hall = NoticeHall(data)
    hall.open()
    hall.journal.close()
    (data / FOLDER / ASKED).mkdir(parents=True)
    with pytest.raises(SystemExit):
        command.run_test(data, None, "13800138000", trial())
    assert "no server works in" in capsys.readouterr().err
    assert list((data / FOLDER / ASKED).iterdir()) == []


def test_a_directory_that_never_sent_notices_is_told_as_such(tmp_path, capsys):
    hall = NoticeHall(tmp_path)
    hall.open()
    hall.journal.close()
    with pytest.raises(SystemExit):
        command.run_list(tmp_path, None, None, None)
    assert "is this the data directory of a hall that sends notices?" in capsys.readouterr().err
