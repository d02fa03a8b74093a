"""Figures and how they are told."""

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Figure:
    """One measured value; ``limit`` is the bare cost of the same run, which nothing can beat."""

    name: str
    value: float
    unit: str
    limit: float | None = None

    @property
    def ratio(self) -> float | None:
        """How many times the bare cost the value is."""
        return self.value / self.limit if self.limit else None

    def as_json(self) -> dict[str, object]:
        """The entry of ``bench.json``."""
        told = {"name": self.name, "value": self.value, "unit": self.unit, "limit": self.limit, "ratio": self.ratio}
        return {key: value for key, value in told.items() if value is not None}


def percentile(samples: Sequence[float], share: float) -> float:
    """The smallest sample that at least ``share`` of all samples do not exceed."""
    ordered = sorted(samples)
    return ordered[max(0, ceil(share * len(ordered)) - 1)]


def table(figures: Iterable[Figure]) -> str:
    """The figures for people."""
    rows = [("figure", "value", "bare limit", "ratio")]
    rows.extend(
        (
            figure.name,
            f"{figure.value:.4g} {figure.unit}",
            f"{figure.limit:.4g} {figure.unit}" if figure.limit else "",
            f"{figure.ratio:.2f}" if figure.ratio else "",
        )
        for figure in figures
    )
    widths = [max(len(row[column]) for row in rows) for column in range(4)]
    return "\n".join(
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in rows
    )


def write_json(figures: Iterable[Figure], file: Path) -> None:
    """Write ``bench.json``: a list of name, value, unit, limit and ratio."""
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps([figure.as_json() for figure in figures], indent=1) + "\n")
