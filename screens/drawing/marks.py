"""The marks that say a state without a word and without a colour. Pure."""

from enum import Enum


class Mark(Enum):
    """A shape."""

    GO = "go"
    """An arrow: come to this window."""

    HERE = "here"
    """An arrow downwards: come to the window below."""

    SERVING = "serving"
    """A disc: somebody is being served."""

    OVER = "over"
    """A bar: it is over, or closed."""

    FREE = "free"
    """A ring: a place that is free."""

    PAUSED = "paused"
    """Two uprights."""

    GOOD = "good"
    """A tick."""

    TROUBLE = "trouble"
    """A triangle with a stroke and a dot: take care."""

    SPEAKING = "speaking"
    """A loudspeaker."""
