"""A printer of A4 sheets, whatever its maker: what it can be given and what it can answer."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import TYPE_CHECKING, Protocol

from hardware.words import Sentence

if TYPE_CHECKING:
    from hardware.status import PartHealth


class Printed(StrEnum):
    """What came of a document. `UNKNOWN` wherever nobody can say whether paper came out."""

    PRINTED = "printed"
    NOT_PRINTED = "not_printed"
    UNKNOWN = "unknown"


_SENTENCES = {
    Printed.PRINTED: Sentence("文件已打印，请取走全部纸张。", "Your document is printed. Please take every sheet."),
    Printed.NOT_PRINTED: Sentence(
        "文件没有打印。请稍后再试，或到咨询台打印。",
        "Your document was not printed. Please try again later, or ask at the information desk.",
    ),
    Printed.UNKNOWN: Sentence(
        "请看出纸口：如果纸已出来请全部取走；如果没有，请到咨询台打印。",
        "Please look at the printer: take every sheet that came out; if there is none, ask at the information desk.",
    ),
}


@dataclass(frozen=True, slots=True)
class DocumentOutcome:
    """`PRINTED`: the spooler gave all of it to the printer, which took it. `NOT_PRINTED`: it is certain that nothing of
    it comes out any more. `detail` is a stable code, None for a plain success.
    """

    value: Printed
    detail: str | None = None

    @property
    def sentence(self) -> Sentence:
        """For the citizen in front of the printer."""
        return _SENTENCES[self.value]


class DocumentPrinter(Protocol):
    """One printer. It belongs to one thread."""

    def print_document(self, document: bytes) -> DocumentOutcome:
        """Prints a PDF on A4 and waits for it, seconds to minutes. Raises nothing: all is in the outcome.

        What did not come out in time is taken back: nobody's document is printed after the person has left.
        """

    def health(self) -> PartHealth:
        """Never raises for a printer or a spooler that is not well."""

    def close(self) -> None:
        """May be called twice."""
