"""From a URL to a scanner. How it was set up by its setup codes stands in the URL, beside the link's own options."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.link import open_link, take_options, with_option
from hardware.scanner._codes import SUFFIXES, CodeRules, Encoding
from hardware.scanner.grow_driver import GrowScanner
from hardware.scanner.line_driver import TRIGGERS, LineScanner
from hardware.scanner.ssi_driver import SsiScanner

if TYPE_CHECKING:
    from hardware.scanner._base import Scanner


def open_line(url: str) -> Scanner:
    """Takes `suffix`, `encoding`, `max_bytes` and `trigger`. Raises HardwareError."""
    rest, options = take_options(url, "suffix", "encoding", "max_bytes", "trigger")
    rules = CodeRules.from_options(options)
    trigger = TRIGGERS[options.choice("trigger", "none", TRIGGERS)]
    return LineScanner(open_link(_set_up_alike(rest, rules)), rules, trigger)


def open_grow(url: str) -> Scanner:
    """Takes `suffix`, `encoding` and `max_bytes`. Raises HardwareError."""
    rest, options = take_options(url, "suffix", "encoding", "max_bytes")
    rules = CodeRules.from_options(options)
    return GrowScanner(open_link(_set_up_alike(rest, rules)), rules)


def open_ssi(url: str) -> Scanner:
    """Takes `encoding` and `max_bytes`; a packet needs no suffix. Raises HardwareError."""
    rest, options = take_options(url, "encoding", "max_bytes")
    rules = CodeRules.from_options(options)
    return SsiScanner(open_link(_set_up_alike(rest, rules)), rules)


def _set_up_alike(url: str, rules: CodeRules) -> str:
    """A simulated scanner is set up as the driver was told."""
    if not url.startswith("sim:"):
        return url
    suffix = next(name for name, value in SUFFIXES.items() if value == rules.suffix)
    url = with_option(url, "suffix", suffix)
    return url if rules.encoding is Encoding.AUTO else with_option(url, "encoding", rules.encoding)
