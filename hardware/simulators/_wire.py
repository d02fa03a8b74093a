"""A line that misbehaves, repeatably: the same seed damages the same bytes."""

from __future__ import annotations

import random
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from hardware.options import Options


@dataclass(frozen=True, slots=True)
class Wire:
    """`chunk_bytes` 0 keeps writes whole; `loss` and `flips` are probabilities a byte; `pause_s` follows a chunk.

    `baud` is the rate that the device is set to; a port that is opened at another carries rubbish. 0 is any rate.
    """

    chunk_bytes: int = 0
    loss: float = 0.0
    flips: float = 0.0
    pause_s: float = 0.0
    seed: int = 0
    baud: int = 0

    @classmethod
    def from_options(cls, options: Options) -> Wire:
        return cls(
            chunk_bytes=options.whole("chunk_bytes", 0, most=65536),
            loss=options.number("loss", 0, most=1),
            flips=options.number("flips", 0, most=1),
            pause_s=options.number("pause_s", 0, most=60),
            seed=options.whole("seed", 0),
            baud=options.whole("baud", 0),
        )


class Carrier:
    """Carries bytes over a wire in one direction."""

    def __init__(self, wire: Wire, direction: str) -> None:
        self._wire = wire
        self._random = random.Random(f"{direction} {wire.seed}")  # noqa: S311 - repeatable damage, not a secret

    def pieces(self, data: bytes) -> Iterator[bytes]:
        """`data` as it arrives: cut up, with bytes missing and bits flipped."""
        damaged = data
        if self._wire.loss or self._wire.flips:
            damaged = bytes(self._damage(data))
        size = self._wire.chunk_bytes or max(1, len(damaged))
        for start in range(0, len(damaged), size):
            yield damaged[start : start + size]

    def _damage(self, data: bytes) -> Iterator[int]:
        for byte in data:
            if self._random.random() < self._wire.loss:
                continue
            flipped = self._random.random() < self._wire.flips
            yield byte ^ (1 << self._random.randrange(8)) if flipped else byte
