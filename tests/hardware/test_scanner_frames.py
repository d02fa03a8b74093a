"""What a scanner's bytes mean: the published frames, and that no stream of bytes does harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.scanner import Encoding, Scan
from hardware.scanner._codes import LONGEST_CODE_BYTES, SUFFIXES, BadCode, CodeCutter, decode
from hardware.scanner._grow_frames import (
    DONE,
    READ_BAUD,
    STOP,
    TRIGGER,
    WRITE,
    Answer,
    AnswerParser,
    Command,
    CommandParser,
)
from hardware.scanner._ssi_frames import (
    ACK,
    DECODE_DATA,
    DECODER,
    DENIED,
    FROM_DECODER,
    HOST,
    MORE_FOLLOWS,
    NAK,
    START_DECODE,
    STOP_DECODE,
    BadPacket,
    Packet,
    PacketParser,
)

SAVE = Command(0x09, 0x0000, b"\x00")
SET_9600 = Command(WRITE, 0x002A, bytes.fromhex("3901"))
BAUD_IS_9600 = Answer(0x00, bytes.fromhex("3901"))

HEADS = [b"\x02", b"\x02\x00", b"\x02\x00\x00\x08", b"\x02\x00\x00\xff", b"\x7e\x00", b"\x7e\x00\x08\xff"]
HEADS += [b"\x00\xd0\x00", b"\x03\xf3\x00", b"\x04\xd0\x00\x00", b"\xff\xf3\x00"]
pieces = st.lists(st.one_of(st.binary(max_size=300), st.sampled_from(HEADS)), max_size=40)


def in_pieces(stream: bytes, size: int) -> list[bytes]:
    return [stream[start : start + size] for start in range(0, len(stream), size)]


# Grow GM


@pytest.mark.parametrize(
    ("command", "frame"),
    [
        (TRIGGER, "7E 00 08 01 00 02 01 02 DA"),
        (STOP, "7E 00 08 01 00 02 00 12 FB"),
        (SAVE, "7E 00 09 01 00 00 00 DE C8"),
        (READ_BAUD, "7E 00 07 01 00 2A 02 D8 0F"),
        (SET_9600, "7E 00 08 02 00 2A 39 01 A7 EA"),
        (Command(WRITE, 0x00D9, b"\x50"), "7E 00 08 01 00 D9 50 81 D3"),
    ],
)
def test_a_grow_command_has_the_bytes_of_the_manual(command: Command, frame: str) -> None:
    assert command.to_bytes() == bytes.fromhex(frame)
    assert CommandParser().feed(bytes.fromhex(frame)) == [command]


def test_a_grow_command_may_carry_the_wild_card_for_its_crc() -> None:
    assert CommandParser().feed(bytes.fromhex("7E 00 08 01 00 02 01 AB CD")) == [TRIGGER]
    assert CommandParser().feed(bytes.fromhex("7E 00 08 01 00 02 01 AB CE")) == []


@pytest.mark.parametrize(
    ("answer", "frame"), [(DONE, "02 00 00 01 00 33 31"), (BAUD_IS_9600, "02 00 00 02 39 01 C1 4C")]
)
def test_a_grow_answer_has_the_bytes_of_the_manual(answer: Answer, frame: str) -> None:
    assert answer.to_bytes() == bytes.fromhex(frame)
    assert AnswerParser().feed(bytes.fromhex(frame)) == [answer]


def test_the_acknowledgement_and_the_code_behind_it_are_told_apart() -> None:
    """The manual's example: trigger, acknowledgement, `052301` and CR LF."""
    stream = bytes.fromhex("02 00 00 01 00 33 31 30 35 32 33 30 31 0D 0A")
    for size in range(1, len(stream) + 1):
        parser = AnswerParser()
        items = [item for piece in in_pieces(stream, size) for item in parser.feed(piece)]
        assert items[0] == DONE
        assert b"".join(item for item in items if isinstance(item, bytes)) == b"052301\r\n"


@given(st.binary(max_size=60), st.integers(min_value=1, max_value=30))
def test_text_that_looks_like_the_head_of_an_answer_is_text_once_the_line_is_silent(text: bytes, size: int) -> None:
    stream = b"A\x02\x00" + text
    parser = AnswerParser()
    items = [item for piece in in_pieces(stream, size) for item in parser.feed(piece)] + parser.silence()
    if all(isinstance(item, bytes) for item in items):
        assert b"".join(item for item in items if isinstance(item, bytes)) == stream
    assert not parser.pending


def test_an_answer_behind_a_damaged_answer_is_found() -> None:
    claims_eight_bytes = bytes.fromhex("02 00 00 08")
    parser = AnswerParser()
    assert parser.feed(claims_eight_bytes + DONE.to_bytes()) == []
    assert DONE in parser.silence()


@given(pieces)
def test_whatever_arrives_the_answer_parser_lives_and_keeps_one_answer_at_most(chunks: list[bytes]) -> None:
    parser = AnswerParser()
    for chunk in chunks:
        parser.feed(chunk)
        assert len(parser._buffer) < 14
    parser.silence()
    assert not parser.pending


