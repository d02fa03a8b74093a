"""What a hall decided about cases, and what an item's plan says of one."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import NamedTuple

DEFAULT_REASONS: Mapping[str, Mapping[str, str]] = MappingProxyType(
    {
        "paper_missing": {"zh": "缺少材料", "en": "A paper is missing"},
        "paper_unreadable": {"zh": "材料不清晰或不完整", "en": "A paper cannot be read, or is not whole"},
        "paper_expired": {"zh": "材料已过有效期", "en": "A paper is no longer valid"},
        "answer_wrong": {"zh": "填写的内容有误或不一致", "en": "An answer is wrong or does not fit the papers"},
        "not_eligible": {"zh": "不符合办理条件", "en": "The conditions are not met"},
        "not_our_office": {"zh": "不属于本机关职责范围", "en": "Another office is in charge"},
        "duplicate": {"zh": "重复申请", "en": "The same was applied for already"},
        "other": {"zh": "其他原因", "en": "Another reason"},
    }
)
"""What staff choose from where the hall file names no reasons of its own."""


@dataclass(frozen=True, slots=True)
class CaseRules:
    """Days are calendar days but for ``accept_days`` and ``warn_days``, which are working days of the hall.

    A draft that nobody saves for ``draft_days`` expires, and so does a case whose supplement does not come within
    ``supplement_days``. A submitted case is to be accepted, refused or sent back within ``accept_days``. Staff are
    warned ``warn_days`` before a limit, citizens as long before the end of theirs. A result stays ``collect_days`` in
    its compartment. Answers and papers are deleted ``keep_days`` after the case has ended.
    """

    draft_days: int = 7
    accept_days: int = 5
    supplement_days: int = 15
    warn_days: int = 2
    collect_days: int = 30
    keep_days: int = 30
    drafts_per_person: int = 5
    pages_per_case: int = 60
    reasons: Mapping[str, Mapping[str, str]] = field(default_factory=lambda: DEFAULT_REASONS)


@dataclass(frozen=True, slots=True)
class Locker:
    """A locker of the hall; ``kiosk`` is the client that opens its doors, numbered 1 to ``compartments``."""

    id: str
    kiosk: str
    compartments: int
    name: Mapping[str, str]


class PaperRule(NamedTuple):
    """A kind of paper that an item asks for. ``later_days`` (working days): it may be promised and brought so late."""

    kind: str
    required: bool = True
    pages: int = 10
    later_days: int | None = None


class CasePlan(NamedTuple):
    """What an item asks for, as it was when a case began. Limits are in working days; ``result`` is a paper or card
    that is handed over in the end.
    """

    papers: tuple[PaperRule, ...]
    promised_days: int
    legal_days: int | None = None
    result: bool = True
