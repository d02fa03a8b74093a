"""A modem on a real pty, in good order and over wires that behave badly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from hardware.link import open_link
from hardware.modem import Modem, NotSent, PartlySent, Sent, Timing, Unknown
from hardware.modem.simulator import ModemSimulator
from tests.conformance.devices import DeviceConformance
from tests.hardware.modem_bench import SERVICE, texts

if TYPE_CHECKING:
    from hardware.simulators import Simulator, Wire

IMPATIENT = Timing(wake_s=0.5, escape_s=0.05, answer_s=0.5, return_s=0.1, reopen_every_s=0.02)
"""For rules about silence. Over a pty an answer takes about a millisecond."""

ON_BAD_WIRES = replace(IMPATIENT, wake_s=1.0, answer_s=1.0, prompt_s=1.0, send_s=3.0, going_down_s=0.1, restart_s=3.0)
"""Each lost byte costs one of these."""


def modem_at(path: str) -> Modem:
    def opened() -> Any:
        return open_link(f"serial://{path}")

    return Modem(opened(), opened, 0, IMPATIENT)


class TestModemConformance(DeviceConformance):
    def simulator(self) -> Simulator:
        return ModemSimulator()

    def open(self, path: str) -> Modem:
        return modem_at(path)


def test_over_any_wire_sent_means_sent_and_not_sent_means_not_sent(bench: Any, nasty_wire: Wire) -> None:
    """AT commands carry no check: a flipped bit in a text goes unseen, but nothing is sent twice."""
    simulator = ModemSimulator(report="never", restart_s=0)
    link = bench.plug_in(simulator, nasty_wire)
    modem = Modem(link, lambda: link, 0, ON_BAD_WIRES)
    outcomes = {}
    for turn in range(8):
        text = f"请A{turn:03d}号到{turn}号窗口"
        outcomes[text] = modem.send(SERVICE, text)
    assert sum(isinstance(outcome, Sent) for outcome in outcomes.values()) >= 5
    assert len(texts(simulator)) <= len(outcomes)
    for text, outcome in outcomes.items():
        assert isinstance(outcome, Sent | NotSent | PartlySent | Unknown)
        if not nasty_wire.flips:
            assert text in texts(simulator) or not isinstance(outcome, Sent)
            assert text not in texts(simulator) or not isinstance(outcome, NotSent)
