"""What a modem's lines mean: final results, and what the numbers of +CMS ERROR and +CME ERROR come to. No I/O."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import TYPE_CHECKING

from hardware.modem.outcome import NotSent, Reason

if TYPE_CHECKING:
    from collections.abc import Mapping


class Kind(StrEnum):
    """How an answer ended. `PROMPT`: the modem waits for a text. `RESTARTED`: it says what it says after a restart.

    `SILENT`: no byte came. `GARBLED`: bytes came, but no end.
    """

    OK = "ok"
    PROMPT = "prompt"
    ERROR = "error"
    CMS = "cms"
    CME = "cme"
    RESTARTED = "restarted"
    SILENT = "silent"
    GARBLED = "garbled"


@dataclass(frozen=True, slots=True)
class Result:
    """`number` is that of a +CMS or +CME ERROR, -1 where the modem uses words. `lines` came before the end."""

    kind: Kind
    number: int = -1
    lines: tuple[str, ...] = ()

    def matched(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        """The first line that is wholly of this form."""
        return next((match for line in self.lines if (match := pattern.fullmatch(line))), None)


_RESTARTS = frozenset(("RDY", "^SYSSTART"))
"""First words of modems after a restart (SIMCom and Quectel; Cinterion)."""

_NUMBERED = re.compile(r"\+(CM[SE]) ERROR: ?(.*)")


def result_of(line: str) -> Result | None:
    """The final result that a line is, or None."""
    if line == "OK":
        return Result(Kind.OK)
    if line == "ERROR":
        return Result(Kind.ERROR)
    if line in _RESTARTS:
        return Result(Kind.RESTARTED)
    match = _NUMBERED.fullmatch(line)
    if match is None:
        return None
    number = int(match[2]) if match[2].isascii() and match[2].isdecimal() and len(match[2]) < 6 else -1
    return Result(Kind.CMS if match[1] == "CMS" else Kind.CME, number)


NETWORK_TIMEOUT = 332
"""The network did not confirm in time: it may have the message."""

BAD_PDU = 304
"""The PDU is not as long as announced or no PDU at all: on a wire that loses bytes no reason to give up."""

_NEVER_AGAIN = frozenset((1, 10, 21, 30, 95, 96, 97, 99, *range(128, 192), *range(195, 200), BAD_PDU, 305))
_MODEM_ILL = frozenset(
    (8, 28, 29, 50, 69, 193, *range(208, 212), *range(300, 304), *range(310, 314), *range(315, 319), 320, 321, 322, 330)
)
"""Numbers below 128 are RP causes (24.011, 8.2.5.4), below 256 TP causes (23.040, 9.2.3.22), from 300 on the modem's
own (27.005, 3.2.5), from 512 on the maker's. Those of neither set, and any that we do not know, may pass: try again.
"""


def cms_failure(number: int) -> NotSent:
    """For a +CMS ERROR with this number."""
    if number in _NEVER_AGAIN:
        reason = Reason.NEVER_AGAIN
    else:
        reason = Reason.MODEM_ILL if number in _MODEM_ILL else Reason.TRY_AGAIN
    return NotSent(reason, f"cms_{number}" if number >= 0 else "cms_in_words")


SIM_ERRORS: Mapping[int, NotSent] = MappingProxyType(
    {
        10: NotSent(Reason.MODEM_ILL, "no_sim"),
        11: NotSent(Reason.MODEM_ILL, "pin_needed"),
        12: NotSent(Reason.MODEM_ILL, "puk_needed"),
        13: NotSent(Reason.MODEM_ILL, "sim_failure"),
        14: NotSent(Reason.TRY_AGAIN, "sim_busy"),
        15: NotSent(Reason.MODEM_ILL, "sim_wrong"),
    }
)
"""+CME ERROR in answer to AT+CPIN? (27.007, 9.2)."""

SIM_STATES: Mapping[str, NotSent] = MappingProxyType(
    {
        "SIM PIN": NotSent(Reason.MODEM_ILL, "pin_needed"),
        "SIM PUK": NotSent(Reason.MODEM_ILL, "puk_needed"),
    }
)
"""+CPIN: what is not READY. Any other state is `sim_locked`."""

REGISTERED = frozenset((1, 5, 6, 7, 9, 10))
"""+CREG and +CEREG: at home, roaming, and the same for SMS alone or with a partner network (27.007, 7.2)."""

UNREGISTERED: Mapping[int, NotSent] = MappingProxyType(
    {
        2: NotSent(Reason.TRY_AGAIN, "searching_network"),
        3: NotSent(Reason.MODEM_ILL, "registration_denied"),
    }
)
"""Any other state is `no_network`."""
