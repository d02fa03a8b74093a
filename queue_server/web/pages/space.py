"""A person's own data on a page: what is shown of it, and what comes back. Pure."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from queue_server.catalogue import AnswerForm
from queue_server.web.language import Language, in_language
from queue_server.web.words.space import SPACE

LONGEST = 200
"""Of an answer that no form asks for any more."""

Question = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Kept:
    """One answer. ``choices`` are values and words; of what is ``fixed`` only that it goes can be chosen."""

    name: str
    words: str
    value: str
    kind: Literal["text", "choice", "fixed"]
    choices: tuple[tuple[str, str], ...] = ()


def kept_answers(space: Mapping[str, Any], questions: Mapping[str, Question], language: Language) -> Iterator[Kept]:
    """Everything that is kept, in the words of a question that asks for it."""
    for name, answer in space.items():
        question = questions.get(name, {})
        words = in_language(question["words"], language) if "words" in question else name
        offered = question.get("oneOf", ())
        choices = tuple((str(each["const"]), in_language(each["words"], language)) for each in offered)
        if not isinstance(answer, str):
            yield Kept(name, words, _told(answer, language), "fixed")
        elif choices:
            yield Kept(name, words, answer, "choice", choices)
        else:
            yield Kept(name, words, answer, "text")


def corrected(
    space: Mapping[str, Any], questions: Mapping[str, Question], entered: Mapping[str, str]
) -> tuple[dict[str, Any], set[str]]:
    """The answers as they are to be kept, and the names of those that are wrong.

    What was emptied goes; what the form did not show stays as it is.
    """
    answers: dict[str, Any] = {}
    for name, before in space.items():
        if entered.get(f"remove_{name}") == "yes":
            continue
        given = entered.get(f"answer_{name}")
        answer = before if given is None or not isinstance(before, str) else given
        if answer != "":
            answers[name] = answer
    changed = {name: answer for name, answer in answers.items() if answer != space[name]}
    wrong = {name for name, answer in changed.items() if not _fits(questions.get(name), answer)}
    return answers, wrong


def _fits(question: Question | None, answer: str) -> bool:
    if question is None:
        return len(answer) <= LONGEST
    form = {"type": "object", "additionalProperties": False, "properties": {"answer": question}}
    return not AnswerForm(form).mistakes({"answer": answer})


def _told(answer: Any, language: Language) -> str:
    words = SPACE[language]
    match answer:
        case bool():
            return words["yes" if answer else "no"]
        case list() | tuple():
            return "、".join(map(str, answer))
        case _:
            return str(answer)
