"""Reserved numbers on the disk: a number and its command are kept together, whatever is killed when."""

import os
import signal
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest

from kiosk.flow.blocks import Block
from kiosk.numbers import NumberTakenError
from kiosk.outbox import open_outbox
from queue_server.contract.views import BlockReply
from tests.kiosk.hall import AROUND, HALL, NOW, QUEUES
from tests.kiosk.test_outbox import COMMAND

DAY = NOW.date()
REPLY = BlockReply(prefix="A", first=21, last=23, day=DAY)
BLOCK = Block("household", "A", 21, 23, DAY, 21)


def test_a_block_is_kept_once_however_often_its_reply_comes(tmp_path: Path) -> None:
    outbox = open_outbox(tmp_path)
    outbox.numbers.add("household", REPLY)
    outbox.numbers.add("household", REPLY)
    assert outbox.numbers.blocks() == (BLOCK,)


def test_a_number_that_was_given_cannot_be_given_again(tmp_path: Path) -> None:
    outbox = open_outbox(tmp_path)
    outbox.numbers.add("household", REPLY)
    outbox.numbers.take(BLOCK)
    with pytest.raises(NumberTakenError):
        outbox.numbers.take(BLOCK)
    assert [each.next for each in outbox.numbers.blocks()] == [22]


def test_nothing_is_given_behind_the_end_of_a_block(tmp_path: Path) -> None:
    outbox = open_outbox(tmp_path)
    outbox.numbers.add("household", REPLY)
    for _ in range(3):
        outbox.numbers.take(outbox.numbers.blocks()[0])
    with pytest.raises(NumberTakenError):
        outbox.numbers.take(outbox.numbers.blocks()[0])


def test_the_blocks_of_days_gone_by_are_dropped_when_new_ones_come(tmp_path: Path) -> None:
    outbox = open_outbox(tmp_path)
    outbox.numbers.add("household", REPLY)
    tomorrow = REPLY.model_copy(update={"day": DAY + timedelta(days=1)})
    outbox.numbers.add("tax", tomorrow)
    assert [(each.queue, each.day) for each in outbox.numbers.blocks()] == [("tax", tomorrow.day)]


def test_the_hall_and_its_queues_are_remembered_without_who_waits(tmp_path: Path) -> None:
    outbox = open_outbox(tmp_path)
    outbox.hall.keep(AROUND)
    outbox.close()
    recalled = open_outbox(tmp_path).hall.recall()
    assert recalled.hall == HALL
    assert [(each.queue, each.name, each.waiting) for each in recalled.queues] == [
        (each.queue, each.name, 0) for each in QUEUES
    ]
    assert not recalled.line


DYING = """
import os, signal, sys
from pathlib import Path
from kiosk.outbox import open_outbox
from tests.kiosk.test_numbers import BLOCK, REPLY
from tests.kiosk.test_outbox import COMMAND
outbox = open_outbox(Path(sys.argv[1]))
point = sys.argv[2]
outbox.numbers.add("household", REPLY)
if point != "reserved":
    with outbox.together():
        outbox.numbers.take(BLOCK)
        outbox.keep(COMMAND)
        if point == "half given":
            os.write(1, b"x")
            signal.pause()
os.write(1, b"x")
signal.pause()
"""


@pytest.mark.parametrize(
    ("point", "next_number", "commands"),
    [("reserved", 21, []), ("half given", 21, []), ("given", 22, [COMMAND.id])],
)
def test_after_a_power_cut_a_number_is_free_or_its_command_is_kept(
    tmp_path: Path, point: str, next_number: int, commands: list[str]
) -> None:
    child = subprocess.Popen([sys.executable, "-c", DYING, str(tmp_path), point], stdout=subprocess.PIPE)
    assert child.stdout is not None
    assert child.stdout.read(1) == b"x"
    os.kill(child.pid, signal.SIGKILL)
    child.wait()
    child.stdout.close()
    outbox = open_outbox(tmp_path)
    assert [each.next for each in outbox.numbers.blocks()] == [next_number]
    assert [each.id for each in outbox.pending()] == commands
