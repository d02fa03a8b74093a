"""Frames of window signs, checked with every published one of the commands that concern a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.window_sign._number_frames import FourByteFrame, XunpengFrame, digits_of
from hardware.window_sign._onbon_commands import CLEAR, PING, REFUSALS, Area, DisplayMode, Reply, RunMode, show_area
from hardware.window_sign._onbon_frames import MAX_DATA, BadPacket, Packet, PacketParser, crc16

EIGHT_STARTS = "A5 A5 A5 A5 A5 A5 A5 A5 "
TO_CARD = EIGHT_STARTS + "01 00 00 80 00 00 00 00 00 00 FE 02 "
TO_ANY_CARD = EIGHT_STARTS + "FE FF 00 80 00 00 00 00 00 00 FE 02 "
NINE_STARTS = EIGHT_STARTS + "A5 00 80 FE FF 00 00 00 00 00 00 FE 02 "

PING_FRAME = TO_CARD + "05 00 A2 00 01 00 00 68 F8 5A"
CLEAR_FRAME = TO_CARD + "05 00 A3 10 01 00 00 51 F8 5A"
MOVING_FRAME = (
    TO_CARD + "32 00 A3 06 01 2D 00 00 01 29 00 00 00 00 00 00 18 00 20 00 00 00 00 02 00 00 00 00 02 02 03 00 04 05"
    "0E 00 00 00 30 31 32 33 34 35 51 52 53 54 54 56 27 42 A8 7D 5A"
)
WELCOME_FRAME = (
    TO_ANY_CARD + "2C 00 A3 06 01 00 00 00 01 23 00 00 00 80 00 00 80 80 20 00 00 00 00 0A 00 00 00 00 02 01 01 00"
    "02 0A 08 00 00 00 BB B6 D3 AD B9 E2 C1 D9 3C 49 5A"
)
STILL_FRAME = (
    TO_CARD + "35 00 A3 06 02 00 00 00 01 2C 00 00 00 00 0C 00 40 00 0C 00 01 0A 01 02 00 00 00 00 01 01 01 00 17 02"
    "11 00 00 00 5C 46 4F 30 30 30 54 45 4D 50 45 52 3A 32 31 A1 E6 82 DA 5A"
)
ACK_FRAME = NINE_STARTS + "05 00 A0 00 00 00 00 14 AC 5A"
NACK_FRAME = NINE_STARTS + "05 00 A0 01 05 00 00 05 51 5A"

PUBLISHED = {
    "ping": PING_FRAME,
    "query status": TO_CARD + "05 00 A1 02 01 00 00 2D 40 5A",
    "clear": CLEAR_FRAME,
    "text that moves left": MOVING_FRAME,
    "welcome": WELCOME_FRAME,
    "temperature": STILL_FRAME,
    "delete every area": TO_CARD + "07 00 A3 06 01 02 00 FF 00 67 CC 5A",
    "format": TO_CARD + "05 00 A1 00 01 00 00 2C F8 5A",
    "set the clock": TO_CARD + "0D 00 A2 03 01 08 00 13 20 01 25 11 17 26 05 B0 3F 5A",
    "lock a programme": TO_CARD + "0B 00 A3 04 01 00 00 00 01 50 30 30 30 C2 40 5A",
    "acknowledged by any card": ACK_FRAME,
    "refused by any card": NACK_FRAME,
    "acknowledged by card 1": EIGHT_STARTS + "00 80 01 00 00 00 00 00 00 00 FE 02 05 00 A0 00 00 00 00 64 DC 5A",
}
"""From the maker's document, two public drivers, and a public firmware that answers as a card does."""

words = st.integers(min_value=0, max_value=0xFFFF)
packets = st.builds(Packet, words, words, st.binary(max_size=MAX_DATA))


def only(frame: str | bytes) -> Packet | BadPacket:
    [item] = PacketParser().feed(bytes.fromhex(frame) if isinstance(frame, str) else frame)
    return item


@pytest.mark.parametrize("frame", PUBLISHED.values(), ids=PUBLISHED)
def test_every_published_frame_is_read_and_made_byte_for_byte(frame: str) -> None:
    packet = only(frame)
    assert isinstance(packet, Packet)
    assert packet.to_bytes().lstrip(b"\xa5") == bytes.fromhex(frame).lstrip(b"\xa5")


def test_a_published_frame_with_an_edited_width_is_refused_by_its_check() -> None:
    assert only(MOVING_FRAME.replace("18 00 20", "80 00 20")) == BadPacket("check")


def test_the_check_is_the_one_that_gives_bb3d_for_nine_digits() -> None:
    assert crc16(b"123456789") == 0xBB3D


def test_ping_and_clear_are_sent_as_published() -> None:
    assert Packet(1, 0x8000, PING).to_bytes() == bytes.fromhex(PING_FRAME)
    assert Packet(1, 0x8000, CLEAR).to_bytes() == bytes.fromhex(CLEAR_FRAME)


def test_a_text_is_sent_as_published() -> None:
    moving = Area(0x18, 0x20, b"012345QRSTTV'B", many_lines=True, wrap=True, display_mode=DisplayMode.MOVE_LEFT)
    assert Packet(1, 0x8000, show_area(moving, b"\x2d\x00")).to_bytes() == bytes.fromhex(MOVING_FRAME)
    text = "欢迎光临".encode("gb2312")
    welcome = Area(0x8080, 0x20, text, x=0x8000, timeout_s=10, many_lines=True, speed=2, stay=10)
    assert Packet(0xFFFE, 0x8000, show_area(welcome, b"\0\0")).to_bytes() == bytes.fromhex(WELCOME_FRAME)


