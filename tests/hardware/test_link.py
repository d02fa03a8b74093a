from __future__ import annotations

import os
import socket
import threading
from typing import TYPE_CHECKING, Any

import pytest

from hardware.errors import (
    BadLinkUrlError,
    BadOptionError,
    HardwareError,
    LinkCannotOpenError,
    LinkClosedError,
    LinkLostError,
    LinkStalledError,
    UnknownDeviceError,
)
from hardware.id_card import IdCardReader
from hardware.link import Link, open_link
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

HANG_GUARD_S = 20


class SocketPeer:
    def __init__(self) -> None:
        self.listener = socket.create_server(("127.0.0.1", 0))
        self.url = f"socket://127.0.0.1:{self.listener.getsockname()[1]}"
        self.link = open_link(self.url)
        self.connection = self.listener.accept()[0]

    def send(self, data: bytes) -> None:
        self.connection.sendall(data)

    def receive(self, size: int) -> bytes:
        return self.connection.recv(size, socket.MSG_WAITALL)

    def hang_up(self) -> None:
        self.connection.close()
        self.listener.close()


class PtyPeer:
    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        self.url = f"serial://{os.ttyname(self.slave)}?baud=4000000"
        self.link = open_link(self.url, write_grace_s=0.05)

    def send(self, data: bytes) -> None:
        os.write(self.master, data)

    def receive(self, size: int) -> bytes:
        return os.read(self.master, size)

    def hang_up(self) -> None:
        if self.master >= 0:
            os.close(self.master)
            os.close(self.slave)
            self.master = -1


@pytest.fixture(params=[SocketPeer, PtyPeer])
def peer(request: pytest.FixtureRequest) -> Iterator[Any]:
    peer = request.param()
    yield peer
    peer.link.close()
    peer.hang_up()


def test_bytes_go_both_ways(peer: Any) -> None:
    peer.link.write(b"\x00\x11\x13\xff\r\n")
    assert peer.receive(6) == b"\x00\x11\x13\xff\r\n"
    peer.send(b"\x03\x04\x1a\n\r")
    assert peer.link.read(100, HANG_GUARD_S) == b"\x03\x04\x1a\n\r"


def test_a_read_returns_as_soon_as_anything_is_there_and_at_most_what_was_asked_for(peer: Any) -> None:
    peer.send(b"abc")
    assert peer.link.read(2, HANG_GUARD_S) == b"ab"
    assert peer.link.read(2, HANG_GUARD_S) == b"c"


def test_silence_is_an_empty_read(peer: Any) -> None:
    assert peer.link.read(10, 0) == b""
    assert peer.link.read(10, 0.01) == b""


def test_drained_input_is_gone(peer: Any) -> None:
    peer.send(b"old")
    assert peer.link.read(1, HANG_GUARD_S) == b"o"
    peer.link.drain_input()
    peer.send(b"new")
    assert peer.link.read(10, HANG_GUARD_S) == b"new"


def test_a_peer_that_goes_while_we_wait_is_a_lost_link(peer: Any) -> None:
    caught: list[HardwareError] = []

    def wait() -> None:
        try:
            peer.link.read(10, HANG_GUARD_S)
        except HardwareError as error:
            caught.append(error)

    waiting = threading.Thread(target=wait)
    waiting.start()
    peer.hang_up()
    waiting.join(HANG_GUARD_S)
    [error] = caught
    assert isinstance(error, LinkLostError)
    assert error.code == "link_lost"
    assert error.link == peer.url


def test_a_closed_link_stays_closed(peer: Any) -> None:
    peer.link.close()
    peer.link.close()
    for use in (lambda: peer.link.read(1, 0), lambda: peer.link.write(b"x"), peer.link.drain_input):
        with pytest.raises(LinkClosedError):
            use()


def test_a_peer_that_takes_nothing_more_stalls_the_write_instead_of_hanging_it() -> None:
    peer = PtyPeer()
    with pytest.raises(LinkStalledError) as caught:
        peer.link.write(bytes(40_000))
    assert caught.value.code == "link_stalled"
    peer.link.close()
    peer.hang_up()


def test_a_serial_port_belongs_to_one_program() -> None:
    peer = PtyPeer()
    with pytest.raises(LinkCannotOpenError):
        open_link(peer.url)
    peer.link.close()
    peer.hang_up()


@pytest.mark.parametrize("url", ["serial:///dev/no-such-port", "socket://127.0.0.1:1"])
def test_a_port_that_is_not_there_cannot_be_opened(url: str) -> None:
    with pytest.raises(LinkCannotOpenError) as caught:
        open_link(url)
    assert caught.value.code == "link_cannot_open"


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("/dev/ttyUSB0", "serial:///dev/ttyUSB0?baud=115200, file:///dev/usb/lp0, socket://host:port or sim://DEVICE"),
        ("usb://1234", "socket://host:port"),
        ("", "sim://DEVICE with DEVICE one of caller-line, id-card"),
        ("serial://ttyUSB0", "absolute path"),
        ("file://lp0", "absolute path after file://, as in file:///dev/usb/lp0"),
        ("serial:///dev/ttyUSB0?baud", "serial:///dev/ttyUSB0"),
        ("socket://host", "socket://host:port"),
        ("socket://host:99999", "socket://host:port"),
        ("socket://host:99/x", "socket://host:port"),
        ("sim://printer/x", "sim://DEVICE"),
        ("socket://[::1", "socket://host:port"),
    ],
)
def test_a_bad_url_says_what_was_expected(url: str, expected: str) -> None:
    with pytest.raises(BadLinkUrlError, match=r"expected") as caught:
        open_link(url)
    assert expected in str(caught.value)
    assert caught.value.code == "bad_link_url"


@pytest.mark.parametrize(
    ("url", "option", "expected"),
    [
        ("serial:///dev/ttyUSB0?baud=fast", "baud", "a number from 300 to 4e+06"),
        ("serial:///dev/ttyUSB0?baud=9600.5", "baud", "a whole number from 300 to 4000000"),
        ("serial:///dev/ttyUSB0?speed=9600", "speed", "one of the options baud"),
        ("socket://127.0.0.1:9100?timeout=3", "timeout", "no options"),
        ("file:///dev/usb/lp0?baud=9600", "baud", "no options"),
        ("sim://id-card?after_read=never", "after_read", "hidden or found"),
        ("sim://id-card?loss=2", "loss", "a number from 0 to 1"),
        ("sim://printer?papr=x", "papr", "one of the options asb, baud, chunk_bytes, fail, flips"),
    ],
)
def test_a_bad_option_names_itself_and_what_was_expected(url: str, option: str, expected: str) -> None:
    with pytest.raises(BadOptionError) as caught:
        open_link(url)
    assert caught.value.option == option
    assert caught.value.expected.startswith(expected)


def test_an_unknown_simulator_names_those_there_are() -> None:
    with pytest.raises(UnknownDeviceError, match="id-card, "):
        open_link("sim://toaster")


def test_closing_a_simulated_link_stops_its_simulator() -> None:
    before = threading.active_count()
    link: Link = open_link("sim://id-card")
    assert threading.active_count() == before + 1
    assert IdCardReader(link).health() == PartHealth(PartStatus.OK)
    link.close()
    assert threading.active_count() == before
