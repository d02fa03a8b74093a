"""Texts with placeholders: checked once, filled often, and as long as the network counts them."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass

from queue_server.contract.id_numbers import is_valid
from queue_server.notices.errors import TemplateError

ALONE_UNITS = 70
PART_UNITS = 67
"""UTF-16 code units of a message in UCS2 that is alone, and of one part of several (3GPP 23.040): mainland providers
count every text so, whatever its letters.
"""

_PLACEHOLDER = re.compile(r"\{([a-z_]+)\}")
_PERHAPS_AN_ID = re.compile(r"(?=([0-9]{17}[0-9Xx]))")
_ID_TYPES = ("resident_id", "hk_mo_tw", "foreigner")


@dataclass(frozen=True, slots=True)
class Template:
    """A checked text; ``names`` are its placeholders in the order in which they come, each once."""

    text: str
    names: tuple[str, ...]

    @classmethod
    def parse(cls, text: str, known: Collection[str]) -> "Template":
        """:raises TemplateError: for a placeholder that is none of ``known``, a stray brace, an ID number."""
        names = _PLACEHOLDER.findall(text)
        for name in names:
            if name not in known:
                raise TemplateError(f"there is no {{{name}}} here: expected one of {_listed(known)}")
        if set("{}") & set(_PLACEHOLDER.sub("", text)):
            raise TemplateError(f"a placeholder is one of {_listed(known)}")
        if holds_id_number(text):
            raise TemplateError("an ID number is in no text")
        return cls(text, tuple(dict.fromkeys(names)))

    def filled(self, values: Mapping[str, str]) -> str:
        return _PLACEHOLDER.sub(lambda match: values[match[1]], self.text)


def signed(sign: str, text: str) -> str:
    """The text behind its signature, as mainland networks want it."""
    return f"【{sign}】{text}"


def length(text: str) -> int:
    """UTF-16 code units: what an SMS has room for is counted in these."""
    return len(text.encode("utf-16-be")) // 2


def parts(text: str) -> int:
    """How many parts of an SMS a text takes: that many are paid for. Each character stays in one part."""
    if length(text) <= ALONE_UNITS:
        return 1
    count, used = 1, 0
    for character in text:
        units = length(character)
        if used + units > PART_UNITS:
            count, used = count + 1, 0
        used += units
    return count


def holds_id_number(text: str) -> bool:
    """Whether 18 characters anywhere in a text are an ID number whose check digit is right."""
    return any(is_valid(id_type, match[1].upper()) for match in _PERHAPS_AN_ID.finditer(text) for id_type in _ID_TYPES)


def _listed(names: Collection[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names))
