"""Modbus RTU: published frames, and answers found in any stream."""

from __future__ import annotations

import random
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.locker._frames import AnswerParser, Bits, Refusal, Request, RequestParser
from hardware.locker.simulator import LockerSimulator

if TYPE_CHECKING:
    from collections.abc import Iterator

REQUESTS = {
    "01 01 00 00 00 08 3D CC": Request(1, 1, 0, 8),
    "01 02 00 00 00 08 79 CC": Request(1, 2, 0, 8),
    "01 05 00 00 FF 00 8C 3A": Request(1, 5, 0, 0xFF00),
    "01 05 00 00 00 00 CD CA": Request(1, 5, 0, 0),
    "01 05 02 00 00 07 8D B0": Request(1, 5, 0x0200, 7),
    "01 05 02 01 00 08 9C 74": Request(1, 5, 0x0201, 8),
    "FE 05 00 00 FF 00 98 35": Request(0xFE, 5, 0, 0xFF00),
    "FE 01 00 00 00 08 29 C3": Request(0xFE, 1, 0, 8),
    "11 01 00 13 00 25 0E 84": Request(0x11, 1, 0x13, 37),
}
"""From the manuals of relay boards (flash-on: 700 and 800 ms) and the Modbus example that everybody quotes."""

READ_8 = Request(1, 1, 0, 8)
ANSWERS = {
    "01 01 01 00 51 88": (READ_8, (False,) * 8),
    "01 01 01 B6 D0 3E": (READ_8, (False, True, True, False, True, True, False, True)),
    "01 02 01 20 A0 50": (Request(1, 2, 0, 8), (False,) * 5 + (True, False, False)),
    "FE 02 01 00 91 9C": (Request(0xFE, 2, 0, 4), (False,) * 4),
    "01 05 00 00 FF 00 8C 3A": (Request(1, 5, 0, 0xFF00), ()),
    "0A 81 02 B0 53": (Request(0x0A, 1, 0x04A1, 1), Refusal(0x0A, 1, 2)),
}
SPEC_COILS = "11 01 05 CD 6B B2 0E 1B 45 E6"

requests = st.builds(
    Request, st.integers(1, 247), st.sampled_from([1, 2, 5]), st.integers(0, 0xFFFF), st.integers(1, 2000)
)


def in_pieces(data: bytes, seed: int) -> Iterator[bytes]:
    chance = random.Random(seed)  # noqa: S311 - repeatable pieces, not a secret
    while data:
        size = chance.randint(1, 5)
        yield data[:size]
        data = data[size:]


@pytest.mark.parametrize(("frame", "request_"), REQUESTS.items())
def test_requests_are_the_published_bytes(frame: str, request_: Request) -> None:
    assert request_.to_bytes() == bytes.fromhex(frame)
    assert Request.from_bytes(bytes.fromhex(frame)) == request_


@pytest.mark.parametrize(("frame", "question"), ANSWERS.items())
def test_published_answers_are_understood(frame: str, question: tuple[Request, object]) -> None:
    request, meaning = question
    assert AnswerParser(request).feed(bytes.fromhex(frame)) == meaning


def test_the_first_bit_of_the_first_byte_is_the_first_coil() -> None:
    """The example of the specification: coils 20 to 56, `CD` is 1100 1101 with coil 20 last."""
    bits = AnswerParser(Request(0x11, 1, 0x13, 37)).feed(bytes.fromhex(SPEC_COILS))
    assert isinstance(bits, tuple)
    assert len(bits) == 37
    assert bits[:8] == (True, False, True, True, False, False, True, True)
    assert bits[-5:] == (True, True, False, True, True)
    assert Bits(0x11, 1, bits).to_bytes() == bytes.fromhex(SPEC_COILS)


@given(requests)
def test_every_request_is_found_again_by_the_board_it_is_meant_for(request_: Request) -> None:
    assert RequestParser(request_.unit).feed(request_.to_bytes()) == [request_]
    assert RequestParser(request_.unit % 247 + 1).feed(request_.to_bytes()) == []


@given(requests, st.binary(max_size=40), st.integers())
def test_an_answer_is_found_behind_any_noise_however_it_is_cut(request_: Request, noise: bytes, seed: int) -> None:
    """A frame has no mark where it begins: what stood before it must not swallow it."""
    bits = tuple(bool(seed >> place % 64 & 1) for place in range(request_.value)) if request_.function != 5 else ()
    answer = Bits(request_.unit, request_.function, bits) if bits else request_
    parser = AnswerParser(request_)
    found = [item for piece in in_pieces(noise + answer.to_bytes(), seed) if (item := parser.feed(piece)) is not None]
    assert found[0] == bits