def test_the_area_of_a_text_in_the_field_is_read_field_by_field() -> None:
    packet = only(STILL_FRAME)
    assert isinstance(packet, Packet)
    assert Area.from_bytes(packet.data[9:]) == Area(
        width=0x40,
        height=12,
        text=b"\\FO000TEMPER:21" + "℃".encode("gb2312"),
        y=12,
        number=1,
        line_spacing=10,
        run_mode=RunMode.STAY,
        display_mode=DisplayMode.STILL,
        speed=0x17,
        stay=2,
    )


def test_the_four_special_bytes_never_stand_raw_inside_a_frame() -> None:
    data = bytes.fromhex("A5 A6 5A 5B")
    frame = Packet(1, 0x8000, data).to_bytes()
    assert bytes.fromhex("A6 02 A6 01 5B 02 5B 01") in frame
    assert frame.count(0xA5) == 8
    assert frame.count(0x5A) == 1
    assert only(frame) == Packet(1, 0x8000, data)


@given(packets, st.binary(max_size=30), st.integers(min_value=1, max_value=700))
def test_a_packet_is_found_behind_any_noise_and_however_it_is_cut(packet: Packet, noise: bytes, size: int) -> None:
    stream = noise + packet.to_bytes()
    parser = PacketParser()
    found = [item for start in range(0, len(stream), size) for item in parser.feed(stream[start : start + size])]
    assert found[-1] == packet
    assert not parser.pending


@given(packets, packets, st.data())
def test_a_damaged_packet_never_takes_the_next_one_with_it(first: Packet, second: Packet, data: st.DataObject) -> None:
    frame = bytearray(first.to_bytes())
    place = data.draw(st.integers(min_value=8, max_value=len(frame) - 1))
    frame[place] ^= 1 << data.draw(st.integers(min_value=0, max_value=7))
    found = PacketParser().feed(bytes(frame) + second.to_bytes())
    assert found[-1] == second
    assert all(isinstance(item, BadPacket) for item in found[:-1])


@given(st.lists(st.one_of(st.binary(max_size=300), st.just(b"\xa5"), st.just(b"\x5a"), st.just(b"\xa5" + bytes(3000)))))
def test_whatever_arrives_the_parser_lives_and_keeps_at_most_one_packet(chunks: list[bytes]) -> None:
    parser = PacketParser()
    for chunk in chunks:
        for item in parser.feed(chunk):
            assert isinstance(item, BadPacket) or len(item.data) <= MAX_DATA
        assert parser._body is None or len(parser._body) <= 2 * (14 + MAX_DATA + 2)


@pytest.mark.parametrize(
    ("frame", "reason"),
    [
        ("A5 5A", "length"),
        ("A5 A6 03 5A", "escape"),
        ("A5 A6 5A", "escape"),
        ("A5 01 00 A5", "incomplete"),
        (PING_FRAME.replace("05 00 A2", "06 00 A2"), "length"),
        (PING_FRAME.replace("68 F8", "68 F9"), "check"),
    ],
)
def test_what_is_no_packet_says_why(frame: str, reason: str) -> None:
    assert only(frame) == BadPacket(reason)


def test_only_an_acknowledgement_without_an_error_is_no_refusal() -> None:
    assert Reply.from_bytes(bytes.fromhex("A0 00 00 00 00")) == Reply(0, 0)
    assert Reply(0, 0).refusal is None
    assert Reply(1, 0).refusal == "card_error_00"
    assert Reply(0, 5).refusal == "card_check_wrong"
    assert Reply(1, 0xEE).refusal == "card_error_ee"


@pytest.mark.parametrize("data", ["", "A0", "A0 00 00 00", "A0 02 00 00 00", "A1 00 00 00 00", "A0 00 00 00 00 00"])
def test_what_is_neither_acknowledgement_nor_refusal_is_no_reply(data: str) -> None:
    assert Reply.from_bytes(bytes.fromhex(data)) is None


@given(st.binary(max_size=600))
def test_any_data_is_a_reply_or_none_and_an_area_or_none(data: bytes) -> None:
    reply, area = Reply.from_bytes(data), Area.from_bytes(data)
    assert reply is None or len(reply.to_bytes()) == len(data)
    assert area is None or len(area.to_bytes()) == len(data)


def test_every_refusal_of_the_maker_s_list_has_a_name_of_its_own() -> None:
    assert len(set(REFUSALS.values())) == len(REFUSALS)


def test_the_number_boards_get_their_published_bytes() -> None:
    assert XunpengFrame(0, 888).to_bytes() == bytes.fromhex("3A 00 78 03 01 B6 0A")
    assert FourByteFrame(5, 999).to_bytes() == bytes.fromhex("05 03 E7 EF")


@given(st.sampled_from([0, 1, 2]), words)
def test_a_number_frame_is_read_as_it_was_made(colour: int, value: int) -> None:
    assert XunpengFrame.from_bytes(XunpengFrame(colour, value).to_bytes()) == XunpengFrame(colour, value)
    assert FourByteFrame.from_bytes(FourByteFrame(colour, value).to_bytes()) == FourByteFrame(colour, value)


@given(st.binary(max_size=9))
def test_any_bytes_are_a_number_frame_or_none(data: bytes) -> None:
    for kind in (XunpengFrame, FourByteFrame):
        frame = kind.from_bytes(data)
        assert frame is None or frame.to_bytes() == data


@pytest.mark.parametrize(
    ("number", "digits"),
    [
        ("A012", "012"),
        ("012", "012"),
        ("AB 7", "7"),
        ("", None),
        ("A", None),
        ("A1-02", None),
        ("12B", None),
        ("A０１２", None),
    ],
)
def test_a_number_board_shows_the_digits_behind_the_prefix_and_guesses_nothing(number: str, digits: str | None) -> None:
    assert digits_of(number) == digits
