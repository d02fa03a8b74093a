"""Documents come out of a real CUPS, or it is told what became of them: never that they did when nobody knows."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hardware.document_printer import CupsPrinter, Printed, Timing, open_cups
from hardware.document_printer._answers import JobState, job_of, read_job, read_printer
from hardware.document_printer.errors import SpoolerRefusedError, UnreadableAnswerError
from hardware.errors import BadLinkUrlError, BadOptionError
from hardware.status import PartHealth, PartStatus
from tests.hardware.cups_bench import Cups, PaperPrinter, document, running_cups

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

QUICK = Timing(answer=30, patience=30, look=0.02)


@pytest.fixture(scope="module")
def cups() -> Iterator[Cups]:
    with running_cups() as cups:
        yield cups


@pytest.fixture
def office(cups: Cups, monkeypatch: pytest.MonkeyPatch) -> Iterator[PaperPrinter]:
    """A printer in good order behind the queue `office`."""
    monkeypatch.setenv("PATH", cups.env["PATH"])
    with cups.printer_behind("office") as printer:
        yield printer


@pytest.fixture
def open_queue(cups: Cups) -> Callable[..., CupsPrinter]:
    def opened(queue: str = "office", *, patience: float = 30, port: int | None = None) -> CupsPrinter:
        timing = Timing(answer=QUICK.answer, patience=patience, look=QUICK.look)
        return CupsPrinter("127.0.0.1", port or cups.port, queue, timing)

    return opened


def test_a_document_comes_out_whole(office: PaperPrinter, open_queue: Callable[..., CupsPrinter]) -> None:
    outcome = open_queue().print_document(document(3))
    assert (outcome.value, outcome.detail) == (Printed.PRINTED, None)
    (printed,) = office.printed
    assert printed.startswith(b"%PDF-")
    assert printed.count(b"/MediaBox") == 3


def test_documents_come_out_one_after_the_other(office: PaperPrinter, open_queue: Callable[..., CupsPrinter]) -> None:
    printer = open_queue()
    assert [printer.print_document(document()).value for _ in range(2)] == [Printed.PRINTED] * 2
    assert len(office.printed) == 2


def test_what_is_no_pdf_is_not_printed(office: PaperPrinter, open_queue: Callable[..., CupsPrinter]) -> None:
    outcome = open_queue().print_document(b"<html>")
    assert (outcome.value, outcome.detail) == (Printed.NOT_PRINTED, "not_a_pdf")
    assert office.printed == []


def test_a_queue_that_does_not_exist_prints_nothing(
    office: PaperPrinter, open_queue: Callable[..., CupsPrinter]
) -> None:
    printer = open_queue("nothing")
    assert printer.print_document(document()).value is Printed.NOT_PRINTED
    assert printer.health() == PartHealth(PartStatus.OFFLINE, "spooler_refused")


def test_a_queue_that_takes_no_jobs_prints_nothing(
    cups: Cups, office: PaperPrinter, open_queue: Callable[..., CupsPrinter]
) -> None:
    cups.admin("cupsreject", "office")
    printer = open_queue()
    assert printer.health() == PartHealth(PartStatus.OFFLINE, "rejects_jobs")
    assert printer.print_document(document()).value is Printed.NOT_PRINTED


def test_what_waits_too_long_is_taken_back_and_never_printed_to_nobody(
    cups: Cups, office: PaperPrinter, open_queue: Callable[..., CupsPrinter]
) -> None:
    cups.admin("cupsdisable", "office")
    printer = open_queue(patience=0.5)
    assert printer.health() == PartHealth(PartStatus.OFFLINE, "paused")
    outcome = printer.print_document(document())
    assert (outcome.value, outcome.detail) == (Printed.NOT_PRINTED, "too_slow")
    cups.admin("cupsenable", "office")
    assert open_queue().print_document(document(2)).value is Printed.PRINTED
    (printed,) = office.printed
    assert printed.count(b"/MediaBox") == 2


def test_what_a_printer_took_and_never_ended_is_unknown(
    cups: Cups, office: PaperPrinter, open_queue: Callable[..., CupsPrinter]
) -> None:
    stuck = PaperPrinter(stalls=True)
    cups.queue("stuck", stuck)
    outcome = open_queue("stuck", patience=3).print_document(document())
    stuck.close()
    assert outcome.detail == "too_slow"
    assert outcome.value is Printed.UNKNOWN
    assert "咨询台" in outcome.sentence.zh


def test_a_printer_in_good_order_says_so(office: PaperPrinter, open_queue: Callable[..., CupsPrinter]) -> None:
    assert open_queue().health() == PartHealth(PartStatus.OK)


def test_without_a_spooler_nothing_is_printed_and_it_is_offline(
    office: PaperPrinter, open_queue: Callable[..., CupsPrinter]
) -> None:
    printer = open_queue(port=1)
    assert printer.health() == PartHealth(PartStatus.OFFLINE, "spooler_away")
    outcome = printer.print_document(document())
    assert (outcome.value, outcome.detail) == (Printed.NOT_PRINTED, "spooler_away")


def test_without_its_programs_it_is_offline(
    monkeypatch: pytest.MonkeyPatch, tmp_path_factory: pytest.TempPathFactory
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path_factory.mktemp("nothing")))
    printer = CupsPrinter("127.0.0.1", 1, "office", QUICK)
    assert printer.health() == PartHealth(PartStatus.OFFLINE, "spooler_away")
    assert printer.print_document(document()).value is Printed.NOT_PRINTED


def test_a_program_that_may_not_be_run_is_told_and_not_raised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("lp", "ipptool"):
        program = tmp_path / name
        program.write_bytes(b"no program")
        program.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    printer = CupsPrinter("127.0.0.1", 1, "office", QUICK)
    assert printer.health() == PartHealth(PartStatus.OFFLINE, "spooler_away")
    assert printer.print_document(document()).value is Printed.NOT_PRINTED


def test_an_answer_that_was_lost_leaves_it_unknown(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`lp` that never ends: whether the job was taken, nobody knows."""
    program = tmp_path / "lp"
    program.write_text("#!/bin/sh\nexec sleep 60\n")
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    outcome = CupsPrinter("127.0.0.1", 1, "office", Timing(answer=0.3)).print_document(document())
    assert (outcome.value, outcome.detail) == (Printed.UNKNOWN, "spooler_silent")


