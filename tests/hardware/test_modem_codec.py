"""PDUs, numbers, parts, lines and results of a modem: bytes that were built by the rules, and bytes that were not."""

from __future__ import annotations

import string
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.modem import DeliveryReport, DeliveryStatus, NotSent, PhoneNumber, Reason
from hardware.modem._inbox import REMEMBERED, Inbox
from hardware.modem._lines import MOST_LINE_BYTES, LineParser
from hardware.modem._parts import parts_of
from hardware.modem._results import Kind, Result, cms_failure, result_of
from hardware.modem._tpdu import Place, StatusReport, Submit, without_service_centre
from hardware.modem.errors import UnsendableNumberError, UnsendableTextError
from hardware.modem.outcome import status_of

SERVICE = PhoneNumber.parse("+8613800138000")
"""An operator's own well-known number, nobody's."""

CHINA = timezone(timedelta(hours=8))
REPORT = bytes.fromhex("06 00 0D 91 68 31 08 10 83 00 F0 62 10 51 01 03 00 23 62 10 51 01 03 50 23 00")

numbers = st.builds(PhoneNumber, st.text(string.digits, min_size=3, max_size=20), st.booleans())
texts = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=400)
places = st.builds(Place, st.integers(0, 255), st.integers(2, 255), st.integers(1, 255))
moments = st.datetimes(datetime(2000, 1, 1), datetime(2099, 12, 31), timezones=st.just(CHINA)).map(  # noqa: DTZ001
    lambda moment: moment.replace(microsecond=0)
)
reports = st.builds(StatusReport, st.integers(0, 255), numbers, moments, moments, st.integers(0, 255))


def test_a_short_text_is_the_built_pdu() -> None:
    [text] = parts_of("请到3号窗口")
    tpdu = Submit(SERVICE, text).to_bytes()
    assert len(tpdu) == 27
    assert "00" + tpdu.hex().upper() == "0031000D91683108108300F00008AA0C8BF75230003353F77A9753E3"


def test_the_first_part_of_two_is_the_built_pdu() -> None:
    first, second = parts_of("办" * 68 + "理理理")
    tpdu = Submit(SERVICE, first, Place(0x2A, 2, 1)).to_bytes()
    assert len(tpdu) == 155
    assert "00" + tpdu.hex().upper() == "0071000D91683108108300F00008AA8C0500032A0201" + "529E" * 67
    assert second.decode("utf-16-be") == "办理理理"


def test_the_built_status_report_is_read_and_made() -> None:
    report = StatusReport(
        0,
        SERVICE,
        datetime(2026, 1, 15, 10, 30, 0, tzinfo=CHINA),
        datetime(2026, 1, 15, 10, 30, 5, tzinfo=CHINA),
        0,
    )
    assert len(REPORT) == 26
    assert StatusReport.from_bytes(REPORT) == report
    assert report.to_bytes() == REPORT


