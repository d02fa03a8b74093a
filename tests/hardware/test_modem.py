"""What becomes of an SMS."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from structlog.testing import capture_logs

from hardware.modem import DeliveryStatus, Modem, NotSent, PartlySent, Reason, Sent, Unknown
from hardware.modem.simulator import ModemSimulator
from hardware.status import PartHealth, PartStatus
from tests.hardware.modem_bench import (
    CALL,
    LONG,
    REAL,
    SERVICE,
    ModemLink,
    modem_on,
    plugged,
    scripted,
    texts,
)


def test_a_text_that_the_network_took_is_sent_with_its_reference() -> None:
    modem, simulator, link = plugged()
    assert modem.send(SERVICE, CALL) == Sent((1,))
    assert [(message.number, message.text) for message in simulator.messages] == [("8613800138000", CALL)]
    assert b"AT+CMGS=27\r0031000D91683108108300F00008AA0C8BF75230003353F77A9753E3\x1a" in link.written


def test_a_long_text_goes_in_parts_and_arrives_whole() -> None:
    modem, simulator, link = plugged()
    assert modem.send(SERVICE, LONG) == Sent((1, 2, 3))
    assert texts(simulator) == [LONG]
    assert b"8A0500032A0301" in link.written
    assert b"8C0500032A0302" in link.written


def test_two_long_texts_to_one_number_are_told_apart_by_their_message_number() -> None:
    modem, simulator, link = plugged()
    modem.send(SERVICE, LONG)
    modem.send(SERVICE, LONG[::-1])
    assert texts(simulator) == [LONG, LONG[::-1]]
    assert b"0500032A0302" in link.written
    assert b"0500032B0302" in link.written


def test_the_message_number_comes_round_after_255() -> None:
    link = ModemLink()
    modem = Modem(link, lambda: link, 255, REAL, lambda: link.now, link.pause)
    modem.send(SERVICE, CALL)
    modem.send(SERVICE, LONG)
    assert b"050003000302" in link.written


def test_reports_are_asked_for_with_every_part() -> None:
    modem, _, link = plugged()
    modem.send(SERVICE, CALL)
    modem.send(SERVICE, LONG)
    pdus = [line.split(b"\r")[-1] for line in link.written.split(b"\x1a")[:-1]]
    assert [int(pdu[2:4], 16) & 0x20 for pdu in pdus] == [0x20] * 4


@pytest.mark.parametrize(
    ("number", "text", "detail"),
    [("nobody", CALL, "invalid_number"), (SERVICE, "", "empty_text"), (SERVICE, "\ud800", "invalid_text")],
)
def test_what_can_never_be_sent_does_not_reach_the_modem(number: str, text: str, detail: str) -> None:
    modem, _, link = plugged()
    assert modem.send(number, text) == NotSent(Reason.NEVER_AGAIN, detail)
    assert link.written == b""


@pytest.mark.parametrize(
    ("code", "reason"),
    [(1, Reason.NEVER_AGAIN), (38, Reason.TRY_AGAIN), (330, Reason.MODEM_ILL), (512, Reason.TRY_AGAIN)],
)
def test_a_refusal_is_the_modem_s_word_that_nothing_was_sent(code: int, reason: Reason) -> None:
    modem, simulator, link = plugged()
    simulator.refuse(code)
    assert modem.send(SERVICE, CALL) == NotSent(reason, f"cms_{code}")
    assert link.written.count(b"\x1a") == 1
    assert simulator.messages == []


def test_a_network_that_did_not_confirm_in_time_may_have_the_message() -> None:
    modem, simulator, _ = plugged()
    simulator.refuse(332)
    assert modem.send(SERVICE, CALL) == Unknown((), 1, "cms_332")


def test_a_second_part_that_is_refused_after_the_first_went_is_told_as_such() -> None:
    modem, simulator, link = plugged()
    simulator.refuse(38, part=2)
    assert modem.send(SERVICE, LONG) == PartlySent((1,), 3, Reason.TRY_AGAIN, "cms_38")
    assert link.written.count(b"\x1a") == 2
    assert simulator.messages == []
    assert simulator.torn == 1


def test_a_first_part_that_is_refused_leaves_nothing_behind() -> None:
    modem, simulator, _ = plugged()
    simulator.refuse(38, part=1)
    assert modem.send(SERVICE, LONG) == NotSent(Reason.TRY_AGAIN, "cms_38")
    assert simulator.torn == 0


def test_a_modem_without_a_word_after_the_text_may_have_sent_it() -> None:
    modem, simulator, link = plugged()
    simulator.fail("no-word")
    assert modem.send(SERVICE, CALL) == Unknown((), 1, "no_word_after_text")
    assert texts(simulator) == [CALL]
    assert link.written.count(b"\x1a") == 1
    assert 120 <= link.now < 130


def test_a_second_part_without_a_word_is_unknown_beside_a_first_that_went() -> None:
    modem, simulator, link = plugged()

    def fall_silent_after_the_first(data: bytes) -> None:
        if data.endswith(b"\x1a") and b"0302" in data:
            simulator.fail("no-word")

    link.on_write = fall_silent_after_the_first
    assert modem.send(SERVICE, LONG) == Unknown((1,), 3, "no_word_after_text")


def test_a_modem_that_restarts_instead_of_an_answer_may_have_sent() -> None:
    modem, simulator, link = plugged(restart_s=10)
    simulator.fail("reset-in-the-middle")
    assert modem.send(SERVICE, CALL) == Unknown((), 1, "modem_restarted")
    assert link.now < 20
    assert modem.send(SERVICE, CALL) == Sent((1,))


@pytest.mark.parametrize(
    ("said", "word"),
    [
        (b"\r\n+CMGS: 7\r\n\r\nOK\r\n", Sent((7,))),
        (b"\r\n+CMGS: 7\r\n", Sent((7,))),
        (b'\r\n+CMGS: 7,"26/01/15,10:30:00+32"\r\n\r\nOK\r\n', Sent((7,))),
        (b"\r\nOK\r\n", Unknown((), 1, "no_reference")),
        (b"\r\n+CMGS: 999\r\n\r\nOK\r\n", Unknown((), 1, "no_reference")),
        (b"\r\n+CMGS: \r\n", Unknown((), 1, "no_word_after_text")),
        (b"\r\n+CMS ERROR: 41\r\n", NotSent(Reason.TRY_AGAIN, "cms_41")),
        (b"\r\n+CME ERROR: 100\r\n", NotSent(Reason.TRY_AGAIN, "refused")),
        (b"\r\nERROR\r\n", NotSent(Reason.TRY_AGAIN, "refused")),
        (b"\r\nRDY\r\n", Unknown((), 1, "modem_restarted")),
        (b"\r\n> \r\n> ", Unknown((), 1, "no_word_after_text")),
        (b"\xff\x00", Unknown((), 1, "no_word_after_text")),
    ],
)
def test_sent_is_only_what_the_modem_gave_a_reference_for(said: bytes, word: object) -> None:
    link = ModemLink()

    class AnswersTexts(ModemSimulator):
        def receive(self, data: bytes) -> bytes:
            usual = super().receive(data)
            return said if data.endswith(b"\x1a") else usual

    link.simulator = AnswersTexts(clock=lambda: link.now)
    assert modem_on(link).send(SERVICE, CALL) == word


@pytest.mark.parametrize("said", [b"", b"\r\nERROR\r\n", b"\r\nOK\r\n", b"\xff"])
def test_without_a_prompt_no_text_is_handed_over(said: bytes) -> None:
    modem, link = scripted({b"AT+CMGS": said})
    assert modem.send(SERVICE, CALL) == NotSent(Reason.TRY_AGAIN, "no_prompt")
    assert link.written.count(b"AT+CMGS=27\r") == 2
    assert b"\x1a" not in link.written
    assert link.written.endswith(b"\x1b\r")


@pytest.mark.parametrize(
    ("said", "detail"), [(b"\r\n+CME ERROR: 10\r\n", "no_sim"), (b"\r\n+CMS ERROR: 310\r\n", "cms_310")]
)
def test_a_sim_that_was_pulled_out_just_now_is_told_of(said: bytes, detail: str) -> None:
    modem, link = scripted({b"AT+CMGS": said})
    assert modem.send(SERVICE, CALL) == NotSent(Reason.MODEM_ILL, detail)
    assert link.written.count(b"AT+CMGS=27\r") == 1


def test_a_modem_that_missed_the_end_of_the_text_does_not_keep_it_for_later() -> None:
    modem, simulator, link = plugged()

    class MissesTheEnd(ModemSimulator):
        def receive(self, data: bytes) -> bytes:
            return super().receive(data.rstrip(b"\x1a"))

    link.simulator = MissesTheEnd(clock=lambda: link.now)
    assert modem.send(SERVICE, CALL) == Unknown((), 1, "no_word_after_text")
    assert link.written.endswith(b"\x1a\x1b\r")
    assert simulator.messages == []


def test_a_prompt_that_is_shown_again_behind_the_text_is_not_the_end() -> None:
    link = ModemLink()
    later = [b"\r\n+CMGS: 7\r\n\r\nOK\r\n"]

    class PromptsAgain(ModemSimulator):
        texts = 0

        def receive(self, data: bytes) -> bytes:
            usual = super().receive(data)
            self.texts += data.endswith(b"\x1a")
            return b"\r\n> " if data.endswith(b"\x1a") else usual

        def idle(self) -> bytes:
            return later.pop() if self.texts and later else b""

    link.simulator = PromptsAgain(clock=lambda: link.now)
    assert modem_on(link).send(SERVICE, CALL) == Sent((7,))


@pytest.mark.parametrize("command", [b"AT+CMGF", b"AT+CPIN", b"AT+CREG", b"AT+CMGS"])
def test_a_command_that_a_bad_wire_tore_is_given_once_more(command: bytes) -> None:
    modem, simulator, link = plugged()
    torn: list[bytes] = []

    def tear_once(data: bytes) -> None:
        if data.startswith(command) and not torn:
            torn.append(data)
            simulator.receive(b"XX")

    link.on_write = tear_once
    assert modem.send(SERVICE, CALL) == Sent((1,))
    assert link.written.count(command) == 2


def test_lines_that_nobody_asked_for_do_not_disturb() -> None:
    modem, simulator, _ = plugged()
    simulator.fail("chatty")
    assert modem.send(SERVICE, LONG) == Sent((1, 2, 3))
    assert modem.health() == PartHealth(PartStatus.OK, "signal_21")


def test_no_number_and_no_text_is_ever_logged() -> None:
    """Through every failure there is, with a number and a text that nothing else contains."""
    number, text = "+8613800138000", "LAIBIN"
    secrets = ("13800138000", "3108108300", text, text.encode("utf-16-be").hex().upper())
    with capture_logs() as logs:
        for failure in ("no-word", "hung-in-prompt", "garbled", "chatty", "reset-in-the-middle", "no-sim", "silent"):
            modem, simulator, link = plugged()
            simulator.fail(failure)
            modem.send(number, text)
            modem.poll_reports(10)
            modem.health()
            link.lost = True
            modem.send(number, text * 30)
        modem, simulator, _ = plugged()
        simulator.refuse(304)
        modem.send(number, text)
        modem.send(number + "x", text)
        simulator.refuse(38, part=2)
        modem.send(number, text * 30)
    assert len(logs) > 20
    assert [entry for entry in logs for secret in secrets if secret in repr(entry)] == []


@given(st.lists(st.binary(max_size=60) | st.sampled_from([b"\r\nOK\r\n", b"\r\n> ", b"\r\n+CDS: 26\r\n"]), max_size=60))
def test_a_modem_that_answers_anything_at_all_gets_an_outcome(answers: list[bytes]) -> None:
    link = ModemLink()

    class Babble(ModemSimulator):
        def receive(self, data: bytes) -> bytes:  # noqa: ARG002 - it answers without listening
            return answers.pop(0) if answers else b""

        def idle(self) -> bytes:
            return b""

    link.simulator = Babble()
    modem = modem_on(link)
    assert isinstance(modem.send(SERVICE, LONG), Sent | NotSent | PartlySent | Unknown)
    assert modem.health().status in PartStatus
    for report in modem.poll_reports(1):
        assert report.status in DeliveryStatus
    assert link.now < 1000
