"""The reader's baud rate is found by asking, over a line on which a wrong rate makes rubbish of every byte."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.errors import BadLinkUrlError, BadOptionError, LinkCannotOpenError
from hardware.id_card import BAUD_RATES, SAM_V, IdCardReader, ReaderSilentError, Timing, open_reader
from hardware.id_card._commands import STATUS
from hardware.id_card._demo_cards import demo_cards
from hardware.id_card._frames import REQUEST_HEAD, FrameParser
from hardware.id_card.simulator import IdCardSimulator
from hardware.link import open_link
from hardware.simulators import PtyHost, Wire
from hardware.simulators._uart import heard
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

QUICK = Timing().scaled(0.2)
RATES = (115200, 57600, 38400, 19200, 9600)
PAIRS = [(sent, other) for sent in RATES for other in RATES if sent != other]


@pytest.fixture
def simulator() -> IdCardSimulator:
    return IdCardSimulator()


@pytest.fixture
def host(simulator: IdCardSimulator) -> Iterator[PtyHost]:
    with PtyHost(simulator, Wire()) as host:
        yield host


def test_the_factory_s_rate_is_tried_first_and_each_of_the_five_once() -> None:
    assert BAUD_RATES[0] == 115200
    assert sorted(BAUD_RATES) == sorted(RATES)


@pytest.mark.parametrize("rate", RATES)
def test_the_reader_s_rate_is_found_whichever_of_the_five_it_is(
    simulator: IdCardSimulator, host: PtyHost, rate: int
) -> None:
    host.set_wire(Wire(baud=rate))
    simulator.command("lay 1")
    reader = open_reader(f"serial://{host.path}?baud=auto", QUICK)
    card = reader.poll()
    reader.close()
    assert card is not None
    assert card.holder == demo_cards()[0]


def test_a_reader_that_is_out_of_order_still_says_at_which_rate(simulator: IdCardSimulator, host: PtyHost) -> None:
    host.set_wire(Wire(baud=38400))
    simulator.command("fail status 60")
    reader = open_reader(f"serial://{host.path}?baud=auto", QUICK)
    assert reader.health() == PartHealth(PartStatus.OFFLINE, "self_test_failed")
    reader.close()


@pytest.mark.parametrize("failure", ["silent", "garbled"])
def test_a_reader_that_answers_at_no_rate_is_silent_and_its_port_is_free_again(
    simulator: IdCardSimulator, host: PtyHost, failure: str
) -> None:
    simulator.command(f"fail {failure}")
    with pytest.raises(ReaderSilentError) as caught:
        open_reader(f"serial://{host.path}?baud=auto", QUICK)
    assert caught.value.detail == "no_baud_rate_answered"
    open_link(f"serial://{host.path}").close()


def test_a_reader_that_is_set_to_another_rate_than_the_url_says_is_never_ok(host: PtyHost) -> None:
    host.set_wire(Wire(baud=9600))
    reader = open_reader(f"serial://{host.path}?baud=19200", QUICK)
    assert reader.health().status in (PartStatus.OFFLINE, PartStatus.UNKNOWN)
    reader.close()


def test_a_port_that_is_not_there_cannot_be_opened_at_any_rate() -> None:
    with pytest.raises(LinkCannotOpenError):
        open_reader("serial:///dev/no-such-port?baud=auto", QUICK)


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("socket://127.0.0.1:4001?baud=auto", BadOptionError),
        ("serial:///dev/no-such-port?baud=slow", BadOptionError),
        ("serial:///dev/no-such-port?baud", BadLinkUrlError),
        ("usb://1?baud=auto", BadLinkUrlError),
    ],
)
def test_a_rate_that_a_transport_cannot_have_is_refused(url: str, error: type[Exception]) -> None:
    with pytest.raises(error):
        open_reader(url, QUICK)


def test_the_driver_s_example_finds_the_rate_by_itself() -> None:
    assert SAM_V.example.endswith("?baud=auto")
    assert SAM_V.open is open_reader


def test_a_simulated_reader_in_the_kiosk_needs_no_rate() -> None:
    reader = SAM_V.open("sim://id-card")
    assert isinstance(reader, IdCardReader)
    assert reader.health() == PartHealth(PartStatus.OK)
    reader.close()


# What a serial port makes of another rate


@given(st.binary(max_size=200), st.sampled_from(RATES))
def test_at_the_same_rate_every_byte_arrives(data: bytes, rate: int) -> None:
    assert heard(data, rate, rate) == data


@pytest.mark.parametrize(("sent_at", "heard_at"), PAIRS)
def test_at_another_rate_no_order_to_a_reader_gets_through(sent_at: int, heard_at: int) -> None:
    arrived = heard(STATUS.request.to_bytes() * 3, sent_at, heard_at)
    assert arrived
    assert FrameParser(REQUEST_HEAD).feed(arrived) == []


def test_a_port_sees_the_levels_that_the_line_has_in_the_middle_of_its_own_bits() -> None:
    """At half the rate the start bit lasts two of ours: itself and a 0. At twice the rate ten bits pass in five."""
    assert heard(b"\xff", 9600, 19200) == b"\xfe"
    assert heard(b"\x00", 19200, 9600) == b"\xf8"
