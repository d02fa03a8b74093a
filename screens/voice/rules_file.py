"""The voice file: TOML, checked as a whole. All of its keys may be left out."""

import tomllib
from datetime import time, timedelta
from pathlib import Path
from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, ValidationError, model_validator

from hardware.sound import Output, PlayerName
from hardware.sound.reading import Language
from screens.voice import rules
from screens.voice.errors import RulesFileError


class Section(BaseModel):
    """A part of the file: a key that nobody reads is a mistake, and so is a number written as text."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


def _clock(text: object) -> object:
    try:
        if isinstance(text, str) and len(text) == len("08:30"):
            return time.fromisoformat(text)
    except ValueError:
        pass
    raise ValueError('a time of day such as "08:30"')


def _each_once(values: list[Any]) -> list[Any]:
    if len(set(values)) != len(values):
        raise ValueError("each of them once")
    return values


def _letters(prefix: str) -> str:
    if not (prefix.isascii() and prefix.isalpha()):
        raise ValueError('the prefix of a queue\'s numbers such as "A"')
    return prefix


Decibels = Annotated[float, Field(ge=0, le=20, strict=False)]
Prefix = Annotated[str, AfterValidator(_letters)]


class RecallSection(Section):
    louder_db: Decibels = rules.RecallRule().louder_db
    at_most_db: Decibels = rules.RecallRule().at_most_db


class VolumeSection(Section):
    begins: Annotated[time, BeforeValidator(_clock)] = Field(alias="from")
    percent: Annotated[int, Field(ge=0, le=100)]


def _each_time_once(entries: list[VolumeSection]) -> list[VolumeSection]:
    if len({entry.begins for entry in entries}) != len(entries):
        raise ValueError("each time of day once")
    return entries


class ZoneSection(Section):
    windows: Annotated[list[str], Field(min_length=1)] | None = None
    prefixes: Annotated[list[Prefix], Field(min_length=1)] | None = None


class OutputSection(Section):
    player: PlayerName | None = None
    device: Annotated[str, Field(min_length=1)] | None = None
    folder: Annotated[str, Field(min_length=1)] | None = None

    @model_validator(mode="after")
    def _one_or_the_other(self) -> "OutputSection":
        if self.folder and (self.player or self.device):
            raise ValueError("folder, or player and device: files are written or played, not both")
        return self


class VoiceFile(Section):
    """The whole file."""

    languages: Annotated[list[Language], Field(min_length=1), AfterValidator(_each_once)] = ["zh", "en"]
    yao: bool = False
    repeat: Annotated[int, Field(ge=1, le=5)] = rules.VoiceRules().repeat
    drop_after_s: Annotated[float, Field(ge=5, le=600, strict=False)] = rules.VoiceRules().drop_after.total_seconds()
    chime: bool = True
    recall: RecallSection = RecallSection()
    volume: Annotated[list[VolumeSection], AfterValidator(_each_time_once)] = []
    zone: ZoneSection = ZoneSection()
    clips: dict[Language, Annotated[str, Field(min_length=1)]] = {}
    output: OutputSection = OutputSection()


def load_rules(file: Path) -> rules.VoiceRules:
    """Read a voice file. Folders in it are meant from where it lies.

    :raises RulesFileError: with every mistake in it.
    """
    try:
        content = tomllib.loads(file.read_text(encoding="utf-8"))
        return _rules(VoiceFile.model_validate(content), file.parent)
    except OSError as error:
        raise RulesFileError(file, (f"cannot be read: {error.strerror}",)) from error
    except ValidationError as error:
        raise RulesFileError(file, tuple(_told(mistake) for mistake in error.errors(include_url=False))) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise RulesFileError(file, (str(error),)) from error


def _rules(said: VoiceFile, base: Path) -> rules.VoiceRules:
    silent = rules.VoiceRules()
    volume = sorted((rules.VolumeFrom(entry.begins, entry.percent) for entry in said.volume), key=lambda v: v.begins)
    return rules.VoiceRules(
        languages=tuple(said.languages),
        yao=said.yao,
        repeat=said.repeat,
        drop_after=timedelta(seconds=said.drop_after_s),
        chime=said.chime,
        recall=rules.RecallRule(said.recall.louder_db, said.recall.at_most_db),
        volume=tuple(volume) or silent.volume,
        zone=rules.Zone(_set(said.zone.windows), _set(said.zone.prefixes)),
        clips={language: base / folder for language, folder in said.clips.items()},
        output=Output(
            said.output.player or silent.output.player,
            said.output.device,
            base / said.output.folder if said.output.folder else None,
        ),
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
