"""What is said on the keypads' line: the published frames, and that no stream of bytes does harm."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.caller_line import CannotBeShownError, Key, KeyPressed, Rated, ticket_digits
from hardware.caller_line._frames import BadFrame, Frame, FrameParser
from hardware.caller_line._messages import (
    Strange,
    acknowledgement_of,
    beep,
    display,
    meaning_of,
    stars,
    start_rating,
)

KEY_NEXT = Frame(5, 0x01, b"\x0c")
RATING_0 = Frame(5, 0x11, b"\x00")

frames = st.builds(Frame, st.integers(0, 255), st.integers(0, 255), st.binary(max_size=14))


@pytest.mark.parametrize(
    ("frame", "published"),
    [
        (KEY_NEXT, "FF 68 03 03 68 05 01 0C 12 16"),
        (display(5, None, "123"), "FF 68 08 08 68 05 02 0A 0A 0A 01 02 03 2B 16"),
        (display(5, 17, ""), "FF 68 08 08 68 05 02 00 01 07 0A 0A 0A 2D 16"),
        (beep(5), "FF 68 02 02 68 05 03 08 16"),
        (RATING_0, "FF 68 03 03 68 05 11 00 16 16"),
        (acknowledgement_of(RATING_0), "FF 68 03 03 68 05 01 00 06 16"),
        (stars(5, 5), "FF 68 03 03 68 05 02 05 0C 16"),
        (start_rating(5), "FF 68 03 03 68 05 01 0B 11 16"),
    ],
)
def test_a_frame_has_the_bytes_of_the_protocol(frame: Frame, published: str) -> None:
    assert frame.to_bytes() == bytes.fromhex(published)
    assert FrameParser().feed(bytes.fromhex(published)) == [frame]


def test_a_frame_is_understood_without_its_first_byte_which_is_the_one_that_gets_lost() -> None:
    assert FrameParser().feed(KEY_NEXT.to_bytes()[1:]) == [KEY_NEXT]


@given(st.lists(frames, max_size=8), st.integers(min_value=1, max_value=40))
def test_frames_are_found_however_they_are_cut(said: list[Frame], size: int) -> None:
    stream = b"".join(frame.to_bytes() for frame in said)
    parser = FrameParser()
    heard = [item for start in range(0, len(stream), size) for item in parser.feed(stream[start : start + size])]
    assert heard == said
    assert not parser.pending


@given(frames, st.integers(min_value=0), st.integers(min_value=1, max_value=255), frames)
def test_a_damaged_frame_is_never_taken_for_the_one_it_was_and_hides_no_other_for_longer_than_a_silence(
    frame: Frame, place: int, flip: int, behind: Frame
) -> None:
    damaged = bytearray(frame.to_bytes()[1:])
    damaged[place % len(damaged)] ^= flip
    parser = FrameParser()
    heard = parser.feed(bytes(damaged)) + parser.silence() + parser.feed(behind.to_bytes())
    assert frame not in heard[:-1]
    assert heard[-1] == behind


def test_a_frame_whose_length_is_damaged_does_not_swallow_the_one_behind_it() -> None:
    longer_by_one = bytes.fromhex("FF 68 04 04 68 05 01 0C 12 16")
    assert FrameParser().feed(longer_by_one + KEY_NEXT.to_bytes()) == [BadFrame(), KEY_NEXT]


@pytest.mark.parametrize("length", [0, 1, 17])
def test_a_length_that_no_frame_can_have_is_passed_over(length: int) -> None:
    body = bytes(length)
    damaged = b"\xff\x68" + bytes((length, length)) + b"\x68" + body + b"\x00\x16"
    assert FrameParser().feed(damaged + KEY_NEXT.to_bytes()) == [KEY_NEXT]


def test_a_frame_that_claims_more_than_comes_gives_back_what_it_swallowed_once_the_line_is_silent() -> None:
    parser = FrameParser()
    assert parser.feed(bytes.fromhex("FF 68 10 10 68") + KEY_NEXT.to_bytes()) == []
    assert KEY_NEXT in parser.silence()


@given(
    st.lists(
        st.one_of(st.binary(max_size=200), st.sampled_from([b"\x68\x10\x10\x68", b"\x68\xff\xff\x68"])), max_size=40
    )
)
def test_whatever_arrives_the_parser_lives_and_keeps_one_frame_at_most(chunks: list[bytes]) -> None:
    parser = FrameParser()
    for chunk in chunks:
        for item in parser.feed(chunk):
            assert isinstance(item, BadFrame) or len(item.data) <= 14
        assert len(parser._buffer) < 22
    parser.silence()
    assert not parser.pending


# Meaning


@pytest.mark.parametrize("function", [0x01, 0x00, 0x55])
def test_a_key_is_the_last_byte_whatever_the_function(function: int) -> None:
    assert meaning_of(Frame(5, function, b"\x0d")) == KeyPressed(5, Key.RECALL)


@pytest.mark.parametrize(
    ("data", "pressed"),
    [
        ("06 0F", KeyPressed(5, Key.CONFIRM, "6")),
        ("00 0F", KeyPressed(5, Key.CONFIRM, "0")),
        ("01 02 0F", KeyPressed(5, Key.CONFIRM, "12")),
        ("01 02 03 0F", KeyPressed(5, Key.CONFIRM, "123")),
        ("0A 0A 07 0F", KeyPressed(5, Key.CONFIRM, "7")),
        ("07", KeyPressed(5, Key.DIGIT_7)),
        ("0A", KeyPressed(5, Key.BLANK)),
        ("13", KeyPressed(5, Key.TRANSFER)),
    ],
)
def test_digits_that_were_typed_before_a_key_come_in_its_frame(data: str, pressed: KeyPressed) -> None:
    assert meaning_of(Frame(5, 0x01, bytes.fromhex(data))) == pressed


@pytest.mark.parametrize("data", ["", "10", "14", "FF", "0C 0F", "01 02 03 04 0F"])
def test_a_frame_without_a_known_key_means_nothing(data: str) -> None:
    frame = Frame(5, 0x01, bytes.fromhex(data))
    assert meaning_of(frame) == Strange(frame)


def test_a_rating_is_what_the_rater_sent_not_yet_a_score() -> None:
    assert meaning_of(RATING_0) == Rated(5, 0)
    assert meaning_of(Frame(5, 0x11, b"\x09")) == Rated(5, 9)


def test_a_key_is_acknowledged_by_itself() -> None:
    assert acknowledgement_of(KEY_NEXT) == KEY_NEXT


@given(frames)
def test_every_frame_means_something_or_is_strange(frame: Frame) -> None:
    assert isinstance(meaning_of(frame), KeyPressed | Rated | Strange)


# Display


def test_more_than_999_waiting_are_shown_as_999() -> None:
    assert display(1, 1000, "").data == bytes.fromhex("09 09 09 0A 0A 0A")


def test_a_short_ticket_stands_on_the_right() -> None:
    assert display(1, 0, "7").data == bytes.fromhex("00 00 00 0A 0A 07")


@pytest.mark.parametrize(("waiting", "ticket"), [(-1, ""), (0, "1234"), (0, "A12"), (0, "１２")])
def test_what_three_digits_cannot_show_is_refused(waiting: int, ticket: str) -> None:
    with pytest.raises(CannotBeShownError):
        display(1, waiting, ticket)


@pytest.mark.parametrize("address", [-1, 256])
def test_an_address_that_no_frame_can_carry_is_refused(address: int) -> None:
    for order in (beep, start_rating):
        with pytest.raises(CannotBeShownError):
            order(address)


@pytest.mark.parametrize("count", [-1, 6])
def test_there_are_no_stars_but_none_to_five(count: int) -> None:
    with pytest.raises(CannotBeShownError):
        stars(1, count)


@pytest.mark.parametrize(("number", "shown"), [("A012", "012"), ("A1012", "012"), ("7", "7"), ("Z", "")])
def test_a_keypad_shows_the_last_three_digits_of_a_ticket(number: str, shown: str) -> None:
    assert ticket_digits(number) == shown
