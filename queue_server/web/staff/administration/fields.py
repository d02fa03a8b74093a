"""The hall file's sections as forms: which fields each has, and how a field is shown and read. Pure."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from queue_server.notices.steps import Step
from queue_server.service.hall_file import WEEKDAYS

Kind = Literal[
    "line", "fixed", "text", "whole", "number", "flag", "choice", "queues", "queue", "spans", "dates", "extra"
]


@dataclass(frozen=True, slots=True)
class Field:
    """``path`` leads to the value within its section; ``choices`` are what it can be."""

    path: tuple[str, ...]
    kind: Kind
    choices: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The field's name in a form."""
        return ".".join(self.path)

    def inputs(self) -> tuple[str, ...]:
        """The names of the inputs that show it: text for people has one a language."""
        return (f"{self.name}.zh", f"{self.name}.en") if self.kind == "text" else (self.name,)


def _field(name: str, kind: Kind, *choices: str) -> Field:
    return Field(tuple(name.split(".")), kind, choices)


SECTIONS: Mapping[str, tuple[Field, ...]] = {
    "hall": (
        _field("id", "fixed"),
        _field("timezone", "fixed"),
        _field("name", "text"),
        _field("region", "line"),
        _field("phone", "line"),
    ),
    "hours": (
        *(_field(f"weekly.{day}", "spans") for day in WEEKDAYS),
        _field("closed", "dates"),
        _field("extra", "extra"),
    ),
    "queue": (
        _field("id", "line"),
        _field("prefix", "line"),
        _field("name", "text"),
        _field("daily_quota", "whole"),
        _field("shared_capacity", "whole"),
        _field("identity", "choice", "optional", "required"),
    ),
    "item": (
        _field("code", "line"),
        _field("queue", "queue"),
        _field("name", "text"),
        _field("typical_minutes", "number"),
        _field("bookable.every_minutes", "whole"),
        _field("bookable.capacity", "whole"),
    ),
    "window": (_field("id", "line"), _field("name", "text"), _field("serves", "queues"), _field("prefers", "queues")),
    "priority": (
        _field("id", "line"),
        _field("name", "text"),
        _field("head_start_minutes", "number"),
        _field("weight", "number"),
        _field("from_age", "whole"),
        _field("claim", "choice", "free", "staff"),
    ),
    "rules": (
        _field("one_ticket_per_person_per_queue", "flag"),
        _field("next", "choice", "accumulating_priority", "first_come", "appointments_first"),
        _field("passed_over_at_most", "whole"),
        _field("past_turn_at_most_minutes", "number"),
        _field("preference_minutes", "number"),
        _field("recalls_before_missed", "whole"),
        _field("missed_return", "choice", "own_place", "end"),
        _field("undo_within_s", "number"),
        _field("waiting_at_close", "choice", "serve", "clear"),
        _field("check_in.early_minutes", "whole"),
        _field("check_in.late_minutes", "whole"),
        _field("appointments_per_person", "whole"),
        _field("book_ahead_days", "whole"),
    ),
    "notices": tuple(Field(("text", step.value), "text") for step in Step),
}
"""By section; what no form has (alerts, webhooks, gateways) is edited as text."""

REPEATED = ("queue", "item", "window", "priority")


def shown(field: Field, section: Mapping[str, Any]) -> dict[str, str]:
    """The field's inputs, filled."""
    value: Any = section
    for step in field.path:
        value = value.get(step) if isinstance(value, Mapping) else None
    if field.kind == "text":
        texts = value if isinstance(value, Mapping) else {}
        return {f"{field.name}.{language}": str(texts.get(language, "")) for language in ("zh", "en")}
    return {field.name: "" if value is None else _shown(field.kind, value)}


def read(field: Field, entered: Mapping[str, str]) -> Any:
    """The value that was entered, none where nothing was. What is no value at all is kept as it was typed: the check of
    the whole file then says what was expected there.
    """
    if field.kind == "text":
        texts = {language: entered.get(f"{field.name}.{language}", "").strip() for language in ("zh", "en")}
        return {language: text for language, text in texts.items() if text} or None
    text = entered.get(field.name, "").strip()
    return _read(field.kind, text) if text else None


def _shown(kind: Kind, value: Any) -> str:
    match kind:
        case "flag":
            return "yes" if value is True else "no"
        case "queues" | "spans" | "dates":
            return " ".join(map(str, value))
        case "extra":
            return "\n".join(f"{day} {' '.join(spans)}" for day, spans in value.items())
        case _:
            return str(value)


def _read(kind: Kind, text: str) -> Any:
    match kind:
        case "flag":
            return text == "yes"
        case "whole":
            return int(text) if re.fullmatch(r"-?\d+", text) else text
        case "number":
            return _number(text)
        case "queues" | "spans" | "dates":
            return re.split(r"[\s,，]+", text)
        case "extra":
            return {line.split()[0]: line.split()[1:] for line in text.splitlines() if line.strip()}
        case _:
            return text


def _number(text: str) -> int | float | str:
    if re.fullmatch(r"-?\d+", text):
        return int(text)
    return float(text) if re.fullmatch(r"-?\d+\.\d+", text) else text
