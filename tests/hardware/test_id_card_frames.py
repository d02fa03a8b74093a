from __future__ import annotations

import hashlib
from datetime import date
from functools import reduce
from operator import xor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.id_card import GarbledFrameError, ResidentCard, Sex
from hardware.id_card._commands import FIND, READ_BASE, READ_NEWEST_ADDRESS, SELECT, STATUS, base_data, text_and_photo
from hardware.id_card._frames import (
    ANSWER_HEAD,
    MAX_LENGTH,
    PREAMBLE,
    REQUEST_HEAD,
    Answer,
    BadFrame,
    FrameParser,
    Request,
    check_byte,
    encode,
)
from hardware.id_card._layouts import card_from_text, card_to_text

EXAMPLE = ResidentCard(
    name="测试",
    sex=Sex.MALE,
    ethnicity="01",
    birth=date(1949, 12, 31),
    address="示例市示例路1号",
    id_number="11010519491231002X",
    authority="示例市公安局",
    valid_from=date(2020, 1, 1),
    valid_to=date(2040, 1, 1),
)

bodies = st.binary(min_size=3, max_size=MAX_LENGTH - 1)


@pytest.mark.parametrize(
    ("request_", "after_preamble"),
    [
        (Request(0x10, 0xFF), "00 03 10 FF EC"),
        (STATUS.request, "00 03 11 FF ED"),
        (Request(0x12, 0xFF), "00 03 12 FF EE"),
        (FIND.request, "00 03 20 01 22"),
        (SELECT.request, "00 03 20 02 21"),
        (READ_BASE.request, "00 03 30 01 32"),
        (READ_NEWEST_ADDRESS.request, "00 03 30 03 30"),
        (Request(0x60, 0x04), "00 03 60 04 67"),
    ],
)
def test_a_command_has_the_bytes_of_the_protocol_document(request_: Request, after_preamble: str) -> None:
    assert request_.to_bytes() == PREAMBLE + bytes.fromhex(after_preamble)


@pytest.mark.parametrize(
    ("answer", "after_preamble"),
    [
        (Answer(0, 0, 0x90), "00 04 00 00 90 94"),
        (Answer(0, 0, 0x9F, bytes(4)), "00 08 00 00 9F 00 00 00 00 97"),
        (Answer(0, 0, 0x80), "00 04 00 00 80 84"),
        (Answer(0, 0, 0x90, bytes(8)), "00 0C 00 00 90" + "00" * 8 + "9C"),
        (Answer(0, 0, 0x41), "00 04 00 00 41 45"),
        (Answer(0, 0, 0x66), "00 04 00 00 66 62"),
    ],
)
def test_an_answer_has_the_bytes_of_the_protocol_document(answer: Answer, after_preamble: str) -> None:
    frame = PREAMBLE + bytes.fromhex(after_preamble)
    assert answer.to_bytes() == frame
    [body] = FrameParser(ANSWER_HEAD).feed(frame)
    assert isinstance(body, bytes)
    assert Answer.from_body(body) == answer


def test_the_example_person_s_base_answer_is_the_built_vector_byte_for_byte() -> None:
    frame = Answer(0, 0, 0x90, base_data(card_to_text(EXAMPLE))).to_bytes()
    assert len(frame) == 1295
    assert frame[-1] == 0x1B
    assert hashlib.sha256(frame).hexdigest() == "49b4acc3d4c892d59a6017d05b361c93b699f5d2232fa3c75b494ac241ab1814"
    [body] = FrameParser(ANSWER_HEAD).feed(frame)
    assert isinstance(body, bytes)
    text, photo = text_and_photo(Answer.from_body(body).data)
    assert card_from_text(text) == EXAMPLE
    assert photo == bytes(1024)


@given(st.binary(max_size=600))
def test_the_check_byte_is_the_exclusive_or_of_all_bytes(data: bytes) -> None:
    assert check_byte(data) == reduce(xor, data, 0)


@pytest.mark.parametrize("sw3", [0x10, 0x11, 0x21, 0x23, 0x24, 0x31, 0x32, 0x33, 0x37, 0x3F, 0x40, 0x47, 0x60, 0x91])
def test_an_answer_of_one_status_is_checked_by_that_status_and_04(sw3: int) -> None:
    assert Answer(0, 0, sw3).to_bytes() == PREAMBLE + bytes((0x00, 0x04, 0x00, 0x00, sw3, sw3 ^ 0x04))


def test_a_base_answer_whose_parts_have_other_lengths_is_not_taken() -> None:
    with pytest.raises(GarbledFrameError):
        text_and_photo(bytes.fromhex("01000200") + bytes(1280))


