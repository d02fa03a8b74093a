"""A device that is a file, as a USB printer is: here a pty, which is a character device like it."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import pytest

from hardware.errors import LinkCannotOpenError, LinkClosedError, LinkLostError
from hardware.link import open_link, take_options, with_option
from hardware.link._device_file import DeviceFileLink

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

HANG_GUARD_S = 20


class Peer:
    def __init__(self) -> None:
        self.master, self.slave = os.openpty()
        os.set_blocking(self.master, False)
        self.link = open_link(f"file://{os.ttyname(self.slave)}")

    def hang_up(self) -> None:
        os.close(self.master)


@pytest.fixture
def peer() -> Iterator[Peer]:
    peer = Peer()
    yield peer
    peer.link.close()
    os.close(peer.slave)


def test_bytes_go_both_ways(peer: Peer) -> None:
    peer.link.write(b"to the device")
    os.write(peer.master, b"back\n")
    assert os.read(peer.master, 13) == b"to the device"
    assert peer.link.read(100, HANG_GUARD_S) == b"back\n"
    peer.hang_up()


def test_silence_is_an_empty_read(peer: Peer) -> None:
    assert peer.link.read(10, 0) == b""
    assert peer.link.read(10, 0.01) == b""
    peer.hang_up()


def test_a_device_that_is_unplugged_is_a_lost_link(peer: Peer) -> None:
    peer.hang_up()
    with pytest.raises(LinkLostError):
        peer.link.read(10, HANG_GUARD_S)


def test_a_closed_link_stays_closed(peer: Peer) -> None:
    peer.link.close()
    peer.link.close()
    with pytest.raises(LinkClosedError):
        peer.link.read(1, 0)
    peer.hang_up()


def test_a_device_that_answers_nothing_at_once_is_waited_for_and_not_asked_without_a_pause(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """`/dev/null` reads as some USB printers do: always ready, always empty."""
    link = open_link("file:///dev/null")
    reads: list[int] = []
    original = DeviceFileLink._read_once

    def counted(self: Any, max_bytes: int, timeout_s: float) -> bytes | None:
        reads.append(max_bytes)
        return original(self, max_bytes, timeout_s)

    monkeypatch.setattr(DeviceFileLink, "_read_once", counted)
    assert link.read(10, 0.1) == b""
    assert 2 <= len(reads) <= 12
    link.drain_input()
    link.close()


def test_only_a_character_device_is_opened(tmp_path: Path) -> None:
    file = tmp_path / "file"
    file.write_bytes(b"")
    for path in (file, tmp_path / "none", tmp_path):
        with pytest.raises(LinkCannotOpenError):
            open_link(f"file://{path}")


# Options that are a driver's own


@pytest.mark.parametrize(
    ("url", "rest", "value"),
    [
        ("serial:///dev/ttyUSB0?baud=9600&paper_mm=58", "serial:///dev/ttyUSB0?baud=9600", "58"),
        ("file:///dev/usb/lp0?paper_mm=58", "file:///dev/usb/lp0", "58"),
        ("file:///dev/usb/lp0", "file:///dev/usb/lp0", None),
        ("sim://printer?paper=%2Ftmp%2Fa%20b", "sim://printer?paper=%2Ftmp%2Fa+b", None),
        ("serial:///dev/ttyUSB0?paper_mm", "serial:///dev/ttyUSB0?paper_mm", None),
    ],
)
def test_a_driver_takes_its_own_options_off_the_url(url: str, rest: str, value: str | None) -> None:
    left, options = take_options(url, "paper_mm")
    assert left == rest
    assert options.text("paper_mm") == value


def test_an_option_is_added_behind_those_that_are_there() -> None:
    assert with_option("serial:///dev/ttyUSB0", "baud", "9600") == "serial:///dev/ttyUSB0?baud=9600"
    assert with_option("sim://printer?paper=x", "paper_mm", "58") == "sim://printer?paper=x&paper_mm=58"
