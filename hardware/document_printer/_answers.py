"""What CUPS answers, read: attributes of a printer and of a job in the JSON that `ipptool -j` writes. No I/O.

The states and their reasons are those of IPP (RFC 8011, 5.3.7, 5.3.8, 5.4.11, 5.4.12).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from hardware.document_printer.errors import SpoolerRefusedError, UnreadableAnswerError
from hardware.status import PartHealth, PartStatus

_REQUEST_ID = re.compile(r"request id is (?P<queue>\S+)-(?P<job>\d+) ")

_REASONS = (
    ("media-jam", PartStatus.JAM),
    ("cover-open", PartStatus.COVER_OPEN),
    ("door-open", PartStatus.COVER_OPEN),
    ("interlock-open", PartStatus.COVER_OPEN),
    ("media-empty", PartStatus.OUT),
    ("media-needed", PartStatus.OUT),
    ("input-tray-missing", PartStatus.OUT),
    ("toner-empty", PartStatus.OUT),
    ("marker-supply-empty", PartStatus.OUT),
    ("offline", PartStatus.OFFLINE),
    ("shutdown", PartStatus.OFFLINE),
    ("timed-out", PartStatus.OFFLINE),
    ("connecting-to-device", PartStatus.OFFLINE),
    ("media-low", PartStatus.LOW),
    ("toner-low", PartStatus.LOW),
    ("marker-supply-low", PartStatus.LOW),
)
"""The worst first: what a person has to see to before anything comes out."""

_HARMLESS = ("none", "cups-waiting-for-job-completed", "cups-remote-", "cups-ipp-", "wifi-not-configured")


class PrinterState(IntEnum):
    IDLE = 3
    PROCESSING = 4
    STOPPED = 5


class JobState(IntEnum):
    PENDING = 3
    HELD = 4
    PROCESSING = 5
    STOPPED = 6
    CANCELED = 7
    ABORTED = 8
    COMPLETED = 9

    @property
    def is_over(self) -> bool:
        return self >= JobState.CANCELED


@dataclass(frozen=True, slots=True)
class PrinterAnswer:
    """What CUPS knows of a printer."""

    state: PrinterState
    reasons: tuple[str, ...]
    accepts_jobs: bool

    @property
    def health(self) -> PartHealth:
        """`OK` where the queue works and nothing is said against the printer."""
        for word, status in _REASONS:
            for reason in self.reasons:
                if word in reason:
                    return PartHealth(status, reason)
        if self.state is PrinterState.STOPPED or not self.accepts_jobs:
            return PartHealth(PartStatus.OFFLINE, "paused" if self.accepts_jobs else "rejects_jobs")
        strange = [reason for reason in self.reasons if not reason.startswith(_HARMLESS)]
        return PartHealth(PartStatus.UNKNOWN, strange[0]) if strange else PartHealth(PartStatus.OK)


def job_of(said: str) -> int:
    """The number of the job in the answer of `lp`."""
    match = _REQUEST_ID.search(said)
    if match is None:
        raise UnreadableAnswerError(f"lp: {said.strip()[:200]!r}")
    return int(match["job"])


def read_printer(said: str) -> PrinterAnswer:
    told = _group(said, "printer-attributes-tag")
    try:
        return PrinterAnswer(
            PrinterState(told["printer-state"]),
            _many(told.get("printer-state-reasons", "none")),
            bool(told["printer-is-accepting-jobs"]),
        )
    except (KeyError, ValueError) as error:
        raise UnreadableAnswerError(f"printer: {error!r}") from error


def read_job(said: str) -> JobState:
    told = _group(said, "job-attributes-tag")
    try:
        return JobState(told["job-state"])
    except (KeyError, ValueError) as error:
        raise UnreadableAnswerError(f"job: {error!r}") from error


def _group(said: str, tag: str) -> dict[str, Any]:
    """Raises SpoolerRefusedError where the answer has no such group but says why."""
    try:
        groups = json.loads(said)
        by_tag = {group["group-tag"]: group for group in groups}
    except (ValueError, TypeError, KeyError) as error:
        raise UnreadableAnswerError(f"ipptool: {said.strip()[:200]!r}") from error
    if tag in by_tag:
        found: dict[str, Any] = by_tag[tag]
        return found
    reason = by_tag.get("operation-attributes-tag", {}).get("status-message")
    if reason is None:
        raise UnreadableAnswerError(f"ipptool: no {tag}")
    raise SpoolerRefusedError(str(reason))


def _many(value: object) -> tuple[str, ...]:
    return tuple(map(str, value)) if isinstance(value, list) else (str(value),)
