"""Caller keypads and raters: both hang on one RS-485 line, so one device has its port."""

from hardware.caller_line._messages import Key, KeyPressed, Rated, ticket_digits
from hardware.caller_line.driver import CallerLine, Rs485CallerLine, Timing, open_line
from hardware.caller_line.errors import BadRatingScaleError, CallerLineError, CannotBeShownError, LineBusyError
from hardware.caller_line.keys import (
    HALF_TYPED_S,
    AskRating,
    CallNext,
    CallTicket,
    Intent,
    Keypads,
    Miss,
    NotUnderstood,
    Park,
    PauseWindow,
    Recall,
    Resume,
    Transfer,
)
from hardware.caller_line.ratings import RateService, RatingScale
from hardware.drivers import Driver

RS485 = Driver(open=open_line, example="serial:///dev/ttyUSB0?baud=9600")

__all__ = [
    "HALF_TYPED_S",
    "RS485",
    "AskRating",
    "BadRatingScaleError",
    "CallNext",
    "CallTicket",
    "CallerLine",
    "CallerLineError",
    "CannotBeShownError",
    "Intent",
    "Key",
    "KeyPressed",
    "Keypads",
    "LineBusyError",
    "Miss",
    "NotUnderstood",
    "Park",
    "PauseWindow",
    "RateService",
    "Rated",
    "RatingScale",
    "Recall",
    "Resume",
    "Rs485CallerLine",
    "Timing",
    "Transfer",
    "ticket_digits",
]