@given(numbers, st.binary(max_size=134).map(lambda text: text[: len(text) // 2 * 2]), st.none() | places)
def test_a_message_is_read_as_it_was_made(number: PhoneNumber, text: bytes, place: Place | None) -> None:
    part = Submit(number, text, place)
    assert Submit.from_bytes(part.to_bytes()) == part


@given(reports)
def test_a_report_is_read_as_it_was_made(report: StatusReport) -> None:
    assert StatusReport.from_bytes(report.to_bytes()) == report


@given(st.binary(max_size=200))
def test_any_bytes_are_a_message_or_none_and_a_report_or_none(data: bytes) -> None:
    assert Submit.from_bytes(data) is None or Submit.from_bytes(data).to_bytes()[2:] == data[2:]  # type: ignore[union-attr]  # just tested
    report = StatusReport.from_bytes(data)
    assert report is None or report.status in range(256)


@given(reports, st.data())
def test_a_damaged_report_is_a_report_or_none(report: StatusReport, data: st.DataObject) -> None:
    octets = bytearray(report.to_bytes())
    octets[data.draw(st.integers(0, len(octets) - 1))] = data.draw(st.integers(0, 255))
    cut = data.draw(st.integers(0, len(octets)))
    StatusReport.from_bytes(bytes(octets))
    StatusReport.from_bytes(bytes(octets[:cut]))


def test_the_zone_of_a_report_goes_in_quarters_of_an_hour_to_either_side() -> None:
    for minutes in (-570, -210, 0, 345, 840):
        moment = datetime(2026, 1, 15, 10, 30, tzinfo=timezone(timedelta(minutes=minutes)))
        report = StatusReport(1, SERVICE, moment, moment, 0)
        assert StatusReport.from_bytes(report.to_bytes()) == report


def test_a_time_that_no_calendar_has_is_no_time_and_no_failure() -> None:
    report = StatusReport.from_bytes(REPORT[:11] + bytes.fromhex("62 31 51 01 03 00 23") + REPORT[18:])
    assert report is not None
    assert report.submitted_at is None
    assert report.ended_at is not None
    assert StatusReport.from_bytes(StatusReport(1, SERVICE, None, datetime.now(UTC), 0).to_bytes()) is not None


@pytest.mark.parametrize(
    ("pdu", "length", "tpdu"),
    [
        ("00 06 01", 2, "06 01"),
        ("02 91 68 06 01", 2, "06 01"),
        ("06 01", 2, "06 01"),
        ("06 01 02", 2, None),
        ("", 2, None),
        ("", 0, ""),
    ],
)
def test_the_service_centre_before_a_tpdu_is_taken_off(pdu: str, length: int, tpdu: str | None) -> None:
    found = without_service_centre(bytes.fromhex(pdu), length)
    assert found == (None if tpdu is None else bytes.fromhex(tpdu))


@pytest.mark.parametrize(
    ("written", "digits", "international"),
    [
        ("+8613800138000", "8613800138000", True),
        ("13800138000", "13800138000", False),
        ("138 0013-8000", "13800138000", False),
        ("10086", "10086", False),
    ],
)
def test_a_number_is_taken_as_people_write_it(written: str, digits: str, international: bool) -> None:  # noqa: FBT001
    assert PhoneNumber.parse(written) == PhoneNumber(digits, international)


@pytest.mark.parametrize(
    "written", ["", "+", "12", "1" * 21, "13800138000a", "１３８００１３８０００", "138+0", "++86138", "\n138000"]
)
def test_what_is_no_number_is_refused_without_being_repeated(written: str) -> None:
    with pytest.raises(UnsendableNumberError) as caught:
        PhoneNumber.parse(written)
    assert caught.value.detail == "invalid_number"
    assert str(caught.value) == "unsendable_number: invalid_number"


def test_numbers_and_texts_do_not_show_in_what_a_log_would_print() -> None:
    part = Submit(SERVICE, "办".encode("utf-16-be"))
    report = StatusReport.from_bytes(REPORT)
    assert report is not None
    for thing in (SERVICE, part, report, DeliveryReport.from_status_report(report)):
        assert "138" not in repr(thing)
        assert "R\\x9e" not in repr(thing)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("+8613800138000", "+8613800138000", True),
        ("+8613800138000", "13800138000", True),
        ("8613800138000", "13800138000", True),
        ("+8613800138000", "+8613800138001", False),
        ("+8613800138000", "3800138000", True),
        ("+8613800138000", "800138000", False),
        ("10086", "8610086", False),
    ],
)
def test_a_number_is_the_same_with_and_without_its_country_code(one: str, other: str, same: bool) -> None:  # noqa: FBT001
    assert PhoneNumber.parse(one).is_same_as(PhoneNumber.parse(other)) is same
    assert PhoneNumber.parse(other).is_same_as(PhoneNumber.parse(one)) is same


def test_a_report_is_about_a_message_only_by_reference_and_number_together() -> None:
    report = StatusReport.from_bytes(REPORT)
    assert report is not None
    delivery = DeliveryReport.from_status_report(report)
    assert delivery.is_about(0, "13800138000")
    assert not delivery.is_about(1, "13800138000")
    assert not delivery.is_about(0, "13800138001")
    assert not delivery.is_about(0, "nobody")


@given(texts)
def test_parts_are_full_whole_and_together_the_text(text: str) -> None:
    parts = parts_of(text)
    assert b"".join(parts).decode("utf-16-be") == text
    for part in parts:
        part.decode("utf-16-be")
        assert len(part) <= (140 if len(parts) == 1 else 134)
    for part in parts[:-1]:
        assert len(part) >= 132


def test_seventy_characters_fit_in_one_part_and_seventy_one_need_two() -> None:
    assert [len(part) // 2 for part in parts_of("办" * 70)] == [70]
    assert [len(part) // 2 for part in parts_of("办" * 71)] == [67, 4]


def test_a_character_of_two_code_units_is_never_torn() -> None:
    first, second = parts_of("办" * 66 + "𠮷" + "办" * 10)
    assert first.decode("utf-16-be") == "办" * 66
    assert second.decode("utf-16-be") == "𠮷" + "办" * 10


@pytest.mark.parametrize(
    ("text", "detail"), [("", "empty_text"), ("\ud842", "invalid_text"), ("办" * (255 * 67 + 1), "text_too_long")]
)
def test_a_text_that_cannot_be_sent_is_refused(text: str, detail: str) -> None:
    with pytest.raises(UnsendableTextError) as caught:
        parts_of(text)
    assert caught.value.detail == detail


def test_the_longest_text_has_255_parts() -> None:
    assert len(parts_of("办" * (255 * 67))) == 255


def test_lines_end_in_any_way_and_empty_ones_are_none() -> None:
    parser = LineParser()
    assert parser.feed(b"\r\nOK\r\n\r\r\n+CSQ: 21,0\r\nAT") == ["OK", "+CSQ: 21,0"]
    assert parser.feed(b"\r") == ["AT"]


@pytest.mark.parametrize(
    ("said", "at_prompt"), [(b"\r\n> ", True), (b"\r\n>", True), (b"\r\n", False), (b"\r\n> x", False)]
)
def test_the_prompt_is_seen_although_it_is_no_line(said: bytes, at_prompt: bool) -> None:  # noqa: FBT001
    parser = LineParser()
    parser.feed(b"AT+CMGS=27\r" + said)
    assert parser.at_prompt is at_prompt
    parser.start_line()
    assert not parser.at_prompt


@given(st.lists(st.binary(max_size=400) | st.just(b"\r\n") | st.just(b"> "), max_size=50))
def test_whatever_arrives_the_line_parser_lives_and_keeps_one_line(chunks: list[bytes]) -> None:
    parser = LineParser()
    for chunk in chunks:
        for line in parser.feed(chunk):
            assert line
            assert "\r" not in line
            assert result_of(line) is None or result_of(line).kind in Kind  # type: ignore[union-attr]  # just tested
        assert len(parser._line) <= MOST_LINE_BYTES


@pytest.mark.parametrize(
    ("line", "result"),
    [
        ("OK", Result(Kind.OK)),
        ("ERROR", Result(Kind.ERROR)),
        ("+CMS ERROR: 331", Result(Kind.CMS, 331)),
        ("+CMS ERROR:331", Result(Kind.CMS, 331)),
        ("+CMS ERROR: no network service", Result(Kind.CMS, -1)),
        ("+CME ERROR: 10", Result(Kind.CME, 10)),
        ("RDY", Result(Kind.RESTARTED)),
        ("OKAY", None),
        ("+CMGS: 12", None),
        ("AT+CMGS=27", None),
    ],
)
def test_a_line_is_the_end_of_an_answer_or_it_is_not(line: str, result: Result | None) -> None:
    assert result_of(line) == result


@pytest.mark.parametrize(
    ("reason", "codes"),
    [
        (Reason.NEVER_AGAIN, (1, 10, 21, 30, 96, 128, 176, 195, 196, 197, 304, 305)),
        (Reason.TRY_AGAIN, (27, 38, 41, 42, 47, 192, 194, 255, 314, 331, 332, 340, 500, 512, 65535, -1)),
        (Reason.MODEM_ILL, (8, 28, 50, 193, 208, 300, 301, 302, 303, 310, 311, 312, 313, 315, 316, 317, 318, 322, 330)),
    ],
)
def test_each_refusal_of_the_network_has_its_class(reason: Reason, codes: tuple[int, ...]) -> None:
    assert {code for code in codes if cms_failure(code).reason is not reason} == set()


def test_a_refusal_keeps_its_number_for_those_who_look_it_up() -> None:
    assert cms_failure(38) == NotSent(Reason.TRY_AGAIN, "cms_38")
    assert cms_failure(-1) == NotSent(Reason.TRY_AGAIN, "cms_in_words")


@pytest.mark.parametrize(
    ("codes", "status"),
    [
        (range(1), DeliveryStatus.DELIVERED),
        (range(0x01, 0x20), DeliveryStatus.UNKNOWN),
        (range(0x20, 0x40), DeliveryStatus.TRYING),
        (range(0x40, 0x60), DeliveryStatus.FAILED_FOR_GOOD),
        (range(0x60, 0x80), DeliveryStatus.GIVEN_UP),
        (range(0x80, 0x100), DeliveryStatus.UNKNOWN),
    ],
)
def test_delivered_is_only_what_the_network_calls_received(codes: range, status: DeliveryStatus) -> None:
    assert {status_of(code) for code in codes} == {status}


def test_a_report_that_comes_twice_is_handed_out_once() -> None:
    inbox = Inbox()
    for _ in range(3):
        assert inbox.put("00" + REPORT.hex(), len(REPORT))
    assert [report.code for report in inbox.take()] == [0]
    assert inbox.take() == []
    assert inbox.unconfirmed == 3


def test_a_later_report_about_the_same_part_is_another_one() -> None:
    inbox = Inbox()
    trying = REPORT[:-1] + b"\x30"
    for tpdu in (trying, REPORT):
        inbox.put(tpdu.hex(), len(tpdu))
    assert [report.status for report in inbox.take()] == [DeliveryStatus.TRYING, DeliveryStatus.DELIVERED]


@pytest.mark.parametrize("line", ["OK", "+CMGS: 1", "0", "00 06"])
def test_a_line_that_is_no_pdu_is_left_to_mean_what_it_means(line: str) -> None:
    inbox = Inbox()
    assert not inbox.put(line, 26)
    assert not inbox


@pytest.mark.parametrize("line", ["00", "0006", REPORT.hex() + "00", "00" + REPORT.hex()[:-2]])
def test_a_report_that_is_not_whole_is_dropped(line: str) -> None:
    inbox = Inbox()
    assert inbox.put(line, 26)
    assert not inbox


def test_an_inbox_that_nobody_empties_stays_small() -> None:
    inbox = Inbox()
    for reference in range(5000):
        tpdu = StatusReport(reference % 256, SERVICE, None, None, reference // 256).to_bytes()
        inbox.put(tpdu.hex(), len(tpdu))
    assert len(inbox.take()) == 1000
    assert len(inbox._known) == REMEMBERED
