"""Commands to a modem and what comes back between them, over one link. It decides nothing."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from hardware.modem._lines import LineParser
from hardware.modem._results import Kind, Result, result_of

if TYPE_CHECKING:
    from collections.abc import Callable

    from hardware.link import Link
    from hardware.modem._inbox import Inbox

MOST_LINES = 64
"""Kept of one answer. More is a modem that talks without end."""

MOST_BYTES = 1 << 20
"""Heard at a stretch, for the same reason."""

_ESCAPE, _END_OF_TEXT, _END_OF_LINE = b"\x1b", b"\x1a", b"\r"
_REPORT = re.compile(r"\+CDS: ?([0-9]{1,3})")


class Channel:
    """Lines that nobody asked for may stand anywhere, also between a command and its answer. Reports among them go to
    the inbox, the rest is passed over, and so is the echo of our own commands. Lines may hold numbers and texts: none
    goes into a log. Methods raise LinkError.
    """

    def __init__(self, link: Link, inbox: Inbox, clock: Callable[[], float]) -> None:
        self.restarted = False
        self._link = link
        self._inbox = inbox
        self._clock = clock
        self._parser = LineParser()
        self._report_length: int | None = None

    def close(self) -> None:
        self._link.close()

    def send(self, command: str) -> None:
        """Without waiting for an answer. What came before and was not asked for is heard first."""
        self.listen(0)
        self._parser.start_line()
        self._link.write(command.encode("ascii") + _END_OF_LINE)

    def ask(self, command: str, timeout_s: float) -> Result:
        """Sends a command line and waits for the end of its answer, or for a prompt."""
        self.send(command)
        return self._result(timeout_s, at_prompt=True)

    def hand_over(self, text: str, timeout_s: float) -> Result:
        """Sends a text behind the prompt, and its end. From here on the message may be on its way."""
        self._parser.start_line()
        self._link.write(text.encode("ascii") + _END_OF_TEXT)
        return self._result(timeout_s, at_prompt=False)

    def escape(self, settle_s: float) -> None:
        """Leaves the prompt if the modem is in it, and hears out what it says to that.

        If it is not, the end of the line keeps the escape out of the next command.
        """
        self._link.write(_ESCAPE + _END_OF_LINE)
        self.listen(settle_s)

    def listen(self, timeout_s: float, *, until_report: bool = False) -> None:
        """Hears what comes within `timeout_s`; stops early when a report waits, if so asked."""
        deadline = self._clock() + timeout_s
        heard = 0
        while heard < MOST_BYTES and not (until_report and self._inbox):
            data = self._link.read(4096, max(0.0, deadline - self._clock()))
            if not data:
                return
            heard += len(data)
            self._heard(data)

    def _result(self, timeout_s: float, *, at_prompt: bool) -> Result:
        deadline = self._clock() + timeout_s
        lines: list[str] = []
        kind = Kind.SILENT
        while (left := deadline - self._clock()) > 0 and (data := self._link.read(4096, left)):
            kind = Kind.GARBLED
            for line in self._heard(data):
                result = result_of(line)
                if result is not None:
                    return replace(result, lines=tuple(lines))
                lines = [*lines, line][-MOST_LINES:]
            if at_prompt and self._parser.at_prompt:
                return Result(Kind.PROMPT, lines=tuple(lines))
        return Result(kind, lines=tuple(lines))

    def _heard(self, data: bytes) -> list[str]:
        """The lines that are no reports."""
        lines = []
        for line in self._parser.feed(data):
            length, self._report_length = self._report_length, None
            if length is not None and self._inbox.put(line, length):
                continue
            announced = _REPORT.fullmatch(line)
            if announced:
                self._report_length = int(announced[1])
                continue
            result = result_of(line)
            self.restarted |= result is not None and result.kind is Kind.RESTARTED
            lines.append(line)
        return lines
