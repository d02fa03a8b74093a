"""A modem that hangs, restarts, vanishes, lacks its SIM or its network."""

from __future__ import annotations

import pytest

from hardware.errors import LinkCannotOpenError, LinkClosedError, LinkLostError
from hardware.modem import NotSent, Reason, Sent, Unknown
from hardware.status import PartHealth, PartStatus
from tests.hardware.modem_bench import (
    CALL,
    REAL,
    SERVICE,
    ModemLink,
    modem_on,
    plugged,
    scripted,
    texts,
)


def test_a_modem_hung_in_its_prompt_is_brought_out_of_it_without_a_restart() -> None:
    modem, simulator, _ = plugged()
    simulator.fail("hung-in-prompt")
    assert modem.send(SERVICE, CALL) == Sent((1,))
    assert simulator.restarts == 0
    assert texts(simulator) == [CALL]


def test_a_modem_that_hears_only_a_reset_gets_one_before_it_is_restarted() -> None:
    modem, simulator, _ = plugged()
    simulator.fail("deaf-until-reset")
    assert modem.send(SERVICE, CALL) == Sent((1,))
    assert simulator.restarts == 0


def test_a_modem_that_hears_only_a_restart_is_restarted_and_waited_for() -> None:
    modem, simulator, link = plugged(restart_s=25)
    simulator.fail("deaf-until-restart")
    assert modem.send(SERVICE, CALL) == Sent((1,))
    assert simulator.restarts == 1
    assert link.now < 60


def test_a_modem_that_stays_silent_is_ill_and_is_not_restarted_over_and_over() -> None:
    modem, simulator, link = plugged()
    simulator.fail("silent")
    assert modem.send(SERVICE, CALL) == NotSent(Reason.MODEM_ILL, "modem_silent")
    assert modem.send(SERVICE, CALL) == NotSent(Reason.MODEM_ILL, "modem_silent")
    assert link.written.count(b"AT+CFUN=1,1\r") == 1
    link.now += REAL.restart_every_s
    modem.send(SERVICE, CALL)
    assert link.written.count(b"AT+CFUN=1,1\r") == 2
    assert b"AT+CMGS" not in link.written


def test_a_modem_that_talks_rubbish_is_ill() -> None:
    modem, simulator, _ = plugged()
    simulator.fail("garbled")
    assert modem.send(SERVICE, CALL) == NotSent(Reason.MODEM_ILL, "garbled_answer")


@pytest.mark.parametrize(
    ("failure", "reason", "detail"),
    [
        ("no-sim", Reason.MODEM_ILL, "no_sim"),
        ("pin-needed", Reason.MODEM_ILL, "pin_needed"),
        ("no-network", Reason.TRY_AGAIN, "no_network"),
    ],
)
def test_without_sim_or_network_no_message_is_begun(failure: str, reason: Reason, detail: str) -> None:
    modem, simulator, link = plugged()
    simulator.fail(failure)
    assert modem.send(SERVICE, CALL) == NotSent(reason, detail)
    assert b"AT+CMGS" not in link.written
    assert modem.health() == PartHealth(PartStatus.OFFLINE, detail)
    simulator.recover()
    assert modem.send(SERVICE, CALL) == Sent((1,))


def test_a_modem_that_restarted_by_itself_is_set_up_again() -> None:
    """It has forgotten PDU mode: in text mode it would send the PDU as a text to the number 27."""
    modem, simulator, link = plugged(restart_s=1)
    modem.send(SERVICE, CALL)
    simulator.receive(b"AT+CFUN=1,1\r")
    link.now += 2
    assert modem.send(SERVICE, CALL) == Sent((2,))


def test_health_is_the_modem_s_word_on_sim_network_and_signal() -> None:
    modem, simulator, link = plugged()
    assert modem.health() == PartHealth(PartStatus.OK, "signal_21")
    simulator.fail("silent")
    assert modem.health() == PartHealth(PartStatus.OFFLINE, "modem_silent")
    simulator.fail("garbled")
    assert modem.health() == PartHealth(PartStatus.UNKNOWN, "garbled_answer")
    simulator.fail("no-reports")
    assert modem.health() == PartHealth(PartStatus.OK, "no_delivery_reports")
    assert b"CFUN" not in link.written


def test_health_brings_a_modem_out_of_a_prompt_and_restarts_none() -> None:
    modem, simulator, link = plugged()
    simulator.fail("hung-in-prompt")
    assert modem.health() == PartHealth(PartStatus.OK, "signal_21")
    simulator.fail("deaf-until-restart")
    assert modem.health().status is PartStatus.OFFLINE
    assert b"CFUN" not in link.written


def test_a_modem_that_cannot_do_pdu_mode_is_ill() -> None:
    modem, _ = scripted({b"AT+CMGF": b"\r\nERROR\r\n"})
    assert modem.send(SERVICE, CALL) == NotSent(Reason.MODEM_ILL, "no_pdu_mode")


