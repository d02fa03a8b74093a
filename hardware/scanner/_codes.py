"""From the bytes that a scanner sends to codes: where one ends, how long it may be, what its text is. No I/O."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TYPE_CHECKING, Self

if TYPE_CHECKING:
    from collections.abc import Mapping

    from hardware.options import Options

LONGEST_CODE_BYTES = 7089
"""The most that one printed code can hold: a QR code of version 40-L made of digits (ISO/IEC 18004)."""

SUFFIXES: Mapping[str, bytes] = {"cr": b"\r", "crlf": b"\r\n", "lf": b"\n", "tab": b"\t", "none": b""}
"""What ends a code, by the name of the setting. With `none` silence ends it."""

_LINE_ENDS = b"\r\n"
"""Never at a code's ends: a scanner set to CR LF at a host set to CR leaves its LF at the head of the next code."""

_CONTROLS_IN_CODES = "\t\n\r\x04\x1c\x1d\x1e\x1f"
"""What codes carry: lines, tabs, and the separators of GS1 and ISO/IEC 15434. Any other control is a damaged code."""


class Encoding(StrEnum):
    """How a code's bytes become text. `AUTO`: UTF-8 where that fits, GB 18030 where it does not."""

    AUTO = "auto"
    UTF_8 = "utf-8"
    GB18030 = "gb18030"


@dataclass(frozen=True, slots=True)
class Scan:
    """One code as it was read. `text` may tell who somebody is and stays out of logs.

    `encoding` is the one that fitted, never `AUTO`. Control characters inside are left as they are.
    """

    text: str = field(repr=False)
    encoding: Encoding


@dataclass(frozen=True, slots=True)
class BadCode:
    """Something that began like a code and is none. `reason`: `cut_short`, `too_long` or `undecodable`."""

    reason: str


@dataclass(frozen=True, slots=True)
class CodeRules:
    """How one scanner was set up by its setup codes."""

    suffix: bytes = SUFFIXES["cr"]
    encoding: Encoding = Encoding.AUTO
    max_bytes: int = LONGEST_CODE_BYTES

    @classmethod
    def from_options(cls, options: Options) -> Self:
        """Takes `suffix`, `encoding` and `max_bytes`. Raises BadOptionError."""
        return cls(
            suffix=SUFFIXES[options.choice("suffix", "cr", SUFFIXES)],
            encoding=Encoding(options.choice("encoding", Encoding.AUTO, list(Encoding))),
            max_bytes=options.whole("max_bytes", LONGEST_CODE_BYTES, least=1, most=65536),
        )


class CodeCutter:
    """Cuts a stream into codes at the suffix, or where it falls silent. Keeps one code's bytes at most."""

    def __init__(self, suffix: bytes, max_bytes: int) -> None:
        self._suffix = suffix
        self._max_bytes = max_bytes
        self._buffer = bytearray()
        self._too_long = False

    @property
    def pending(self) -> bool:
        """True while a code has begun and not ended."""
        return self._too_long or bool(self._buffer)

    def feed(self, data: bytes) -> list[bytes | BadCode]:
        """The codes that `data` ends, in order."""
        found: list[bytes | BadCode] = []
        self._buffer += data
        while self._suffix and (end := self._buffer.find(self._suffix)) >= 0:
            raw = bytes(self._buffer[:end])
            del self._buffer[: end + len(self._suffix)]
            found += self._ended(raw)
        kept = max(0, len(self._suffix) - 1)
        if len(self._buffer) > self._max_bytes + kept:
            self._too_long = True
            del self._buffer[: len(self._buffer) - kept]
        return found

    def silence(self) -> list[bytes | BadCode]:
        """The line fell silent: without a suffix that ends a code, with one it is a code cut short."""
        raw = bytes(self._buffer)
        self._buffer.clear()
        ended = self._ended(raw)
        if self._suffix:
            return [item if isinstance(item, BadCode) else BadCode("cut_short") for item in ended]
        return ended

    def _ended(self, raw: bytes) -> list[bytes | BadCode]:
        too_long, self._too_long = self._too_long or len(raw) > self._max_bytes, False
        if too_long:
            return [BadCode("too_long")]
        code = raw.strip(_LINE_ENDS)
        return [code] if code else []


def decode(raw: bytes, encoding: Encoding) -> Scan | BadCode:
    """A code's text. Nothing is replaced or left out: what does not fit is `undecodable`."""
    tried = (Encoding.UTF_8, Encoding.GB18030) if encoding is Encoding.AUTO else (encoding,)
    for codec in tried:
        try:
            text = raw.decode(codec)
        except UnicodeDecodeError:
            continue
        if all(unicodedata.category(character) != "Cc" or character in _CONTROLS_IN_CODES for character in text):
            return Scan(text, codec)
    return BadCode("undecodable")
