"""Reading `name=value` options (a URL's query, a command line) strictly: nothing is guessed or ignored."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hardware.errors import BadOptionError

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping


class Options:
    """Hands out options by name; `finish()` refuses those that nobody asked for."""

    def __init__(self, where: str, values: Mapping[str, str]) -> None:
        self._where = where
        self._values = dict(values)
        self._asked: list[str] = []

    def text(self, name: str) -> str | None:
        self._asked.append(name)
        return self._values.pop(name, None)

    def number(self, name: str, default: float, *, least: float = 0, most: float = 1_000_000) -> float:
        value = self.text(name)
        if value is None:
            return float(default)
        expected = f"a number from {least:g} to {most:g}"
        try:
            number = float(value)
        except ValueError as error:
            raise BadOptionError(self._where, name, expected) from error
        if not least <= number <= most:
            raise BadOptionError(self._where, name, expected)
        return number

    def whole(self, name: str, default: int, *, least: int = 0, most: int = 1_000_000) -> int:
        number = self.number(name, default, least=least, most=most)
        if number != int(number):
            raise BadOptionError(self._where, name, f"a whole number from {least} to {most}")
        return int(number)

    def choice(self, name: str, default: str, choices: Collection[str]) -> str:
        value = self.text(name)
        if value is None:
            return default
        if value not in choices:
            raise BadOptionError(self._where, name, " or ".join(choices))
        return value

    def finish(self) -> None:
        """Raises BadOptionError for the first option that nobody asked for."""
        for name in self._values:
            known = ", ".join(sorted(self._asked))
            raise BadOptionError(self._where, name, f"one of the options {known}" if known else "no options")
