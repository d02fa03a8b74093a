"""What an entry asks for at a terminal: a form, and papers to hand in. Shapes that JSON has to have; pure."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

import jsonschema_rs
from pydantic import AfterValidator, Field, Strict
from pydantic_core import PydanticCustomError

from queue_server.catalogue.answers import validator
from queue_server.catalogue.words import Code, Text, WorkingDays, has_chinese

PADS = ("text", "digits", "phone", "date", "choice", "address", "yes_no")
"""How a question is answered at a terminal."""

CARD_FIELDS = ("name", "id_number", "address", "birth", "sex", "ethnicity")
"""What a card can fill in."""

QUESTIONS_AT_MOST = 100
PAGES_AT_MOST = 50

_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_]{0,63}")


def _wrong(expected: str) -> PydanticCustomError:
    return PydanticCustomError("application", "{expected}", {"expected": expected})


def _form(form: dict[str, Any]) -> dict[str, Any]:
    """:raises PydanticCustomError: for the first thing that no terminal could ask."""
    if not jsonschema_rs.meta.is_valid(form):
        raise _wrong("a JSON Schema (draft 2020-12)")
    if any(key in ("$ref", "$dynamicRef", "$id") for key in _keys(form)):
        raise _wrong("a JSON Schema without $ref: a form stands by itself")
    questions = form.get("properties")
    if form.get("type") != "object" or form.get("additionalProperties") is not False or not questions:
        raise _wrong('"type": "object", "additionalProperties": false and "properties", one for each question')
    if len(questions) > QUESTIONS_AT_MOST:
        raise _wrong(f"at most {QUESTIONS_AT_MOST} questions")
    for name, question in questions.items():
        _check_question(name, question)
    unknown = [name for name in form.get("required", ()) if name not in questions]
    if unknown:
        raise _wrong(f'"required" names questions; there is no {unknown[0]}')
    try:
        validator(form)
    except ValueError as error:
        raise _wrong("patterns that are regular expressions, and formats that are known") from error
    return form


def _check_question(name: str, question: object) -> None:
    if not _NAME.fullmatch(name):
        raise _wrong(f"questions named by letters, digits and underscores, not {name!r}")
    if not isinstance(question, dict) or question.get("pad") not in PADS:
        raise _wrong(f'"pad" in {name}: one of {", ".join(PADS)}')
    for words in (question.get("words"), question.get("help", {"zh": "-"})):
        if not has_chinese(words):
            raise _wrong(f'"words" in {name}, and "help" if any: text by language, zh among them')
    if question.get("card") is not None and question["card"] not in CARD_FIELDS:
        raise _wrong(f'"card" in {name}: one of {", ".join(CARD_FIELDS)}')
    if question.get("space") is not None and not _NAME.fullmatch(str(question["space"])):
        raise _wrong(f'"space" in {name}: the name under which the answer is kept')
    choices = question.get("oneOf", ())
    if question["pad"] == "choice" and not choices:
        raise _wrong(f'"oneOf" in {name}: the choices, each {{"const", "words"}}')
    if not all(isinstance(each, dict) and "const" in each and has_chinese(each.get("words")) for each in choices):
        raise _wrong(f'choices in {name} with "const" and "words"')
    bounded = {"maxLength", "pattern", "format", "oneOf", "enum"}
    if question.get("type") == "string" and not bounded & set(question):
        raise _wrong(f'"maxLength" in {name}: an answer has an end')


def _keys(node: object) -> Iterator[str]:
    if isinstance(node, Mapping):
        for key, value in node.items():
            yield str(key)
            yield from _keys(value)
    elif isinstance(node, list):
        for value in node:
            yield from _keys(value)


FormSchema = Annotated[dict[str, Any], AfterValidator(_form)]
"""A JSON Schema whose properties are the questions, in the order in which they are asked.

Each has ``words`` and a ``pad`` besides what JSON Schema says, and perhaps ``help``, ``card`` (the field of an identity
card that answers it) and ``space`` (the name under which a person keeps the answer for other cases).
"""


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper to hand in, at most ``pages`` pages of it. One that is not ``required`` has a note that says when it is.

    ``later_days``: it may be promised and brought so many working days later.
    """

    kind: Code
    name: Text
    required: Annotated[bool, Strict()] = True
    pages: Annotated[int, Strict(), Field(ge=1, le=PAGES_AT_MOST)] = 10
    later_days: WorkingDays | None = None
    note: Text | None = None


def _different(papers: tuple[Paper, ...]) -> tuple[Paper, ...]:
    kinds = [paper.kind for paper in papers]
    if len(set(kinds)) < len(kinds):
        raise _wrong("papers of different kinds")
    return papers


@dataclass(frozen=True, slots=True)
class Application:
    """How an entry is applied for at a terminal; ``result`` is a paper or card that is handed over in the end."""

    form: FormSchema
    papers: Annotated[tuple[Paper, ...], AfterValidator(_different)] = ()
    result: Annotated[bool, Strict()] = True
