"""Delivery reports between their arrival and their being fetched. No I/O."""

from __future__ import annotations

import re
from collections import deque

import structlog

from hardware.modem._tpdu import StatusReport, without_service_centre
from hardware.modem.outcome import DeliveryReport

MOST_REPORTS = 1000
"""Waiting to be fetched; the oldest go first. Some 300 kB."""

REMEMBERED = 64
"""Networks repeat a report that was not confirmed within seconds, so that few can lie between it and its repetition."""

_HEX = re.compile(r"(?:[0-9A-Fa-f]{2})+")

_log = structlog.get_logger(__name__)


class Inbox:
    """Hands out each report once, however often the network sends it."""

    def __init__(self) -> None:
        self._waiting: deque[DeliveryReport] = deque(maxlen=MOST_REPORTS)
        self._known: deque[bytes] = deque(maxlen=REMEMBERED)
        self.unconfirmed = 0

    def __bool__(self) -> bool:
        return bool(self._waiting)

    def put(self, line: str, tpdu_length: int) -> bool:
        """Takes the line behind `+CDS: tpdu_length`. False if it is no PDU at all and must mean something else."""
        if not _HEX.fullmatch(line):
            return False
        self.unconfirmed += 1
        tpdu = without_service_centre(bytes.fromhex(line), tpdu_length)
        report = None if tpdu is None else StatusReport.from_bytes(tpdu)
        if tpdu is None or report is None:
            _log.warning("modem_report_garbled", octets=len(line) // 2, announced=tpdu_length)
        elif tpdu not in self._known:
            self._known.append(tpdu)
            self._waiting.append(DeliveryReport.from_status_report(report))
        return True

    def take(self) -> list[DeliveryReport]:
        """Everything that waits, the oldest first."""
        taken = list(self._waiting)
        self._waiting.clear()
        return taken
