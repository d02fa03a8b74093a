"""What a printer says, asked or not: the words are told apart and mean what the manuals say."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.printer import NoStatus, PrinterStatus
from hardware.printer._answers import (
    AnswerParser,
    AutomaticStatus,
    PaperStatus,
    RealTimeStatus,
    Stray,
    Word,
)
from hardware.printer._status_bytes import health_of, status_of, status_of_packet
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Sequence

FINE = PrinterStatus(
    online=True,
    cover_open=False,
    paper_end=False,
    paper_near_end=False,
    cutter_error=False,
    unrecoverable=False,
    recoverable_error=False,
)


def status(**facts: bool) -> PrinterStatus:
    return PrinterStatus(**{name: getattr(FINE, name) for name in FINE.__slots__} | facts)


def heard(data: bytes, pieces: Sequence[int] = ()) -> list[Word]:
    parser = AnswerParser()
    words, rest = [], data
    for size in pieces:
        words += parser.feed(rest[:size])
        rest = rest[size:]
    return words + parser.feed(rest)


# The words


def test_each_word_is_known_by_its_bits() -> None:
    data = bytes.fromhex("16 18000F00 00 1A 12")
    assert heard(data) == [
        RealTimeStatus(0x16),
        AutomaticStatus(bytes.fromhex("18000F00")),
        PaperStatus(0x00),
        RealTimeStatus(0x1A),
        RealTimeStatus(0x12),
    ]


@pytest.mark.parametrize("place", [1, 2, 3])
def test_a_real_time_status_in_the_middle_of_an_automatic_one_spoils_neither(place: int) -> None:
    packet = bytes.fromhex("14000C00")
    data = packet[:place] + b"\x12" + packet[place:]
    assert heard(data) == [RealTimeStatus(0x12), AutomaticStatus(packet)]


def test_an_automatic_status_that_breaks_off_gives_way_to_the_next() -> None:
    assert heard(bytes.fromhex("1000 10000000")) == [AutomaticStatus(bytes.fromhex("10000000"))]


def test_after_a_silence_what_was_not_complete_is_forgotten() -> None:
    parser = AnswerParser()
    assert parser.feed(b"\x10\x00") == []
    parser.forget()
    assert parser.feed(b"\x00") == [PaperStatus(0x00)]


@pytest.mark.parametrize("byte", [0x93, 0xFF, 0x80, 0x11, 0x13, 0x01, 0x40])
def test_a_byte_that_no_answer_has_is_a_stray(byte: int) -> None:
    assert heard(bytes((byte,))) == [Stray(byte)]


real_time = st.integers(0, 255).map(lambda bits: RealTimeStatus(bits & 0x6C | 0x12))
paper = st.sampled_from((0x00, 0x03, 0x0C, 0x0F)).map(PaperStatus)
automatic = st.tuples(st.integers(0, 255), *[st.integers(0, 255)] * 3).map(
    lambda bits: AutomaticStatus(bytes((bits[0] & 0x6C | 0x10, *(byte & 0x6F for byte in bits[1:]))))
)


@given(st.lists(real_time | paper | automatic, max_size=20), st.lists(st.integers(1, 7), max_size=40))
def test_words_are_understood_however_the_line_cuts_them(words: list[Word], pieces: list[int]) -> None:
    data = b"".join(word.packet if isinstance(word, AutomaticStatus) else bytes((word.byte,)) for word in words)
    assert heard(data, pieces) == words


@given(st.lists(st.binary(max_size=300), max_size=20))
def test_whatever_arrives_the_parser_lives_and_keeps_at_most_three_bytes(chunks: list[bytes]) -> None:
    parser = AnswerParser()
    for chunk in chunks:
        parser.feed(chunk)
        assert len(parser._packet) <= 3


# What they mean


@pytest.mark.parametrize(
    ("answers", "facts"),
    [
        ("12 12 12 12", {}),
        ("16 12 12 12", {}),
        ("12 12 12 1E", {"paper_near_end": True}),
        ("1A 32 12 72", {"online": False, "paper_end": True}),
        ("1A 32 12 7E", {"online": False, "paper_end": True, "paper_near_end": True}),
        ("1A 16 12 12", {"online": False, "cover_open": True}),
        ("1A 52 1A 12", {"online": False, "cutter_error": True}),
        ("1A 52 32 12", {"online": False, "unrecoverable": True}),
        ("1A 52 52 12", {"online": False, "recoverable_error": True}),
        ("12 12 12 52", {}),
        ("1A 32 12 32", {"online": False, "paper_end": True}),
    ],
)
def test_real_time_status_means_what_the_manuals_say(answers: str, facts: dict[str, bool]) -> None:
    """The last two are a Citizen PPU-231's: bit 6 of n=4 is a ticket that waits to be taken, bit 5 the paper's end."""
    assert status_of(tuple(bytes.fromhex(answers))) == status(**facts)


@pytest.mark.parametrize(
    ("packet", "facts"),
    [
        ("10 00 00 00", {}),
        ("14 00 00 00", {}),
        ("10 00 00 0F", {}),
        ("10 00 03 00", {"paper_near_end": True}),
        ("18 00 0F 00", {"online": False, "paper_end": True, "paper_near_end": True}),
        ("38 00 00 00", {"online": False, "cover_open": True}),
        ("18 08 00 00", {"online": False, "cutter_error": True}),
        ("18 20 00 00", {"online": False, "unrecoverable": True}),
        ("18 40 00 00", {"online": False, "recoverable_error": True}),
    ],
)
def test_automatic_status_means_what_the_manuals_say(packet: str, facts: dict[str, bool]) -> None:
    assert status_of_packet(bytes.fromhex(packet)) == status(**facts)


@pytest.mark.parametrize(
    ("told", "health"),
    [
        (FINE, PartHealth(PartStatus.OK)),
        (NoStatus("silent"), PartHealth(PartStatus.OFFLINE, "silent")),
        (NoStatus("garbled"), PartHealth(PartStatus.UNKNOWN, "garbled")),
        (status(online=False, cutter_error=True), PartHealth(PartStatus.JAM, "cutter_error")),
        (status(online=False, paper_end=True, cutter_error=True), PartHealth(PartStatus.OUT)),
    ],
)
def test_health_is_ok_only_by_the_printer_s_own_word(told: PrinterStatus | NoStatus, health: PartHealth) -> None:
    assert health_of(told) == health


@pytest.mark.parametrize(
    ("facts", "waits"),
    [
        ({"cutter_error": True}, True),
        ({"cutter_error": True, "cover_open": True}, False),
        ({"cutter_error": True, "paper_end": True}, False),
        ({"cutter_error": True, "unrecoverable": True}, False),
        ({"recoverable_error": True}, False),
        ({}, False),
    ],
)
def test_only_a_stuck_cutter_with_nothing_else_the_matter_waits_to_be_told_to_go_on(
    facts: dict[str, bool], *, waits: bool
) -> None:
    assert status(**facts).waits_for_recovery is waits
