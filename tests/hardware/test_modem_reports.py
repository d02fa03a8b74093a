"""Delivery reports: each is told once, about the part it is about."""

from __future__ import annotations

import pytest

from hardware.errors import LinkLostError
from hardware.modem import DeliveryStatus, Sent
from tests.hardware.modem_bench import (
    CALL,
    LONG,
    REPORT_LINES,
    SERVICE,
    ModemLink,
    modem_on,
    plugged,
    scripted,
)


@pytest.mark.parametrize(
    ("code", "status"),
    [
        (0x00, DeliveryStatus.DELIVERED),
        (0x30, DeliveryStatus.TRYING),
        (0x45, DeliveryStatus.FAILED_FOR_GOOD),
        (0x65, DeliveryStatus.GIVEN_UP),
    ],
)
def test_a_delivery_report_names_the_part_and_what_became_of_it(code: int, status: DeliveryStatus) -> None:
    modem, simulator, _ = plugged()
    simulator.command(f"report status {code:02x}")
    assert modem.send(SERVICE, CALL) == Sent((1,))
    [report] = modem.poll_reports(10)
    assert (report.reference, report.status, report.code) == (1, status, code)
    assert report.is_about(1, SERVICE)
    assert report.at is not None
    assert modem.poll_reports(10) == []


def test_every_part_has_its_report() -> None:
    modem, _, _ = plugged()
    modem.send(SERVICE, LONG)
    references = [report.reference for _ in range(3) for report in modem.poll_reports(10)]
    assert references == [1, 2, 3]


def test_a_slow_report_is_waited_for_as_long_as_the_caller_likes() -> None:
    modem, simulator, link = plugged(report_after_s=100)
    modem.send(SERVICE, CALL)
    simulator.say("RING")
    assert modem.poll_reports(30) == []
    assert 30 <= link.now < 35
    assert len(modem.poll_reports(100)) == 1
    assert link.now < 105


def test_a_report_that_comes_twice_is_told_once_and_one_that_never_comes_is_never_told() -> None:
    modem, simulator, _ = plugged(report="twice")
    modem.send(SERVICE, CALL)
    assert len(modem.poll_reports(10)) == 1
    assert modem.poll_reports(10) == []
    simulator.command("report never")
    modem.send(SERVICE, CALL)
    assert modem.poll_reports(10) == []


def test_a_network_that_wants_reports_confirmed_gets_each_confirmed() -> None:
    modem, simulator, link = plugged()
    simulator.fail("wants-confirmation")
    modem.send(SERVICE, CALL)
    assert len(modem.poll_reports(10)) == 1
    assert link.written.count(b"AT+CNMA\r") == 1
    assert modem.poll_reports(10) == []
    assert link.written.count(b"AT+CNMA\r") == 1


def test_every_report_is_confirmed_not_only_the_first() -> None:
    modem, simulator, link = plugged()
    simulator.fail("wants-confirmation")
    modem.send(SERVICE, LONG)
    assert [report.reference for report in modem.poll_reports(5)] == [1, 2, 3]
    assert link.written.count(b"AT+CNMA\r") == 3


def test_a_modem_that_needs_no_confirmation_gets_none() -> None:
    modem, _, link = plugged()
    modem.send(SERVICE, CALL)
    modem.poll_reports(10)
    assert b"CNMA" not in link.written


def test_reports_come_again_after_the_modem_restarted_by_itself() -> None:
    modem, simulator, link = plugged(restart_s=1)
    modem.send(SERVICE, CALL)
    simulator.receive(b"AT+CFUN=1,1\r")
    link.now += 1
    simulator.idle = lambda idle=simulator.idle: idle().replace(b"RDY\r\n", b"RDY\r\n\r\nSMS READY\r\n")
    first = modem.poll_reports(5)
    second = modem.poll_reports(5)
    assert len(first + second) == 1


def test_a_program_that_only_listens_sets_the_modem_up_for_reports() -> None:
    modem, _, link = plugged()
    assert modem.poll_reports(1) == []
    assert b"AT+CNMI=2,1,0,1,0\r" in link.written


def test_listening_to_a_dead_modem_is_no_failure_and_no_endless_loop() -> None:
    modem, simulator, link = plugged()
    simulator.fail("silent")
    assert modem.poll_reports(20) == []
    assert 20 <= link.now < 30


@pytest.mark.parametrize("command", [b"AT\r", b"AT+CPIN?\r", b"AT+CREG?\r"])
def test_a_report_between_a_command_and_its_answer_is_kept(command: bytes) -> None:
    answer = {b"AT\r": b"OK", b"AT+CPIN?\r": b"+CPIN: READY\r\n\r\nOK", b"AT+CREG?\r": b"+CREG: 0,1\r\n\r\nOK"}[command]
    modem, _ = scripted({command: REPORT_LINES + b"\r\n" + answer + b"\r\n"})
    assert modem.send(SERVICE, CALL) == Sent((1,))
    [report] = modem.poll_reports(0)
    assert (report.reference, report.status) == (9, DeliveryStatus.DELIVERED)


def test_a_report_whose_pdu_got_lost_does_not_swallow_the_answer() -> None:
    modem, _ = scripted({b"AT\r": b"\r\n+CDS: 26\r\n\r\nOK\r\n"})
    assert modem.send(SERVICE, CALL) == Sent((1,))


def test_reports_that_came_before_the_port_was_lost_are_not_lost() -> None:
    modem, _ = scripted({b"AT\r": REPORT_LINES + b"\r\nOK\r\n"})
    modem.health()
    modem.close()
    assert len(modem.poll_reports(0)) == 1


def test_a_report_is_handed_out_although_the_port_was_lost_when_it_had_to_be_confirmed() -> None:
    modem, simulator, link = plugged()
    simulator.fail("wants-confirmation")
    modem.send(SERVICE, CALL)

    def pull(data: bytes) -> None:
        if data.startswith(b"AT+CNMA"):
            raise LinkLostError("test", "pulled out")

    link.on_write = pull
    reports = modem.poll_reports(10)
    assert [report.reference for report in reports] == [1]


def test_listening_on_a_lost_port_is_told_and_the_next_time_it_is_opened_anew() -> None:
    first, second = ModemLink(), ModemLink()
    modem = modem_on(first, lambda: second)
    modem.send(SERVICE, CALL)
    first.lost = True
    with pytest.raises(LinkLostError):
        modem.poll_reports(5)
    assert modem.poll_reports(1) == []
