"""Devices on real ptys, over wires that behave badly in repeatable ways."""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import pytest

from hardware.id_card import IdCardReader
from hardware.id_card import Timing as CardTiming
from hardware.id_card.simulator import IdCardSimulator
from hardware.link import Link, open_link
from hardware.printer import ReceiptPrinter, Setup
from hardware.printer import Timing as PrinterTiming
from hardware.printer.simulator import PrinterSimulator
from hardware.simulators import PtyHost, Simulator, Wire

if TYPE_CHECKING:
    from collections.abc import Iterator

FAST = 0.1
"""For rules about silence: a tenth of the real patience. Rules about answers keep the real one and need not wait."""

NASTY_WIRES = {
    "whole": Wire(),
    "one-byte-at-a-time": Wire(chunk_bytes=1),
    "odd-pieces": Wire(chunk_bytes=7),
    "slow": Wire(chunk_bytes=64, pause_s=0.0005),
    "lossy": Wire(loss=0.0004, seed=3),
    "flipping": Wire(flips=0.0002, seed=1),
    "lossy-and-flipping": Wire(chunk_bytes=3, loss=0.0004, flips=0.0001, seed=8),
}


@dataclass
class Bench:
    """Plugs simulators in and opens links to them; everything is closed at the end of the test."""

    closing: ExitStack
    hosts: list[PtyHost] = field(default_factory=list)

    def plug_in(self, simulator: Simulator, wire: Wire = Wire()) -> Link:  # noqa: B008 - frozen
        host = self.closing.enter_context(PtyHost(simulator, wire))
        self.hosts.append(host)
        link = open_link(f"serial://{host.path}")
        self.closing.callback(link.close)
        return link

    def unplug(self) -> None:
        for host in self.hosts:
            host.close()

    def reader(self, simulator: IdCardSimulator, wire: Wire = Wire(), patience: float = 1) -> IdCardReader:  # noqa: B008
        return IdCardReader(self.plug_in(simulator, wire), CardTiming().scaled(patience))

    def printer(
        self,
        simulator: PrinterSimulator,
        wire: Wire = Wire(),  # noqa: B008 - frozen
        patience: float = 1,
        setup: Setup = Setup(),  # noqa: B008 - frozen
    ) -> ReceiptPrinter:
        return ReceiptPrinter(self.plug_in(simulator, wire), setup, PrinterTiming().scaled(patience))


@pytest.fixture
def bench() -> Iterator[Bench]:
    with ExitStack() as closing:
        yield Bench(closing)


@pytest.fixture(params=NASTY_WIRES)
def nasty_wire(request: pytest.FixtureRequest) -> Wire:
    return NASTY_WIRES[request.param]


@pytest.fixture
def impatience() -> float:
    return FAST
