"""Scanners that speak SSI, in a time that only the test moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hardware.scanner import CodeCutShortError, ScannerRefusedError, SsiScanner
from hardware.scanner._ssi_frames import ACK, DECODE_DATA, DECODER, HOST, NAK, RETRANSMIT, START_DECODE, Packet
from hardware.status import PartHealth, PartStatus
from tests.hardware.plugged_scanner import TIMING, Plugged, plug
from tests.hardware.virtual_time import Script, VirtualTime

OK = PartHealth(PartStatus.OK)

if TYPE_CHECKING:
    pass

HOST_ACK = Packet(ACK, HOST).to_bytes()
HOST_RESEND = Packet(NAK, HOST, data=b"\x01").to_bytes()
SCANNER_ACK = Packet(ACK, DECODER).to_bytes()


def data_packet(code: bytes, status: int = 0) -> bytes:
    return Packet(DECODE_DATA, DECODER, status, b"\xf1" + code).to_bytes()


def armed_ssi() -> tuple[Plugged, Script]:
    """Armed, lit, and long enough for nothing of the citizen before to be on its way."""
    script = Script(b"", SCANNER_ACK, b"", SCANNER_ACK)
    bench = Plugged(SsiScanner, script, VirtualTime())
    bench.scanner.arm()
    bench.time.move_to(bench.time.now + 10)
    bench.scanner.read(0)
    bench.wire.written.clear()
    return bench, script


def test_a_sleeping_ssi_scanner_is_woken_fifty_milliseconds_before_it_is_spoken_to() -> None:
    bench = plug(SsiScanner)
    bench.scanner.arm()
    assert bench.wire.written == [b"\x00", Packet(START_DECODE, HOST).to_bytes()]
    woken_at, spoken_at = bench.wire.written_at
    assert spoken_at - woken_at == pytest.approx(TIMING.wake_s)


def test_a_good_packet_is_acknowledged() -> None:
    bench, script = armed_ssi()
    script.said = data_packet(b"A001\r\n")
    scan = bench.scanner.read(1)
    assert scan is not None
    assert scan.text == "A001"
    assert bench.wire.written == [HOST_ACK]


def test_a_damaged_packet_is_asked_for_again_and_read_from_its_repeat() -> None:
    bench, script = armed_ssi()
    script.answers = [data_packet(b"A001", RETRANSMIT)]
    script.said = data_packet(b"A001")[:-1] + b"\x00"
    scan = bench.scanner.read(1)
    assert scan is not None
    assert scan.text == "A001"
    assert bench.wire.written == [HOST_RESEND, HOST_ACK]


def test_a_packet_whose_end_is_missing_is_asked_for_again_too() -> None:
    bench, script = armed_ssi()
    script.answers = [data_packet(b"A001", RETRANSMIT)]
    script.said = data_packet(b"A001")[:-3]
    scan = bench.scanner.read(1)
    assert scan is not None
    assert scan.text == "A001"


def test_a_packet_damaged_three_times_has_to_be_scanned_again() -> None:
    bench, script = armed_ssi()
    damaged = data_packet(b"A001")[:-1] + b"\x00"
    script.answers = [damaged, damaged]
    script.said = damaged
    with pytest.raises(CodeCutShortError):
        bench.scanner.read(1)
    assert bench.wire.written == [HOST_RESEND, HOST_RESEND]


def test_a_packet_sent_again_because_our_acknowledgement_was_lost_is_acknowledged_and_counts_once() -> None:
    bench, script = armed_ssi()
    script.answers = [b"", b"", SCANNER_ACK]
    script.said = data_packet(b"A001")
    bench.time.after(2, lambda: setattr(script, "said", data_packet(b"A001", RETRANSMIT)))
    assert bench.texts(3) == ["A001"]
    assert bench.wire.written.count(HOST_ACK) == 2


def test_a_repeat_of_a_packet_that_never_came_counts() -> None:
    bench, script = armed_ssi()
    script.said = data_packet(b"A001", RETRANSMIT)
    scan = bench.scanner.read(1)
    assert scan is not None
    assert scan.text == "A001"


def test_a_packet_that_the_citizen_before_left_behind_is_not_the_next_one_s_code() -> None:
    """It was lost, nobody acknowledged it, and the scanner sends it again when somebody else stands there."""
    bench, script = armed_ssi()
    script.answers = [b"", SCANNER_ACK] * 9
    bench.scanner.arm()
    bench.time.after(1.9, lambda: setattr(script, "said", data_packet(b"A001", RETRANSMIT)))
    with pytest.raises(CodeCutShortError):
        bench.scanner.read(3)
    assert bench.wire.written.count(HOST_ACK) == 1


def test_a_long_code_in_several_packets_is_one_code() -> None:
    bench = plug(SsiScanner)
    bench.scanner.arm()
    code = "".join(chr(0x4E00 + number) for number in range(700))
    bench.scan_after(0.5, code)
    assert bench.texts(1) == [code]
    assert bench.wire.written.count(HOST_ACK) == 9


def test_a_code_whose_last_packet_never_comes_is_cut_short() -> None:
    bench, script = armed_ssi()
    script.answers = [b"", b"", SCANNER_ACK] * 9
    script.said = data_packet(b"A001", 0x02)
    with pytest.raises(CodeCutShortError):
        bench.scanner.read(30)


def test_a_scanner_that_is_not_in_host_mode_says_so() -> None:
    """The GM72's answer to a start outside host mode, as its manual prints it."""
    denied = bytes.fromhex("05 D1 00 00 06 FF 24")
    bench = Plugged(SsiScanner, Script(b"", denied, b"", denied), VirtualTime())
    with pytest.raises(ScannerRefusedError):
        bench.scanner.arm()
    assert bench.scanner.health() == PartHealth(PartStatus.OFFLINE, "nak_06")


def test_an_order_that_a_scanner_did_not_understand_is_sent_again_marked_as_a_repeat() -> None:
    please_resend = Packet(NAK, DECODER, data=b"\x01").to_bytes()
    bench = Plugged(SsiScanner, Script(b"", please_resend, b"", SCANNER_ACK), VirtualTime())
    bench.scanner.arm()
    assert bench.wire.written[1] == Packet(START_DECODE, HOST).to_bytes()
    assert bench.wire.written[3] == Packet(START_DECODE, HOST, RETRANSMIT).to_bytes()


def test_asking_an_armed_ssi_scanner_for_its_health_does_not_put_out_its_light() -> None:
    bench = plug(SsiScanner)
    bench.scanner.arm()
    assert bench.scanner.health() == OK
    assert bench.simulator.command("ok").startswith("lit")
