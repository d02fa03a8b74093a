"""What the timing constants of every driver have in common."""

from dataclasses import fields
from typing import Any, Self, cast


class Scalable:
    """A frozen dataclass whose fields are all seconds."""

    __slots__ = ()

    def scaled(self, factor: float) -> Self:
        """The same timing, faster or slower: for tests and odd devices."""
        names = (field.name for field in fields(cast("Any", self)))
        return type(self)(**{name: getattr(self, name) * factor for name in names})
