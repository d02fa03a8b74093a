"""The settings file of a keypads' line: TOML, checked as a whole; every mistake is told at once."""

import re
import tomllib
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError

from hardware.caller_line import RatingScale
from onedoor.keypads.errors import KeypadsFileError
from onedoor.keypads.settings import ANYWHERE, Keypad, LineSettings, RatingRules


def _matching(pattern: str, expected: str) -> AfterValidator:
    def check(text: str) -> str:
        if not re.fullmatch(pattern, text):
            raise ValueError(expected)
        return text

    return AfterValidator(check)


_DEFAULTS = RatingRules()

Identifier = Annotated[str, _matching(r"[A-Za-z0-9_.-]{1,64}", "an id as in the hall file")]
Prefix = Annotated[str, _matching(r"[A-Za-z]{1,4}", 'the letters of a queue\'s numbers such as "A"')]
Typed = Annotated[
    str, _matching(rf"[0-9]{{1,3}}|{ANYWHERE}", f'one to three digits as they are typed, or "{ANYWHERE}" for none')
]
Score = Annotated[int, Field(ge=1, le=5)]


class Section(BaseModel):
    """A part of the file: a key that nobody reads is a mistake, and so is a number written as text."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class KeypadSection(Section):
    address: Annotated[int, Field(ge=0, le=255)]
    window: Identifier
    operator: Identifier
    queues: Annotated[list[Identifier], Field(min_length=1)] | None = None


class RatingSection(Section):
    scores: Annotated[list[Score], Field(min_length=1, max_length=256)] = list(_DEFAULTS.scale.scores)
    within_s: Annotated[float, Field(ge=5, le=600, strict=False)] = _DEFAULTS.within_s
    ask: bool = _DEFAULTS.ask


class KeypadsFile(Section):
    """The whole file."""

    keypad: Annotated[list[KeypadSection], Field(min_length=1)]
    queues: Annotated[dict[Identifier, Prefix], Field(min_length=1)]
    transfer: dict[Typed, Identifier] = {}
    rating: RatingSection = RatingSection()


def load_keypads_file(file: Path) -> LineSettings:
    """Read a settings file.

    :raises KeypadsFileError: with every mistake in it.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise KeypadsFileError(file, (f"cannot be read: {error.strerror}",)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise KeypadsFileError(file, (str(error),)) from error
    mistakes = tuple(_contradictions(content))
    try:
        said = KeypadsFile.model_validate(content)
    except ValidationError as error:
        told = tuple(_told(mistake) for mistake in error.errors(include_url=False))
        raise KeypadsFileError(file, told + mistakes) from error
    if mistakes:
        raise KeypadsFileError(file, mistakes)
    return _settings(said)


def _settings(said: KeypadsFile) -> LineSettings:
    return LineSettings(
        keypads=tuple(
            Keypad(each.address, each.window, each.operator, tuple(each.queues) if each.queues else None)
            for each in said.keypad
        ),
        prefixes=said.queues,
        transfers=said.transfer,
        rating=RatingRules(RatingScale(tuple(said.rating.scores)), said.rating.within_s, said.rating.ask),
    )


def _contradictions(content: dict[str, Any]) -> Iterator[str]:
    """What parts of the file say of each other, also where some of them are not well formed."""
    keypads, queues = content.get("keypad"), content.get("queues")
    sections = [each for each in keypads if isinstance(each, dict)] if isinstance(keypads, list) else []
    prefixes = queues if isinstance(queues, dict) else {}
    for key in ("address", "window"):
        for value in _repeated(section.get(key) for section in sections):
            yield f"keypad.{key}: each of them once; {value} is there more than once"
    for prefix in _repeated(prefixes.values()):
        yield f"queues: each with letters of its own; {prefix} is there more than once"
    for number, section in enumerate(sections, 1):
        named = section.get("queues")
        for queue in named if isinstance(named, list) else ():
            if isinstance(queue, str) and queue not in prefixes:
                yield f"keypad[{number}].queues: one of those under [queues]; {queue} is none"


def _repeated(values: Any) -> list[str]:
    counts = Counter(value for value in values if isinstance(value, str | int))
    return [str(value) for value, count in counts.items() if count > 1]


def _told(mistake: Any) -> str:
    place = ""
    for step in mistake["loc"]:
        if step != "[key]":
            place += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if place else str(step)
    match mistake["type"]:
        case "missing":
            expected = "is missing"
        case "extra_forbidden":
            expected = "nobody knows this key: is it spelt right?"
        case _:
            expected = mistake["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    return f"{place}: {expected}"
