"""From a rater's value to the contract's score. No I/O.

Raters are documented to send 0 to 3; nothing documents a rater that sends five values. The policy knows five scores,
1 (very dissatisfied) to 5 (very satisfied).
"""

from __future__ import annotations

from dataclasses import dataclass

from hardware.caller_line._messages import Rated
from hardware.caller_line.errors import BadRatingScaleError

LEAST_SCORE, BEST_SCORE = 1, 5


@dataclass(frozen=True, slots=True)
class RateService:
    """`rate_service`, for the ticket that was last served at this address's window."""

    address: int
    score: int


@dataclass(frozen=True, slots=True)
class RatingScale:
    """`scores[value]` is the score of a rater's value; a value beyond has none.

    The default is our own. One program keeps value 0 of its four-key rater as 不满意, 2 as 满意 and 3 as 非常满意,
    which are 2, 4 and 5; it has no word for 1, which we take for what lies between. Nobody can give a 1 with it. Try
    your rater's keys and set this by what stands on them. Raises BadRatingScaleError.
    """

    scores: tuple[int, ...] = (2, 3, 4, 5)

    def __post_init__(self) -> None:
        if not all(LEAST_SCORE <= score <= BEST_SCORE for score in self.scores):
            raise BadRatingScaleError(self.scores)

    def intent(self, rated: Rated) -> RateService | None:
        """None for a value that the scale does not have."""
        return RateService(rated.address, self.scores[rated.value]) if rated.value < len(self.scores) else None
