"""The settings file of a terminal: TOML, checked as a whole. All of its keys may be left out."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Annotated, Any, ClassVar

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from hardware.sound import Output, PlayerName
from hardware.sound.reading import Language
from kiosk.errors import KioskError
from kiosk.views.layout import LOW_SHARE


class SettingsFileError(KioskError):
    """The settings file cannot be used. ``mistakes`` are all of them, each with its place and what was expected."""

    code: ClassVar[str] = "kiosk_settings_file"

    def __init__(self, path: Path, mistakes: tuple[str, ...]) -> None:
        super().__init__("\n".join(f"{path}: {mistake}" for mistake in mistakes))
        self.path = path
        self.mistakes = mistakes


class Section(BaseModel):
    """A part of the file: a key that nobody reads is a mistake, and so is a number written as text."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class PaperSection(Section):
    roll_m: Annotated[float, Field(gt=0, le=500, strict=False)] | None = None


class MemorySection(Section):
    restart_above_mb: Annotated[float, Field(ge=300, strict=False)] = 1000.0


REACH_MM = 1200
"""What somebody in a wheelchair reaches (EN 301 549, 8.3: 1220 mm without an obstruction)."""


class ScreenSection(Section):
    """How the panel hangs, for an upright one: the height of its picture, and of the picture's lower edge above the
    floor. A terminal whose low position cannot be reached is none for everybody.
    """

    height_mm: Annotated[float, Field(gt=0, le=3000, strict=False)]
    lower_edge_mm: Annotated[float, Field(ge=0, le=2000, strict=False)]

    @model_validator(mode="after")
    def _within_reach(self) -> "ScreenSection":
        low, of = LOW_SHARE
        ends_mm = self.lower_edge_mm + self.height_mm * low / of
        if ends_mm > REACH_MM:
            most = REACH_MM - self.height_mm * low / of
            raise ValueError(
                f"the low position would end {ends_mm:.0f} mm above the floor, and at most {REACH_MM} are within reach:"
                f" lower_edge_mm may be {most:.0f} at most"
            )
        return self


class VoiceSection(Section):
    """Without this section the terminal does not speak."""

    player: PlayerName = "aplay"
    device: str | None = None
    jack: str | None = None
    clips: dict[Language, str] = {}


class SettingsFile(Section):
    """The whole file."""

    voice: VoiceSection | None = None
    paper: PaperSection = PaperSection()
    memory: MemorySection = MemorySection()
    screen: ScreenSection | None = None


@dataclass(frozen=True, slots=True)
class Upkeep:
    """What the file says. ``roll_m`` is how long a roll of paper is; None where nobody said so.

    ``output`` is the loudspeaker, None for a terminal that does not speak; ``jack`` is the file that says whether
    headphones are plugged in, ``clips`` are folders of recordings by language.
    """

    output: Output | None = None
    jack: Path | None = None
    clips: Mapping[Language, Path] = field(default_factory=dict)
    roll_m: float | None = None
    restart_above_mb: float = field(default=MemorySection().restart_above_mb)


def load_settings_file(file: Path) -> Upkeep:
    """Read a settings file.

    Folders and files in it are meant from where it lies.

    :raises SettingsFileError: with every mistake in it.
    """
    try:
        said = SettingsFile.model_validate(tomllib.loads(file.read_text(encoding="utf-8")))
    except OSError as error:
        raise SettingsFileError(file, (f"cannot be read: {error.strerror}",)) from error
    except ValidationError as error:
        mistakes = tuple(_told(mistake) for mistake in error.errors(include_url=False))
        raise SettingsFileError(file, mistakes) from error
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise SettingsFileError(file, (str(error),)) from error
    return _upkeep(said, file.parent)


def _upkeep(said: SettingsFile, base: Path) -> Upkeep:
    voice = said.voice
    return Upkeep(
        roll_m=said.paper.roll_m,
        restart_above_mb=said.memory.restart_above_mb,
        output=Output(voice.player, voice.device) if voice else None,
        jack=base / voice.jack if voice and voice.jack else None,
        clips={language: base / folder for language, folder in voice.clips.items()} if voice else {},
    )


def _told(mistake: Any) -> str:
    place = ".".join(map(str, mistake["loc"]))
    if mistake["type"] == "extra_forbidden":
        return f"{place}: nobody knows this key: is it spelt right?"
    return f"{place}: {mistake['msg'].removeprefix('Input should be ').removeprefix('Value error, ')}"
