"""The settings file of a screen: TOML, checked as a whole. All of its keys may be left out."""

import re
import tomllib
from datetime import time
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError

from screens import rules
from screens.errors import ScreenFileError

_HOURS = re.compile(r"((?:[01]\d|2[0-3]):[0-5]\d)-((?:[01]\d|2[0-3]):[0-5]\d)")

MOST_ROWS = 6
"""With the newest call seven: more would be too small for ten metres."""


class Section(BaseModel):
    """A part of the file: a key that nobody reads is a mistake, and so is a number written as text."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _hours(text: object) -> object:
    match = _HOURS.fullmatch(text) if isinstance(text, str) else None
    if match is None or match[1] == match[2]:
        raise ValueError('hours of the day such as "20:00-07:30"')
    return rules.Hours(time.fromisoformat(match[1]), time.fromisoformat(match[2]))


def _each_once(values: list[Any]) -> list[Any]:
    if len(set(values)) != len(values):
        raise ValueError("each of them once")
    return values


def _letters(prefix: str) -> str:
    if not (prefix.isascii() and prefix.isalpha()):
        raise ValueError('the letters of a queue\'s numbers such as "A"')
    return prefix


Hours = Annotated[rules.Hours, BeforeValidator(_hours)]
Ids = Annotated[list[str], Field(min_length=1)]
Prefix = Annotated[str, AfterValidator(_letters)]
Seconds = Annotated[float, Field(ge=3, le=3600)]


class ZoneSection(Section):
    windows: Ids | None = None
    queues: Ids | None = None
    prefixes: Annotated[list[Prefix], Field(min_length=1)] | None = None


class LanguagesSection(Section):
    shown: Annotated[list[rules.Language], Field(min_length=1), AfterValidator(_each_once)] = ["zh", "en"]
    in_turn: bool = rules.Languages().in_turn
    seconds: Seconds = rules.Languages().seconds


class CallsSection(Section):
    rows: Annotated[int, Field(ge=1, le=MOST_ROWS)] | None = None
    page_seconds: Seconds = rules.Calls().page_seconds
    captions: bool = rules.Calls().captions


class PlaylistSection(Section):
    folder: Annotated[str, Field(min_length=1)]
    seconds: Seconds = rules.PlaylistRule(Path()).seconds


class NightSection(Section):
    dark: list[Hours] = []


class ScreenFile(Section):
    """The whole file."""

    zone: ZoneSection = ZoneSection()
    languages: LanguagesSection = LanguagesSection()
    calls: CallsSection = CallsSection()
    playlist: PlaylistSection | None = None
    night: NightSection = NightSection()


def load_screen_file(file: Path) -> rules.ScreenRules:
    """Read a settings file. The folder in it is meant from where the file lies.

    :raises ScreenFileError: with every mistake in it.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise ScreenFileError(file, (f"cannot be read: {error.strerror}",)) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise ScreenFileError(file, (str(error),)) from error
    missing = _missing_folder(content, file.parent)
    try:
        said = ScreenFile.model_validate(content)
    except ValidationError as error:
        told = tuple(_told(mistake) for mistake in error.errors(include_url=False))
        raise ScreenFileError(file, told + missing) from error
    if missing:
        raise ScreenFileError(file, missing)
    return _rules(said, file.parent)


def _missing_folder(content: dict[str, Any], base: Path) -> tuple[str, ...]:
    """Told with the other mistakes, so whether the rest is well formed or not."""
    playlist = content.get("playlist")
    folder = playlist.get("folder") if isinstance(playlist, dict) else None
    if not isinstance(folder, str) or not folder or (base / folder).is_dir():
        return ()
    return (f"playlist.folder: a folder that is there; {base / folder} is not",)


def _rules(said: ScreenFile, base: Path) -> rules.ScreenRules:
    return rules.ScreenRules(
        zone=rules.Zone(_set(said.zone.windows), _set(said.zone.queues), _set(said.zone.prefixes)),
        languages=rules.Languages(tuple(said.languages.shown), said.languages.in_turn, said.languages.seconds),
        calls=rules.Calls(said.calls.rows, said.calls.page_seconds, said.calls.captions),
        playlist=(rules.PlaylistRule(base / said.playlist.folder, said.playlist.seconds) if said.playlist else None),
        dark=tuple(said.night.dark),
    )


def _set(values: list[str] | None) -> frozenset[str] | None:
    return None if values is None else frozenset(values)


def _told(mistake: Any) -> str:
    place = ""
    for step in mistake["loc"]:
        place += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if place else str(step)
    match mistake["type"]:
        case "missing":
            expected = "is missing"
        case "extra_forbidden":
            expected = "nobody knows this key: is it spelt right?"
        case _:
            expected = mistake["msg"].removeprefix("Value error, ").removeprefix("Input should be ")
    return f"{place}: {expected}"
