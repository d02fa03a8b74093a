"""What a printer says is understood whenever it says it, asked or not."""

from __future__ import annotations

import pytest
from PIL import Image

from hardware.printer import CameOut, PrintOutcome, ReceiptPrinter, Timing
from hardware.printer._conversation import Conversation
from hardware.status import PartHealth, PartStatus

WELL = PrintOutcome(CameOut.ALL, None, PartHealth(PartStatus.OK))
TICKET = Image.new("1", (576, 8), 0)


class ScriptedLink:
    """Reads come from a list, whenever they are asked for."""

    def __init__(self, reads: list[bytes]) -> None:
        self.reads = reads

    def read(self, max_bytes: int, timeout_s: float) -> bytes:  # noqa: ARG002 - a script has its own pieces
        """Nothing is ever left over: a read that does not wait finds nothing."""
        return self.reads.pop(0) if timeout_s else b""

    def write(self, data: bytes) -> None:
        pass

    def drain_input(self) -> None:
        pass

    def close(self) -> None:
        pass


STATUS = [b"\x16", b"\x12", b"\x12", b"\x12"]
WHILE_PRINTING = [b"\x16", b"\x16"]


@pytest.mark.parametrize(
    "behind_the_cut",
    [
        [b"", b"\x00", b"\x16"],
        [b"\x00", b""],
        [b"\x10\x00\x00\x00\x00", b""],
        [b"\x10\x00", b"\x00", b"\x00\x00", b"", b"\x16"],
    ],
    ids=["late-status-beside-it", "alone", "behind-an-automatic-status", "in-pieces"],
)
def test_the_word_behind_the_cut_is_known_among_all_others(behind_the_cut: list[bytes]) -> None:
    """A drawer pin that is high (16) in a late answer to n=1 would read as an open cover in the answer to n=2."""
    link = ScriptedLink([*STATUS, *WHILE_PRINTING, *behind_the_cut, *STATUS])
    assert ReceiptPrinter(link).print_image(TICKET) == WELL
    assert not link.reads


def test_the_rest_of_an_automatic_status_whose_first_byte_was_lost_is_not_the_word_behind_the_cut() -> None:
    rest = [b"\x00\x00\x00", b""]
    silent = [b"", b"", b"", b""]
    link = ScriptedLink([*STATUS, *WHILE_PRINTING, *rest, *silent, *STATUS])
    outcome = ReceiptPrinter(link).print_image(TICKET)
    assert outcome == PrintOutcome(CameOut.UNKNOWN, "no_clear_word_after_cut", PartHealth(PartStatus.OK))


class HalfAPacketLeft(ScriptedLink):
    """The first half of an automatic status was there before the question, the rest comes with the answer."""

    left_over = (b"\x18\x00", b"")

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        if timeout_s:
            return super().read(max_bytes, timeout_s)
        now, self.left_over = self.left_over[0], (b"", b"")
        return now


def test_an_automatic_status_that_a_question_falls_into_is_heard_whole() -> None:
    talk = Conversation(HalfAPacketLeft([b"\x0c\x00\x1a"]), Timing(), lambda: 0.0)
    assert talk.ask(1, 0.5) == 0x1A
    assert talk.news is not None
    assert talk.news.paper_end


def test_after_a_silence_a_word_is_not_taken_for_the_rest_of_an_automatic_status() -> None:
    link = ScriptedLink([*STATUS, b"\x10\x16", *WHILE_PRINTING[1:], b"", b"\x00", b"", b"\x16", *STATUS])
    assert ReceiptPrinter(link).print_image(TICKET) == WELL
    assert not link.reads


def test_what_a_printer_told_before_a_print_says_nothing_of_its_silence_in_it() -> None:
    told_long_ago = b"\x18\x00\x0c\x00"
    link = ScriptedLink([told_long_ago + STATUS[0], *STATUS[1:], *[b""] * 4])
    outcome = ReceiptPrinter(link).print_image(TICKET)
    silent = PartHealth(PartStatus.OFFLINE, "silent")
    assert outcome == PrintOutcome(CameOut.NOTHING, "no_word_while_printing", silent)
