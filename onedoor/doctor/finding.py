"""One line of the doctor's report."""

from dataclasses import dataclass
from typing import Literal

Mark = Literal["ok", "look", "wrong"]
"""``look``: it works, and somebody should see to it, or nobody can say whether it works."""


@dataclass(frozen=True, slots=True)
class Finding:
    """``what`` was looked at, how it is, and what to do where something is to be done."""

    mark: Mark
    what: str
    how: str
    to_do: str = ""

    def __str__(self) -> str:
        line = f"{self.mark:5}  {self.what:12}  {self.how}"
        return f"{line}. {self.to_do}" if self.to_do else line
