"""How a locker is wired to its relay board: what only the person who built it knows."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hardware.errors import BadOptionError
from hardware.link import take_options, with_option
from hardware.options import Options

FLASH_COILS = 0x100
"""The flash-on command has room for so many coils: its address is 0200 plus the coil, 0300 is another command."""

PULSE_S = 0.5
"""Cabinet locks spring open within a tenth of a second; half a second also moves one that is dirty (C). Some are built
for no more than 0.1 s (B): then the maker's figure goes into the URL."""

LONGEST_PULSE_S = 3.0
"""Locks that pop open are built for a short pulse: one that needs longer is another kind of lock."""

_OWN = ("unit", "compartments", "first_coil", "first_input", "closed_reads", "pulse", "pulse_s")


class Pulse(StrEnum):
    """`SWITCH`: we switch the coil on and off. `FLASH`: the board itself switches it off again."""

    SWITCH = "switch"
    FLASH = "flash"


@dataclass(frozen=True, slots=True)
class Wiring:
    """Compartment n hangs on coil `first_coil` + n - 1, and its sensor on input `first_input` + n - 1.

    `first_input` None: no sensors. `closed_reads` is what the input of a closed door reads.
    """

    unit: int = 1
    compartments: int = 8
    first_coil: int = 0
    first_input: int | None = None
    closed_reads: bool = True
    pulse: Pulse = Pulse.SWITCH
    pulse_s: float = PULSE_S


def take_wiring(url: str) -> tuple[str, Wiring]:
    """The URL of the link alone, and the wiring from the rest of the query. Raises BadOptionError."""
    link, options = take_options(url, *_OWN)
    first_input = options.text("first_input")
    wiring = Wiring(
        unit=options.whole("unit", 1, least=1, most=247),
        compartments=options.whole("compartments", 8, least=1, most=256),
        first_coil=options.whole("first_coil", 0, most=0xFEFF),
        first_input=None if first_input is None else _input_number(url, first_input),
        closed_reads=options.choice("closed_reads", "on", ("on", "off")) == "on",
        pulse=Pulse(options.choice("pulse", Pulse.SWITCH, tuple(Pulse))),
        pulse_s=options.number("pulse_s", PULSE_S, least=0.1, most=LONGEST_PULSE_S),
    )
    if wiring.pulse is Pulse.FLASH and wiring.first_coil + wiring.compartments > FLASH_COILS:
        raise BadOptionError(url, "pulse", f"no flash for coils beyond {FLASH_COILS - 1}")
    return _set_up_alike(link, wiring), wiring


def _input_number(url: str, value: str) -> int:
    return Options(url, {"first_input": value}).whole("first_input", 0, most=0xFEFF)


def _set_up_alike(link: str, wiring: Wiring) -> str:
    """A simulated board is set up as the driver was told."""
    if not link.startswith("sim:"):
        return link
    link = with_option(link, "address", str(wiring.unit))
    return link if wiring.closed_reads else with_option(link, "closed_as", "off")
