"""What survives a power cut."""

import os
import signal
import sqlite3
import stat
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.flow.effects import PrintJob
from kiosk.outbox import FILE_NAME, KEY_NAME, KeyFileError, Outbox, OutboxInUseError, open_outbox
from queue_server.contract.commands import CancelTicket, IssueTicket
from queue_server.contract.envelope import Command
from tests.kiosk.hall import COMMAND_ID, HALL, HOLDER, NOW, TICKET

OTHER_ID = "5f0c7d0e-0000-4000-8000-000000000002"
COMMAND = Command(
    id=COMMAND_ID,
    sent_at=NOW,
    expires_at=NOW + timedelta(minutes=1),
    data=IssueTicket(queue="household", holder=HOLDER),
)
CANCEL = Command(id=OTHER_ID, sent_at=NOW, data=CancelTicket(ticket="t-1"))
JOB = PrintJob(OTHER_ID, TICKET, 1, HALL.name, {"zh": "户籍业务"}, "zh")


@pytest.fixture
def outbox(tmp_path: Path) -> Outbox:
    return open_outbox(tmp_path)


def test_a_command_is_kept_word_for_word_until_its_reply(outbox: Outbox) -> None:
    outbox.keep(COMMAND)
    assert [(each.id, each.type, each.payload) for each in outbox.pending()] == [
        (COMMAND_ID, "issue_ticket", COMMAND.to_json())
    ]
    assert outbox.type_of(COMMAND_ID) == "issue_ticket"
    outbox.settle(COMMAND_ID)
    assert outbox.pending() == []
    assert outbox.type_of(COMMAND_ID) is None


def test_commands_stay_in_the_order_in_which_they_were_given(outbox: Outbox) -> None:
    outbox.keep(CANCEL)
    outbox.keep(COMMAND)
    outbox.keep(CANCEL)
    assert [each.id for each in outbox.pending()] == [OTHER_ID, COMMAND_ID]


def test_what_belongs_together_is_kept_together_or_not_at_all(outbox: Outbox) -> None:
    def broken_off() -> None:
        with outbox.together():
            outbox.keep(COMMAND)
            outbox.keep_job(JOB, 0)
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        broken_off()
    assert (outbox.pending(), outbox.jobs()) == ([], [])


def test_nothing_of_a_person_can_be_read_in_the_file(tmp_path: Path, outbox: Outbox) -> None:
    outbox.keep(COMMAND)
    outbox.keep_job(JOB, 0)
    stored = b"".join(file.read_bytes() for file in tmp_path.glob(f"{FILE_NAME}*"))
    for secret in ("11010519491231002X", "张示例", "household", TICKET.url or ""):
        assert secret.encode() not in stored


def test_the_key_belongs_to_its_owner_alone(tmp_path: Path, outbox: Outbox) -> None:
    key = tmp_path / KEY_NAME
    assert stat.S_IMODE(key.stat().st_mode) == 0o600
    outbox.close()
    key.chmod(0o640)
    with pytest.raises(KeyFileError):
        open_outbox(tmp_path)


def test_a_damaged_key_is_said_and_not_replaced(tmp_path: Path, outbox: Outbox) -> None:
    outbox.close()
    (tmp_path / KEY_NAME).write_bytes(b"short")
    with pytest.raises(KeyFileError):
        open_outbox(tmp_path)
    assert (tmp_path / KEY_NAME).read_bytes() == b"short"


def test_entries_of_a_lost_key_are_dropped_so_that_the_others_go_on(tmp_path: Path, outbox: Outbox) -> None:
    outbox.keep(COMMAND)
    outbox.keep_job(JOB, 0)
    outbox.close()
    (tmp_path / KEY_NAME).write_bytes(bytes(32))
    opened = open_outbox(tmp_path)
    opened.keep(CANCEL)
    assert [each.id for each in opened.pending()] == [OTHER_ID]
    assert opened.jobs() == []


def test_two_kiosks_cannot_share_an_outbox(tmp_path: Path, outbox: Outbox, monkeypatch: pytest.MonkeyPatch) -> None:
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda path: connect(path, timeout=0))
    with pytest.raises(OutboxInUseError):
        open_outbox(tmp_path)


def test_every_write_is_on_disk_when_it_returns(outbox: Outbox) -> None:
    def setting(name: str) -> object:
        return outbox._connection.execute(f"PRAGMA {name}").fetchone()[0]

    assert (setting("journal_mode"), setting("synchronous")) == ("wal", 2)


DYING = """
import os, signal, sys
from pathlib import Path
from kiosk.outbox import open_outbox
from tests.kiosk.test_outbox import CANCEL, COMMAND, JOB
outbox = open_outbox(Path(sys.argv[1]))
point = sys.argv[2]
if point == "command kept":
    outbox.keep(COMMAND)
if point in ("job kept", "printing", "half told", "told"):
    with outbox.together():
        outbox.settle(COMMAND.id)
        outbox.keep_job(JOB, 1000)
if point in ("printing", "half told", "told"):
    outbox.begin_job(JOB.id)
if point == "told":
    with outbox.together():
        outbox.drop_job(JOB.id)
        outbox.keep(CANCEL)
if point == "half told":
    with outbox.together():
        outbox.drop_job(JOB.id)
        outbox.keep(CANCEL)
        os.write(1, b"x")
        signal.pause()
os.write(1, b"x")
signal.pause()
"""


@pytest.mark.parametrize(
    ("point", "commands", "jobs"),
    [
        ("command kept", [COMMAND.id], []),
        ("job kept", [], [(JOB, "to print", 1000)]),
        ("printing", [], [(JOB, "printing", 1000)]),
        ("half told", [], [(JOB, "printing", 1000)]),
        ("told", [CANCEL.id], []),
    ],
)
def test_after_a_power_cut_everything_is_where_it_was(
    tmp_path: Path, point: str, commands: list[str], jobs: list[tuple[PrintJob, str, int]]
) -> None:
    child = subprocess.Popen([sys.executable, "-c", DYING, str(tmp_path), point], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.read(1) == b"x"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    outbox = open_outbox(tmp_path)
    assert [each.id for each in outbox.pending()] == commands
    assert [(each.job, each.stage, each.kept_at_s) for each in outbox.jobs()] == jobs
