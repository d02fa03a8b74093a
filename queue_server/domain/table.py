"""An immutable mapping that changes cheaply: a new table shares all but one small part with the old one.

A day's tickets are a few thousand; copying them all for each event would make a year's replay take hours.
"""

from collections.abc import Iterator, Mapping
from typing import Generic, TypeVar

_BUCKETS = 64

Value = TypeVar("Value")


class Table(Generic[Value]):
    """Values by text key. The order of iteration means nothing."""

    __slots__ = ("_buckets", "_size")

    def __init__(self) -> None:
        self._buckets: list[Mapping[str, Value]] = [{}] * _BUCKETS
        self._size = 0

    def get(self, key: str) -> Value | None:
        return self._buckets[hash(key) % _BUCKETS].get(key)

    def __getitem__(self, key: str) -> Value:
        return self._buckets[hash(key) % _BUCKETS][key]

    def __contains__(self, key: str) -> bool:
        return key in self._buckets[hash(key) % _BUCKETS]

    def __len__(self) -> int:
        return self._size

    def values(self) -> Iterator[Value]:
        for bucket in self._buckets:
            yield from bucket.values()

    def items(self) -> Iterator[tuple[str, Value]]:
        for bucket in self._buckets:
            yield from bucket.items()

    def with_value(self, key: str, value: Value) -> "Table[Value]":
        """This table with ``value`` under ``key``."""
        place = hash(key) % _BUCKETS
        bucket = self._buckets[place]
        return self._replaced(place, {**bucket, key: value}, self._size + (key not in bucket))

    def without(self, key: str) -> "Table[Value]":
        """This table with nothing under ``key``."""
        place = hash(key) % _BUCKETS
        bucket = self._buckets[place]
        if key not in bucket:
            return self
        rest = {other: value for other, value in bucket.items() if other != key}
        return self._replaced(place, rest, self._size - 1)

    def _replaced(self, place: int, bucket: Mapping[str, Value], size: int) -> "Table[Value]":
        buckets = list(self._buckets)
        buckets[place] = bucket
        changed: Table[Value] = Table.__new__(Table)
        changed._buckets = buckets
        changed._size = size
        return changed

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Table) and self._buckets == other._buckets

    __hash__ = None  # type: ignore[assignment]  # like every mapping
