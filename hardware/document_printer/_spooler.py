"""CUPS by its own programs: `lp` prints, `cancel` takes back, `ipptool` asks. Each has its time and its end."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass

from hardware.document_printer._answers import JobState, PrinterAnswer, job_of, read_job, read_printer
from hardware.document_printer.errors import SpoolerAwayError, SpoolerRefusedError, SpoolerSilentError

_ASK = """\
{{
OPERATION {operation}
GROUP operation-attributes-tag
ATTR charset attributes-charset utf-8
ATTR language attributes-natural-language en
ATTR uri printer-uri $uri
{more}ATTR keyword requested-attributes {wanted}
}}
"""
_PRINTER = _ASK.format(
    operation="Get-Printer-Attributes",
    more="",
    wanted="printer-state,printer-state-reasons,printer-is-accepting-jobs",
)
_JOB = _ASK.format(operation="Get-Job-Attributes", more="ATTR integer job-id $job\n", wanted="job-state")


@dataclass(frozen=True, slots=True)
class Spooler:
    """One queue of one CUPS. Nothing takes longer than `answer_s`."""

    host: str
    port: int
    queue: str
    answer_s: float

    def submit(self, document: bytes, title: str) -> int:
        """The number of the job. Raises DocumentPrinterError; then nothing was taken, or nobody knows."""
        options = ("-d", self.queue, "-t", title, "-o", "media=A4", "-o", "fit-to-page", "--")
        return job_of(self._run(["lp", "-h", f"{self.host}:{self.port}", *options, "-"], document))

    def cancel(self, job: int) -> None:
        self._run(["cancel", "-h", f"{self.host}:{self.port}", f"{self.queue}-{job}"])

    def printer(self) -> PrinterAnswer:
        return read_printer(self._ask(_PRINTER))

    def job(self, job: int) -> JobState:
        return read_job(self._ask(_JOB, f"job={job}"))

    def _ask(self, question: str, *variables: str) -> str:
        named = [part for variable in variables for part in ("-d", variable)]
        uri = f"ipp://{self.host}:{self.port}/printers/{self.queue}"
        return self._run(["ipptool", "-T", f"{self.answer_s:g}", "-j", *named, uri, "/dev/stdin"], question.encode())

    def _run(self, command: Sequence[str], given: bytes = b"") -> str:
        # Only in the language of the machine's own programs can an answer be read.
        try:
            done = subprocess.run(
                command,
                input=given,
                capture_output=True,
                timeout=self.answer_s,
                env={**os.environ, "LC_ALL": "C"},
                check=False,
            )
        except OSError as error:
            raise SpoolerAwayError(f"{command[0]} cannot be run: {error.strerror}") from error
        except subprocess.TimeoutExpired as error:
            raise SpoolerSilentError(f"{command[0]} gave no answer in {self.answer_s:g} s") from error
        if done.returncode == 0:
            return done.stdout.decode(errors="replace")
        said = (done.stderr or done.stdout).decode(errors="replace").strip()[:200]
        if "onnect" in said or "cheduler" in said:
            raise SpoolerAwayError(said)
        raise SpoolerRefusedError(said)
