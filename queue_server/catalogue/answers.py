"""What somebody filled in, held against the form. Pure: terminal and server check with this alike."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import jsonschema_rs

from queue_server.contract.id_numbers import is_valid

_WHOLE = ("required", "dependentRequired", "allOf", "anyOf", "oneOf", "if", "then", "else", "not", "minProperties")
"""What a form says of its answers together; a draft is not held to it."""

UNKNOWN = "unknown"

FORMATS: Mapping[str, Callable[[str], bool]] = {
    "resident-id": partial(is_valid, "resident_id"),
    "credit-code": partial(is_valid, "organisation"),
}
"""Numbers with a check digit, which no pattern can hold: by the word that stands in a question's ``format``."""


def validator(form: Mapping[str, Any]) -> jsonschema_rs.Draft202012Validator:
    """What checks answers against a form.

    :raises ValueError: when a pattern is none, or a format is not known.
    """
    return jsonschema_rs.Draft202012Validator(
        dict(form), validate_formats=True, formats=dict(FORMATS), ignore_unknown_formats=False
    )


class AnswerForm:
    """Checks answers by question."""

    def __init__(self, form: Mapping[str, Any]) -> None:
        self._questions: Mapping[str, Mapping[str, Any]] = form["properties"]
        self._sometimes = _needed_sometimes(form)
        single = {name: value for name, value in form.items() if name not in _WHOLE}
        self._single = validator(single)
        self._whole = validator(form)

    def mistakes(self, answers: Mapping[str, Any]) -> dict[str, str]:
        """What is wrong with the answers that are there: by question the word of JSON Schema that refuses it."""
        found = {name: UNKNOWN for name in answers if name not in self._questions}
        for error in self._single.iter_errors({name: answers[name] for name in answers if name not in found}):
            found.setdefault(str(error.instance_path[0]), str(error.schema_path[2]))
        return found

    def blanks(self, answers: Mapping[str, Any]) -> tuple[str, ...]:
        """The questions that need another answer before it can be handed in, in the order of the form."""
        wanting = set(self.mistakes(answers))
        for error in self._whole.iter_errors(dict(answers)):
            kind = error.kind.as_dict()
            if "property" in kind:
                wanting.add(kind["property"])
            elif "unexpected" not in kind:  # what no question asked for is among the mistakes
                wanting.add(str(error.instance_path[0]) if error.instance_path else UNKNOWN)
        return (*(name for name in self._questions if name in wanting), *sorted(wanting - set(self._questions)))

    def asked(self, answers: Mapping[str, Any]) -> tuple[str, ...]:
        """The questions that these answers lead to: one that is needed only sometimes is asked only then."""
        return tuple(name for name in self._questions if name not in self._sometimes or self.needs(name, answers))

    def needs(self, name: str, answers: Mapping[str, Any]) -> bool:
        """Whether a question has to be answered, as far as the other answers say."""
        return name in self.blanks({other: answer for other, answer in answers.items() if other != name})

    def accepts(self, name: str, answer: Any) -> bool:
        """Whether an answer fits its question."""
        return not self.mistakes({name: answer})

    def to_space(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers that are worth keeping for other cases, by the names under which a person keeps them."""
        kept = {name: question["space"] for name, question in self._questions.items() if "space" in question}
        return {space: answers[name] for name, space in kept.items() if answers.get(name) is not None}

    def from_space(self, space: Mapping[str, Any]) -> dict[str, Any]:
        """The answers that a person's own data gives; what does not fit this form is left out."""
        known = {
            name: space[question["space"]]
            for name, question in self._questions.items()
            if question.get("space") in space
        }
        wrong = self.mistakes(known)
        return {name: answer for name, answer in known.items() if name not in wrong}


def _needed_sometimes(form: Mapping[str, Any]) -> frozenset[str]:
    """The questions that some condition asks for, and nothing else."""
    named: set[str] = set()
    for word, said in form.items():
        if word in ("allOf", "anyOf", "oneOf"):
            for part in said:
                named |= _named(part)
        elif word in ("then", "else"):
            named |= _named(said)
        elif word == "dependentRequired":
            named.update(*said.values())
    return frozenset(named - set(form.get("required", ())))


def _named(part: Any) -> set[str]:
    """What a part of a form requires, or requires on a condition of its own."""
    if not isinstance(part, Mapping):
        return set()
    return set(part.get("required", ())) | _needed_sometimes(part)