def told(tag: str, **attributes: object) -> str:
    return json.dumps([{"group-tag": "operation-attributes-tag"}, {"group-tag": tag, **attributes}])


def printer_told(reasons: object = "none", state: int = 3, *, accepts: bool = True) -> str:
    attributes = {"printer-state": state, "printer-state-reasons": reasons, "printer-is-accepting-jobs": accepts}
    return told("printer-attributes-tag", **attributes)


@pytest.mark.parametrize(
    ("reasons", "status", "detail"),
    [
        ("none", PartStatus.OK, None),
        ("media-empty-error", PartStatus.OUT, "media-empty-error"),
        (["media-low-warning", "toner-low-report"], PartStatus.LOW, "media-low-warning"),
        (["media-low-warning", "media-jam-error"], PartStatus.JAM, "media-jam-error"),
        ("cover-open", PartStatus.COVER_OPEN, "cover-open"),
        ("offline-report", PartStatus.OFFLINE, "offline-report"),
        ("connecting-to-device", PartStatus.OFFLINE, "connecting-to-device"),
        ("bender-on-strike", PartStatus.UNKNOWN, "bender-on-strike"),
        (["none", "cups-waiting-for-job-completed"], PartStatus.OK, None),
    ],
)
def test_what_a_printer_complains_of_is_its_status_the_worst_first(
    reasons: object, status: PartStatus, detail: str | None
) -> None:
    assert read_printer(printer_told(reasons)).health == PartHealth(status, detail)


def test_a_stopped_queue_is_offline_whatever_it_says() -> None:
    assert read_printer(printer_told(state=5)).health == PartHealth(PartStatus.OFFLINE, "paused")
    assert read_printer(printer_told(accepts=False)).health == PartHealth(PartStatus.OFFLINE, "rejects_jobs")


@pytest.mark.parametrize("state", JobState)
def test_a_job_is_over_when_it_was_printed_taken_back_or_given_up(state: JobState) -> None:
    assert read_job(told("job-attributes-tag", **{"job-state": state.value})) is state
    assert state.is_over == (state.value >= 7)


@pytest.mark.parametrize(
    "said", ["", "[]x", "{}", "[1]", told("job-attributes-tag"), told("job-attributes-tag", **{"job-state": 99})]
)
def test_an_answer_that_cannot_be_read_is_told_as_such(said: str) -> None:
    with pytest.raises(UnreadableAnswerError):
        read_job(said)


def test_a_refusal_is_told_with_its_reason() -> None:
    said = json.dumps([{"group-tag": "operation-attributes-tag", "status-message": "The printer does not exist."}])
    with pytest.raises(SpoolerRefusedError, match="does not exist"):
        read_printer(said)


def test_a_job_has_the_number_that_lp_says() -> None:
    assert job_of("request id is office-2-17 (1 file(s))\n") == 17
    with pytest.raises(UnreadableAnswerError):
        job_of("lp: something else")


def test_a_printer_is_named_by_its_queue() -> None:
    open_cups("cups:///office").close()
    open_cups("cups://192.168.1.5:631/A4-left?patience_s=30").close()


@pytest.mark.parametrize(
    "url",
    [
        "cups://",
        "cups:///",
        "cups:///a/b",
        "cups:///-d",
        "cups:///a%20b",
        "ipp:///office",
        "cups://h:99999/office",
        "cups:///office?x=1",
    ],
)
def test_what_names_no_queue_is_refused(url: str) -> None:
    with pytest.raises(BadLinkUrlError):
        open_cups(url)


def test_a_patience_that_is_none_is_refused() -> None:
    with pytest.raises(BadOptionError):
        open_cups("cups:///office?patience_s=0")
