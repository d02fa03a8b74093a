"""Keypads at work in a hall, in a time that only the test moves."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, cast

import pytest

from hardware.caller_line import CallerLine, Key, Rs485CallerLine
from hardware.caller_line.simulator import CallerLineSimulator
from hardware.errors import LinkCannotOpenError, LinkLostError
from onedoor.keypads.settings import Keypad, LineSettings, RatingRules
from onedoor.keypads.switchboard import Switchboard
from onedoor.keypads.troubles import Trouble
from queue_server.contract.commands import IssueTicket
from queue_server.service.hall_file import load_hall_file
from tests.hardware.virtual_time import VirtualTime, VirtualWire
from tests.onedoor.keypads.virtual_hall import VirtualHall

if TYPE_CHECKING:
    from collections.abc import Callable

    from queue_server.contract.connection import Connection
    from queue_server.domain.hall import Hall
    from tests.onedoor.keypads.virtual_hall import Line

HALL = """\
[hall]
id = "street"
name = { zh = "街道政务服务中心" }
timezone = "Asia/Shanghai"

[[queue]]
id = "household"
prefix = "A"
name = { zh = "户籍业务" }

[[queue]]
id = "tax"
prefix = "B"
name = { zh = "税务业务" }

[[queue]]
id = "archive"
prefix = "C"
name = { zh = "档案业务" }

[[window]]
id = "1"
name = { zh = "1号综合窗口" }
serves = ["*"]

[[window]]
id = "2"
name = { zh = "2号综合窗口" }
serves = ["*"]

[[window]]
id = "5"
name = { zh = "5号户籍窗口" }
serves = ["household", "tax"]
"""

SETTINGS = LineSettings(
    keypads=(
        Keypad(1, "1", "1001"),
        Keypad(2, "2", "1002"),
        Keypad(5, "5", "1005", ("household", "tax")),
    ),
    prefixes={"household": "A", "tax": "B", "archive": "C"},
    transfers={"1": "household", "3": "archive", "12": "2", "default": "tax"},
)

BETWEEN_KEYS_S = 2.5
"""A keypad's repeats count as the same press for two seconds."""

PERSON_COMES_S = 6.0


def shown(trouble: Trouble) -> str:
    """How a trouble looks on a keypad."""
    return f"--- --{int(trouble)}"


class UnpluggableWire(VirtualWire):
    """A wire whose adapter can be pulled out."""

    plugged = True

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        if not self.plugged:
            raise LinkLostError("serial:///dev/ttyUSB0", "pulled out")
        return super().read(max_bytes, timeout_s)


@dataclass
class Bench:
    """A line of keypads with raters at 1, 2 and 5, its program, and the hall."""

    hall_file: Hall
    settings: LineSettings = SETTINGS
    time: VirtualTime = field(default_factory=VirtualTime)
    adapter: bool = True

    def __post_init__(self) -> None:
        self.hall = VirtualHall(self.hall_file, self.time)
        self.devices = CallerLineSimulator(keypads=(1, 2, 5, 9), raters=(1, 2, 5), clock=self.time)
        self.wires: list[UnpluggableWire] = []
        self.start()

    def start(self) -> None:
        """The program starts, or starts again with nothing in its memory."""
        for line in self.hall.lines:
            line.go_down()
        self.hall.lines.clear()
        self.line: Line = self.hall.line()
        self.program = Switchboard(
            cast("Connection", self.line),
            self._open_line,
            self.settings,
            clock=self.hall.now,
            seconds=self.time,
            rest=lambda seconds: self.time.move_to(self.time.now + seconds),
        )
        self.line.go_up()
        self.run(2)

    def _open_line(self) -> CallerLine:
        if not self.adapter:
            raise LinkCannotOpenError("serial:///dev/ttyUSB0", "no such file")
        wire = UnpluggableWire(self.devices, self.time)
        self.wires.append(wire)
        return Rs485CallerLine(wire, clock=self.time)

    def pull_adapter(self) -> None:
        self.adapter = self.wires[-1].plugged = False

    def run(self, seconds: float) -> None:
        end = self.time.now + seconds
        while self.time.now < end:
            self.program.turn()

    def run_until(self, condition: Callable[[], bool]) -> None:
        end = self.time.now + 60
        while not condition():
            self.program.turn()
            assert self.time.now < end, "it never came to that"

    def key(self, address: int, *keys: Key, then_s: float = BETWEEN_KEYS_S) -> None:
        """A clerk presses keys one after the other, and waits."""
        self.devices.press(address, *keys)
        self.run(then_s)

    def number(self, address: int, digits: str) -> None:
        self.key(address, *(Key(int(digit)) for digit in digits), Key.CONFIRM)

    def rate(self, address: int, value: int) -> None:
        self.devices.rate(address, value)
        self.run(1)

    def shows(self, address: int) -> str:
        """Such as ``017 123``; dark digits are dashes."""
        return self.devices.stations[address].display.replace(" waiting, ticket", "")

    def beeps(self, address: int) -> int:
        return self.devices.stations[address].beeps

    def asking(self, address: int) -> bool:
        return self.devices.stations[address].asking

    def take(self, queue: str, people: int = 1) -> list[str]:
        """People take tickets; their numbers."""
        tickets = [self.hall.ask(IssueTicket(queue=queue))["ticket"] for _ in range(people)]
        self.run(0.5)
        return [ticket["number"] for ticket in tickets]

    def window(self, window: str) -> tuple[str, str | None]:
        life = self.hall.service.state.window(window)
        return life.state.value, self.hall.service.state.tickets[life.ticket].number if life.ticket else None

    def ticket(self, number: str) -> str:
        ticket = self.hall.service.state.find_ticket(number)
        assert ticket is not None
        return ticket.state.value

    def happened(self, *kinds: str) -> list[dict[str, Any]]:
        return [data for kind, _, data in self.hall.events if kind in kinds]

    def health(self) -> list[dict[str, Any]]:
        return [json.loads(payload)["parts"]["caller_line"] for payload in self.line.health]


@pytest.fixture(scope="session")
def street(tmp_path_factory: pytest.TempPathFactory) -> Hall:
    file = tmp_path_factory.mktemp("hall") / "hall.toml"
    file.write_text(HALL, encoding="utf-8")
    return load_hall_file(file).hall


@pytest.fixture
def bench(street: Hall) -> Bench:
    return Bench(street)


@pytest.fixture
def make_bench(street: Hall) -> Callable[..., Bench]:
    """A bench with other rating rules."""

    def make(**rules: Any) -> Bench:
        settings = LineSettings(SETTINGS.keypads, SETTINGS.prefixes, SETTINGS.transfers, RatingRules(**rules))
        return Bench(street, settings)

    return make
