"""Where in the file something stands: TOML readers give values, people look for lines."""

import re
from dataclasses import dataclass

_HEADER = re.compile(r"\s*(\[\[?)\s*([^\]]+?)\s*\]")
_KEY = re.compile(r"""\s*(?:"([^"]+)"|'([^']+)'|([A-Za-z0-9_-]+))\s*(?:[.=])""")

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: ``place`` such as ``queue[2].prefix``, its line where it has one, and what was expected."""

    place: str
    expected: str
    line: int | None = None

    def __str__(self) -> str:
        where = f"line {self.line}, {self.place}" if self.line else self.place
        return f"{where}: {self.expected}"


def place_of(path: Path) -> str:
    """``("queue", 1, "prefix")`` as people count: ``queue[2].prefix``."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text


def lines_of(source: str) -> dict[Path, int]:
    """The line of every section and of every key that begins a line."""
    lines: dict[Path, int] = {}
    section: Path = ()
    counts: dict[str, int] = {}
    for line_number, line in enumerate(source.splitlines(), start=1):
        if header := _HEADER.match(line):
            name = header[2]
            section = tuple(name.split("."))
            lines.setdefault(section, line_number)
            if header[1] == "[[":
                section = (*section, counts.get(name, 0))
                counts[name] = counts.get(name, 0) + 1
            lines.setdefault(section, line_number)
        elif key := _KEY.match(line):
            lines.setdefault((*section, key[1] or key[2] or key[3]), line_number)
    return lines


def line_of(lines: dict[Path, int], path: Path) -> int | None:
    """The line of the nearest enclosing thing that has one."""
    for length in range(len(path), 0, -1):
        if path[:length] in lines:
            return lines[path[:length]]
    return None