@given(requests, st.binary(max_size=10), st.integers(1, 11))
def test_a_refusal_is_found_behind_any_noise(request_: Request, noise: bytes, code: int) -> None:
    refusal = Refusal(request_.unit, request_.function, code)
    assert AnswerParser(request_).feed(noise + refusal.to_bytes()) == refusal


@given(requests, st.integers(0, 63))
def test_one_wrong_bit_makes_it_no_answer(request_: Request, place: int) -> None:
    damaged = bytearray(request_.to_bytes())
    if request_.function != 5:
        damaged = bytearray(Bits(request_.unit, request_.function, (True,) * request_.value).to_bytes())
    damaged[place // 8 % len(damaged)] ^= 1 << place % 8
    assert AnswerParser(request_).feed(bytes(damaged)) is None


@given(requests, st.lists(st.binary(max_size=300), max_size=20))
def test_any_bytes_are_survived_and_less_than_a_frame_is_kept(request_: Request, pieces: list[bytes]) -> None:
    parser, board = AnswerParser(request_), RequestParser(request_.unit)
    for piece in pieces:
        parser.feed(piece)
        board.feed(piece)
        assert len(parser._buffer) < max(8, 5 + (request_.value + 7) // 8)
        assert len(board._buffer) < 8


@pytest.mark.parametrize(
    "other",
    [
        Bits(2, 1, (True,) * 8),
        Bits(1, 2, (True,) * 8),
        Bits(1, 1, (True,) * 16),
        Refusal(1, 2, 2),
        Request(1, 5, 0, 0xFF00),
        Request(1, 1, 16, 8),
    ],
)
def test_what_answers_another_question_is_no_answer(other: Bits | Refusal | Request) -> None:
    parser = AnswerParser(READ_8)
    assert parser.feed(other.to_bytes()) is None
    assert parser.feed(bytes.fromhex("01 01 01 B6 D0 3E")) == ANSWERS["01 01 01 B6 D0 3E"][1]


def test_an_order_is_confirmed_only_by_the_same_order() -> None:
    parser = AnswerParser(Request(1, 5, 3, 0xFF00))
    assert parser.feed(Request(1, 5, 3, 0).to_bytes()) is None
    assert parser.feed(Request(1, 5, 2, 0xFF00).to_bytes()) is None
    assert parser.feed(Request(1, 5, 3, 0xFF00).to_bytes()) == ()


@pytest.mark.parametrize("first", [0, 0x0100, 0x0101])
def test_a_question_that_comes_back_is_noticed_and_is_no_answer(first: int) -> None:
    """Also where the high byte of the address looks like the byte count of an answer."""
    request = Request(1, 1, first, 8)
    parser = AnswerParser(request)
    assert [parser.feed(bytes((byte,))) for byte in request.to_bytes()] == [None] * 8
    assert parser.echoed
    assert parser.feed(bytes.fromhex("01 01 01 00 51 88")) == (False,) * 8


# The simulated board


@given(st.binary(max_size=300), st.integers())
def test_the_simulated_board_survives_any_bytes(data: bytes, seed: int) -> None:
    simulator = LockerSimulator()
    for piece in in_pieces(data, seed):
        simulator.receive(piece)
    assert simulator.receive(bytes(8) + bytes.fromhex("01 01 00 00 00 08 3D CC"))[-6:] == bytes.fromhex(
        "01 01 01 00 51 88"
    )


@pytest.mark.parametrize(
    ("request_", "code"),
    [
        (Request(1, 3, 0, 1), 1),
        (Request(1, 1, 30, 3), 2),
        (Request(1, 5, 32, 0xFF00), 2),
        (Request(1, 5, 0x0220, 5), 2),
        (Request(1, 1, 0, 0), 3),
        (Request(1, 2, 0, 2001), 3),
        (Request(1, 5, 0, 0x0001), 3),
    ],
)
def test_the_simulated_board_refuses_as_the_specification_says(request_: Request, code: int) -> None:
    answer = LockerSimulator().receive(request_.to_bytes())
    assert answer == Refusal(1, request_.function, code).to_bytes()


def test_the_simulated_board_leaves_requests_for_others_alone() -> None:
    assert LockerSimulator(address=2).receive(bytes.fromhex("01 01 00 00 00 08 3D CC")) == b""