@pytest.mark.parametrize(
    ("answers", "status", "detail"),
    [
        ({b"AT+CPIN?\r": b"\r\n+CPIN: SIM PUK\r\n\r\nOK\r\n"}, PartStatus.OFFLINE, "puk_needed"),
        ({b"AT+CPIN?\r": b"\r\n+CPIN: PH-SIM PIN\r\n\r\nOK\r\n"}, PartStatus.OFFLINE, "sim_locked"),
        ({b"AT+CPIN?\r": b"\r\n+CME ERROR: 14\r\n"}, PartStatus.OFFLINE, "sim_busy"),
        ({b"AT+CPIN?\r": b"\r\nERROR\r\n"}, PartStatus.UNKNOWN, "sim_unknown"),
        (
            {b"AT+CREG?\r": b"\r\n+CREG: 0,2\r\n\r\nOK\r\n", b"AT+CEREG?\r": b"\r\nERROR\r\n"},
            PartStatus.OFFLINE,
            "searching_network",
        ),
        (
            {b"AT+CREG?\r": b"\r\n+CREG: 0,3\r\n\r\nOK\r\n", b"AT+CEREG?\r": b"\r\n+CEREG: 0,0\r\n\r\nOK\r\n"},
            PartStatus.OFFLINE,
            "registration_denied",
        ),
        ({b"AT+CREG?\r": b"\r\nERROR\r\n", b"AT+CEREG?\r": b"\r\nERROR\r\n"}, PartStatus.UNKNOWN, "network_unknown"),
        ({b"AT+CREG?\r": b"\r\n+CREG: 0,0\r\n\r\nOK\r\n"}, PartStatus.OK, "signal_21"),
        ({b"AT+CREG?\r": b'\r\n+CREG: 2,5,"D509","80D413D",7\r\n\r\nOK\r\n'}, PartStatus.OK, "signal_21"),
        (
            {b"AT+CREG?\r": b"\r\n+CREG: 1\r\n\r\nOK\r\n", b"AT+CEREG?\r": b"\r\nERROR\r\n"},
            PartStatus.UNKNOWN,
            "network_unknown",
        ),
        ({b"AT+CSQ\r": b"\r\n+CSQ: 99,99\r\n\r\nOK\r\n"}, PartStatus.OK, "signal_unknown"),
    ],
)
def test_health_tells_what_sim_and_network_lack(answers: dict[bytes, bytes], status: PartStatus, detail: str) -> None:
    modem, _ = scripted(answers)
    assert modem.health() == PartHealth(status, detail)


@pytest.mark.parametrize("command", [b"AT+CPIN?\r", b"AT+CREG?\r"])
def test_a_modem_that_does_not_say_how_sim_or_network_are_is_let_try(command: bytes) -> None:
    modem, _ = scripted({command: b"\r\nERROR\r\n", b"AT+CEREG?\r": b"\r\nERROR\r\n"})
    assert modem.send(SERVICE, CALL) == Sent((1,))


def test_a_port_that_was_lost_between_two_messages_is_opened_anew() -> None:
    first, second = ModemLink(), ModemLink()
    modem = modem_on(first, lambda: second)
    assert modem.send(SERVICE, CALL) == Sent((1,))
    first.lost = True
    assert modem.send(SERVICE, CALL) == Sent((1,))
    assert texts(second.simulator) == [CALL]


def test_a_port_that_is_lost_before_the_text_was_handed_over_sent_nothing() -> None:
    modem, _, link = plugged()

    def pull(data: bytes) -> None:
        if data.startswith(b"AT+CMGS"):
            raise LinkLostError("test", "pulled out")

    link.on_write = pull
    assert modem.send(SERVICE, CALL) == NotSent(Reason.MODEM_ILL, "link_lost")


def test_a_port_that_is_lost_behind_the_text_may_have_sent_it() -> None:
    modem, _, link = plugged()

    def pull(data: bytes) -> None:
        if data.endswith(b"\x1a"):
            raise LinkLostError("test", "pulled out")

    link.on_write = pull
    assert modem.send(SERVICE, CALL) == Unknown((), 1, "link_lost")


def test_a_modem_that_was_closed_stays_closed() -> None:
    modem, simulator, link = plugged()
    modem.close()
    assert modem.send(SERVICE, CALL) == NotSent(Reason.MODEM_ILL, "link_closed")
    assert modem.health() == PartHealth(PartStatus.OFFLINE, "link_closed")
    with pytest.raises(LinkClosedError):
        modem.poll_reports(1)
    assert link.now < 1
    assert simulator.messages == []


def test_a_port_that_does_not_come_back_is_waited_for_and_then_told() -> None:
    link = ModemLink()

    def no_port() -> ModemLink:
        raise LinkCannotOpenError("test", "no such file")

    modem = modem_on(link, no_port)
    link.lost = True
    assert modem.send(SERVICE, CALL) == NotSent(Reason.MODEM_ILL, "link_cannot_open")
    assert 30 <= link.now < 40
    assert modem.health() == PartHealth(PartStatus.OFFLINE, "link_cannot_open")
    with pytest.raises(LinkCannotOpenError):
        modem.poll_reports(1)


def test_a_modem_whose_port_vanishes_while_it_restarts_is_found_when_it_is_back() -> None:
    old = ModemLink(restart_s=0)
    old.simulator.fail("deaf-until-restart")
    back_at = 20.0

    def vanish(data: bytes) -> None:
        old.lost = old.lost or data.startswith(b"AT+CFUN")

    def reopen() -> ModemLink:
        if old.now < back_at:
            raise LinkCannotOpenError("test", "no such file")
        old.lost = False
        return old

    old.on_write = vanish
    modem = modem_on(old, reopen)
    assert modem.send(SERVICE, CALL) == Sent((1,))
    assert old.simulator.restarts == 1
