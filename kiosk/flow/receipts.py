"""What stands on the receipt of an application: that it was handed in, with what, and how to ask for it."""

from dataclasses import dataclass
from datetime import date

from queue_server.catalogue import Entry
from queue_server.contract.case_views import Case

Text = dict[str, str]


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """``promised_on`` is the day by which a missing one was promised."""

    name: Text
    pages: int
    promised_on: date | None


@dataclass(frozen=True, slots=True)
class Receipt:
    """No name and no number: whoever finds it learns nothing of its owner."""

    case: Case
    papers: tuple[ReceiptPaper, ...]
    promised_days: int


def receipt_of(entry: Entry, case: Case) -> Receipt:
    names = {paper.kind: paper.name for paper in entry.application.papers} if entry.application else {}
    papers = tuple(
        ReceiptPaper(names.get(paper.paper, {"zh": paper.paper}), len(paper.pages), paper.promised_on)
        for paper in case.papers
        if paper.pages or paper.promised_on
    )
    return Receipt(case, papers, entry.guide.time_limit.promised_days)