@given(
    st.lists(
        st.sampled_from([DONE.to_bytes(), BAUD_IS_9600.to_bytes(), b"CODE\r", b"\x02", b"\x02\x00\x00"]), max_size=30
    )
)
def test_no_byte_is_lost_between_answers_and_text(parts: list[bytes]) -> None:
    parser = AnswerParser()
    items = [item for part in parts for item in parser.feed(part)] + parser.silence()
    rebuilt = b"".join(item.to_bytes() if isinstance(item, Answer) else item for item in items)
    assert rebuilt == b"".join(parts)


@given(pieces)
def test_whatever_a_host_sends_the_simulated_module_s_parser_lives_and_keeps_one_command_at_most(
    chunks: list[bytes],
) -> None:
    parser = CommandParser()
    for chunk in chunks:
        parser.feed(chunk)
        assert len(parser._buffer) < 16


# SSI


@pytest.mark.parametrize(
    ("packet", "frame"),
    [
        (Packet(START_DECODE, HOST), "04 E4 04 00 FF 14"),
        (Packet(STOP_DECODE, HOST), "04 E5 04 00 FF 13"),
        (Packet(ACK, DECODER), "04 D0 00 00 FF 2C"),
        (Packet(NAK, DECODER, 0, bytes((DENIED,))), "05 D1 00 00 06 FF 24"),
        (Packet(0xC6, HOST, 0x08, bytes.fromhex("009C05")), "07 C6 04 08 00 9C 05 FE 86"),
        (Packet(0xC6, HOST, 0x08, bytes.fromhex("009C0A")), "07 C6 04 08 00 9C 0A FE 81"),
        (Packet(0xA3, HOST), "04 A3 04 00 FF 55"),
    ],
)
def test_an_ssi_packet_has_the_bytes_of_the_manual(packet: Packet, frame: str) -> None:
    assert packet.to_bytes() == bytes.fromhex(frame)
    assert PacketParser(packet.source, frozenset((packet.opcode,))).feed(bytes.fromhex(frame)) == [packet]


def test_a_decode_data_packet_has_the_bytes_built_from_the_rules() -> None:
    """Built from the guide's table, published by nobody: kind F1, data `A1`."""
    packet = Packet(DECODE_DATA, DECODER, MORE_FOLLOWS, b"\xf1A1")
    assert packet.to_bytes() == bytes.fromhex("07 F3 00 02 F1 41 31 FD A1")


ANY_PACKET = st.builds(
    Packet, st.sampled_from(sorted(FROM_DECODER)), st.just(DECODER), st.integers(0, 3), st.binary(max_size=251)
)


@given(st.lists(ANY_PACKET, max_size=6), st.integers(min_value=1, max_value=300))
def test_packets_are_found_however_they_are_cut(packets: list[Packet], size: int) -> None:
    parser = PacketParser(DECODER, FROM_DECODER)
    stream = b"".join(packet.to_bytes() for packet in packets)
    assert [item for piece in in_pieces(stream, size) for item in parser.feed(piece)] == packets
    assert not parser.pending


@given(ANY_PACKET, st.integers(min_value=0), st.integers(min_value=1, max_value=255), ANY_PACKET)
def test_a_damaged_packet_is_never_taken_for_a_good_one_and_hides_no_other_for_longer_than_a_silence(
    packet: Packet, place: int, flip: int, behind: Packet
) -> None:
    damaged = bytearray(packet.to_bytes())
    damaged[place % len(damaged)] ^= flip
    parser = PacketParser(DECODER, FROM_DECODER)
    found = parser.feed(bytes(damaged)) + parser.silence() + parser.feed(behind.to_bytes())
    assert packet not in found[:-1]
    assert found[-1] == behind


def test_a_packet_whose_length_is_damaged_does_not_swallow_the_one_behind_it() -> None:
    good = Packet(ACK, DECODER).to_bytes()
    assert PacketParser(DECODER, FROM_DECODER).feed(b"\x05" + good[1:] + good) == [BadPacket(), Packet(ACK, DECODER)]


@pytest.mark.parametrize("length", [0, 1, 2, 3])
def test_a_length_that_no_packet_can_have_is_passed_over(length: int) -> None:
    good = Packet(ACK, DECODER).to_bytes()
    assert PacketParser(DECODER, FROM_DECODER).feed(bytes((length,)) + good[1:] + good) == [Packet(ACK, DECODER)]


@given(pieces)
def test_whatever_arrives_the_packet_parser_lives_and_keeps_one_packet_at_most(chunks: list[bytes]) -> None:
    parser = PacketParser(DECODER, FROM_DECODER)
    for chunk in chunks:
        for item in parser.feed(chunk):
            assert isinstance(item, BadPacket) or item.opcode in FROM_DECODER
        assert len(parser._buffer) <= 257
    parser.silence()
    assert not parser.pending


# Codes


