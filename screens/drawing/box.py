"""Where a thing stands. Pure."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in a screen's own units; ``x`` and ``y`` are its lower left corner."""

    x: int
    y: int
    width: int
    height: int

    @property
    def right(self) -> int:
        return self.x + self.width

    @property
    def top(self) -> int:
        return self.y + self.height

    def inside(self, margin: int) -> "Box":
        """The box that leaves ``margin`` on all four sides."""
        return Box(self.x + margin, self.y + margin, self.width - 2 * margin, self.height - 2 * margin)

    def lines(self, height: int) -> tuple["Box", ...]:
        """As many boxes of this height as there is room for, the uppermost first."""
        return tuple(
            Box(self.x, self.top - height * place, self.width, height) for place in range(1, self.height // height + 1)
        )
