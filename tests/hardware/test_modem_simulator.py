"""The simulated modem and its orders."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.errors import BadCommandError
from hardware.modem import AT_PDU, Sent
from hardware.modem.simulator import ModemSimulator
from hardware.options import Options
from hardware.status import PartHealth, PartStatus
from tests.hardware.modem_bench import (
    CALL,
    LONG,
    SERVICE,
    plugged,
)


def test_the_simulator_lists_what_was_sent_without_whole_numbers() -> None:
    modem, simulator, _ = plugged()
    assert simulator.command("sent") == "nothing"
    modem.send(SERVICE, CALL)
    simulator.refuse(38, part=2)
    modem.send(SERVICE, LONG)
    assert simulator.command("sent") == "请到3号窗口 (to …8000); 1 torn"


def test_the_simulator_is_switched_while_it_runs_and_says_what_is_so_now() -> None:
    simulator = ModemSimulator.from_options(Options("test", {"fail": "chatty", "report_after_s": "0"}))
    assert simulator.command("fail silent") == "silent, report once"
    assert simulator.command("fail cms 38 part 2") == "silent, refusing with 38, report once"
    assert simulator.command("fail cms 1") == "silent, refusing with 1, report once"
    assert simulator.command("ok") == "no failure, report once"
    assert simulator.command("report twice") == "no failure, report twice"
    assert simulator.command("report after 30") == "no failure, report twice"
    assert simulator.command("report status 45") == "no failure, report twice"
    simulator.command("say RING")
    assert simulator.idle() == b"\r\nRING\r\n"
    for line in ("fail", "fail dance", "fail cms", "fail cms x", "report", "report status 1", "report after x", "sing"):
        with pytest.raises(BadCommandError):
            simulator.command(line)


def test_the_simulator_answers_as_a_modem_with_echo_on_and_refuses_what_is_no_pdu() -> None:
    simulator = ModemSimulator()
    assert simulator.receive(b"AT\r") == b"AT\r\r\nOK\r\n"
    assert simulator.receive(b"AT+CMGS=27\r").endswith(b"\r\nERROR\r\n")
    assert simulator.receive(b"ATE0\r").endswith(b"\r\nOK\r\n")
    assert simulator.receive(b"AT+CMGF=0\r") == b"\r\nOK\r\n"
    assert simulator.receive(b"AT+CMGS=27\r") == b"\r\n> "
    assert simulator.receive(b"00FF\x1a") == b"\r\n+CMS ERROR: 304\r\n"
    assert simulator.receive(b"AT+CMGS=27\r\x1b") == b"\r\n> \r\nOK\r\n"
    assert simulator.receive(b"AT+NONSENSE\r") == b"\r\nERROR\r\n"
    assert simulator.receive(b"AT+CNMA\r") == b"\r\n+CMS ERROR: 340\r\n"


@given(
    st.lists(
        st.binary(max_size=100) | st.sampled_from([b"AT+CMGF=0\r", b"AT+CMGS=30\r", b"\x1a", b"\x1b"]), max_size=40
    )
)
def test_the_simulator_lives_whatever_it_is_told(chunks: list[bytes]) -> None:
    simulator = ModemSimulator()
    for chunk in chunks:
        simulator.receive(chunk)
        simulator.idle()
    assert simulator.messages == []


def test_a_simulated_modem_is_opened_by_its_url() -> None:
    modem = AT_PDU.open("sim://modem?report_after_s=0")
    assert modem.health() == PartHealth(PartStatus.OK, "signal_21")
    assert modem.send(SERVICE, CALL) == Sent((1,))
    modem.close()
    modem.close()