@pytest.mark.parametrize("suffix", ["cr", "crlf", "lf", "tab"])
@pytest.mark.parametrize("size", [1, 2, 3, 100])
def test_a_suffix_ends_a_code_however_the_bytes_come(suffix: str, size: int) -> None:
    cutter = CodeCutter(SUFFIXES[suffix], 100)
    stream = SUFFIXES[suffix].join((b"A001", b"B 002", b""))
    assert [item for piece in in_pieces(stream, size) for item in cutter.feed(piece)] == [b"A001", b"B 002"]
    assert cutter.silence() == []


def test_a_scanner_set_to_cr_lf_is_understood_by_a_host_set_to_cr() -> None:
    cutter = CodeCutter(SUFFIXES["cr"], 100)
    assert cutter.feed(b"A001\r\nA002\r\n") == [b"A001", b"A002"]
    assert cutter.silence() == []


def test_without_a_suffix_silence_ends_a_code() -> None:
    cutter = CodeCutter(SUFFIXES["none"], 100)
    assert cutter.feed(b"A0") == cutter.feed(b"01") == []
    assert cutter.silence() == [b"A001"]
    assert not cutter.pending


def test_a_code_without_its_suffix_is_cut_short_not_short() -> None:
    cutter = CodeCutter(SUFFIXES["cr"], 100)
    assert cutter.feed(b"A00") == []
    assert cutter.silence() == [BadCode("cut_short")]
    assert cutter.feed(b"A001\r") == [b"A001"]


@pytest.mark.parametrize("suffix", ["cr", "crlf", "none"])
@pytest.mark.parametrize("size", [1, 7, 1000])
def test_a_code_longer_than_the_buffer_is_dropped_whole_and_told_once(suffix: str, size: int) -> None:
    cutter = CodeCutter(SUFFIXES[suffix], 10)
    found: list[bytes | BadCode] = []
    for piece in in_pieces(b"9" * 500 + SUFFIXES[suffix], size):
        found += cutter.feed(piece)
        assert len(cutter._buffer) <= 11
    assert found + cutter.silence() == [BadCode("too_long")]
    assert cutter.feed(b"A001" + SUFFIXES[suffix]) + cutter.silence() == [b"A001"]


def test_a_code_of_just_the_greatest_length_is_a_code() -> None:
    cutter = CodeCutter(SUFFIXES["crlf"], LONGEST_CODE_BYTES)
    digits = b"7" * LONGEST_CODE_BYTES
    assert [item for piece in in_pieces(digits + b"\r\n", 1) for item in cutter.feed(piece)] == [digits]


@given(pieces, st.sampled_from(sorted(SUFFIXES)), st.integers(min_value=1, max_value=60))
def test_whatever_arrives_the_cutter_keeps_one_code_at_most(chunks: list[bytes], suffix: str, most: int) -> None:
    cutter = CodeCutter(SUFFIXES[suffix], most)
    for chunk in chunks:
        for item in cutter.feed(chunk):
            assert isinstance(item, BadCode) or 0 < len(item) <= most
        assert len(cutter._buffer) <= most + 1
    cutter.silence()
    assert not cutter.pending


# Text


@pytest.mark.parametrize("codec", [Encoding.UTF_8, Encoding.GB18030])
def test_chinese_text_is_read_in_the_encoding_it_was_printed_in(codec: Encoding) -> None:
    raw = "预约码：禅城A012，𠮷".encode(codec)
    assert decode(raw, Encoding.AUTO) == Scan("预约码：禅城A012，𠮷", codec)


def test_text_that_fits_both_encodings_is_utf_8_unless_the_setting_says_otherwise() -> None:
    """The GB 18030 bytes of 模 are also the UTF-8 bytes of ģ: only whoever set the scanner up can know."""
    raw = "模".encode("gb18030")
    assert decode(raw, Encoding.AUTO) == Scan("ģ", Encoding.UTF_8)
    assert decode(raw, Encoding.GB18030) == Scan("模", Encoding.GB18030)


def test_a_set_encoding_is_the_only_one_tried() -> None:
    assert decode("户籍".encode("gb18030"), Encoding.UTF_8) == BadCode("undecodable")


def test_separators_inside_a_code_are_left_as_they_are() -> None:
    text = "[)>\x1e06\x1dA1\x1dB2\x1e\x04\tx\r\ny"
    assert decode(text.encode(), Encoding.AUTO) == Scan(text, Encoding.UTF_8)


@pytest.mark.parametrize("raw", [b"A\x0001", b"\x02A001", b"A\x7f", b"\xff\xfe", "A\x85".encode()])
def test_bytes_that_no_code_carries_make_it_undecodable(raw: bytes) -> None:
    assert decode(raw, Encoding.UTF_8) == BadCode("undecodable")


@given(st.binary(max_size=200), st.sampled_from(list(Encoding)))
def test_any_bytes_are_a_code_or_told_to_be_none(raw: bytes, encoding: Encoding) -> None:
    code = decode(raw, encoding)
    if isinstance(code, Scan):
        assert code.text.encode(code.encoding) == raw or code.encoding is Encoding.GB18030
        assert "\x00" not in code.text
        assert code.encoding is not Encoding.AUTO


def test_the_text_of_a_code_never_shows_in_its_repr() -> None:
    assert "11010519491231002X" not in repr(Scan("11010519491231002X", Encoding.UTF_8))
