"""What is looked up while an answer is given: words for pinyin, the divisions of the country."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Candidate:
    """``text`` for the first ``letters`` letters that were typed."""

    text: str = field(repr=False)
    letters: int


@dataclass(frozen=True, slots=True)
class Division:
    """``code`` of six digits as in GB/T 2260."""

    code: str
    name: str
