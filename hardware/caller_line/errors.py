"""What a caller of the line may do wrong, and what the line itself may refuse."""

from __future__ import annotations

from typing import ClassVar

from hardware.errors import HardwareError
from hardware.words import Sentence


class CallerLineError(HardwareError):
    """Root of the line's errors."""

    code: ClassVar[str] = "caller_line_error"


class LineBusyError(CallerLineError):
    """The line never fell silent, so nothing was sent: somebody on it talks without end, or it carries noise."""

    code: ClassVar[str] = "line_busy"
    sentence: ClassVar[Sentence] = Sentence(
        "呼叫器线路一直被占用，显示没有更新。请检查接线和各呼叫器。",
        "The keypads' line is always busy, so the display was not updated. Please check the wiring and the keypads.",
    )

    def __init__(self, waited_s: float) -> None:
        super().__init__(f"the line was not silent for {waited_s:g} s")
        self.waited_s = waited_s


class CannotBeShownError(CallerLineError):
    """A value that the keypad's or the rater's few characters cannot show, or an address that no frame can carry."""

    code: ClassVar[str] = "cannot_be_shown"

    def __init__(self, what: str, value: object, expected: str) -> None:
        super().__init__(f"{what} {value!r}: expected {expected}")
        self.what = what
        self.value = value
        self.expected = expected


class BadRatingScaleError(CallerLineError):
    """A rating scale with a score that the contract does not have."""

    code: ClassVar[str] = "bad_rating_scale"

    def __init__(self, scores: tuple[int, ...]) -> None:
        super().__init__(f"scores {scores}: expected 1 to 5 each")
        self.scores = scores
