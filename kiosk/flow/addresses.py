"""An address by administrative division: province, city, district, and then the rest of it in words."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Division:
    """``code`` of six digits as in GB/T 2260."""

    code: str
    name: str