@given(bodies, st.binary(max_size=40), st.integers(min_value=1, max_value=700))
def test_a_frame_is_found_behind_any_noise_and_however_it_is_cut(body: bytes, noise: bytes, size: int) -> None:
    """Noise without the preamble's own byte, that is: what begins like a frame is waited for first."""
    stream = noise.replace(b"\xaa", b"\xab") + encode(body)
    parser = FrameParser(ANSWER_HEAD)
    found = [item for start in range(0, len(stream), size) for item in parser.feed(stream[start : start + size])]
    assert found == [body]
    assert not parser.pending


def test_the_known_stray_preamble_does_not_hide_the_answer() -> None:
    frame = bytes.fromhex("AA 00") + bytes.fromhex("AA AA 96 69 00 04 00 00 90 94")
    assert FrameParser(ANSWER_HEAD).feed(frame) == [bytes.fromhex("00 00 90")]


def test_a_damaged_length_gives_a_bad_frame_and_does_not_swallow_the_frame_behind_it() -> None:
    good = Answer(0, 0, 0x90).to_bytes()
    damaged = good[:5] + b"\x00\x0c" + good[7:]
    assert FrameParser(ANSWER_HEAD).feed(damaged + good) == [BadFrame("check"), bytes.fromhex("00 00 90")]


@pytest.mark.parametrize("length", [0, REQUEST_HEAD, ANSWER_HEAD, MAX_LENGTH + 1, 0xFFFF])
def test_a_length_that_no_answer_can_have_is_refused_at_once(length: int) -> None:
    assert FrameParser(ANSWER_HEAD).feed(PREAMBLE + length.to_bytes(2, "big")) == [BadFrame("length")]


@given(st.integers(len(PREAMBLE), 1294), st.integers(0, 7))
def test_no_single_wrong_bit_makes_another_card(place: int, bit: int) -> None:
    """Two in one frame may, if they are the same bit of two bytes: more than an exclusive or cannot see."""
    frame = bytearray(Answer(0, 0, 0x90, base_data(card_to_text(EXAMPLE))).to_bytes())
    frame[place] ^= 1 << bit
    assert not any(isinstance(item, bytes) for item in FrameParser(ANSWER_HEAD).feed(bytes(frame)))


def test_a_wrong_check_byte_is_a_bad_frame() -> None:
    frame = Answer(0, 0, 0x90).to_bytes()
    assert FrameParser(ANSWER_HEAD).feed(frame[:-1] + b"\x00") == [BadFrame("check")]


@given(st.lists(st.one_of(st.binary(max_size=300), st.just(PREAMBLE), st.just(PREAMBLE + b"\x10\x00")), max_size=60))
def test_whatever_arrives_the_parser_lives_and_keeps_at_most_one_frame(chunks: list[bytes]) -> None:
    parser = FrameParser(ANSWER_HEAD)
    for chunk in chunks:
        for item in parser.feed(chunk):
            assert isinstance(item, BadFrame) or len(item) >= ANSWER_HEAD
        assert len(parser._buffer) <= len(PREAMBLE) + 2 + MAX_LENGTH


@given(
    st.lists(bodies, min_size=1, max_size=4),
    st.lists(st.tuples(st.integers(0, 5000), st.integers(1, 255)), max_size=6),
    st.integers(1, 700),
)
def test_frames_with_random_damage_are_taken_or_told_as_bad_and_hold_up_nothing_for_long(
    sent: list[bytes], damage: list[tuple[int, int]], size: int
) -> None:
    stream = bytearray(b"".join(map(encode, sent)))
    for place, bits in damage:
        stream[place % len(stream)] ^= bits
    parser = FrameParser(ANSWER_HEAD)
    for start in range(0, len(stream), size):
        parser.feed(bytes(stream[start : start + size]))
        assert len(parser._buffer) <= len(PREAMBLE) + 2 + MAX_LENGTH
    # Whatever length a damaged frame claims, the answers to repeated questions fill it.
    last = Answer(0, 0, 0x90).to_bytes()
    answers = [item for _ in range(400) for item in parser.feed(last)]
    assert bytes.fromhex("00 00 90") in answers


def test_an_hour_of_noise_leaves_nothing_behind() -> None:
    parser = FrameParser(ANSWER_HEAD)
    for _ in range(100):
        assert parser.feed(bytes(10_000)) == []
    assert len(parser._buffer) < 4


def test_the_data_of_an_answer_never_shows_in_its_repr() -> None:
    assert "data" not in repr(Answer(0, 0, 0x90, card_to_text(EXAMPLE)))
