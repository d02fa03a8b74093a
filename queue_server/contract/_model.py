"""Ground types of every message: strict, frozen, times with an offset, text by language."""

from datetime import datetime
from typing import Annotated, TypeVar

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    PlainSerializer,
    StringConstraints,
)


class Heard(BaseModel):
    """A message that the server hears: a field it does not know is a mistake of the sender."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)


class Told(BaseModel):
    """A message that the server tells: a reader takes what it can, and passes over what a newer server added."""

    model_config = ConfigDict(extra="ignore", frozen=True)


def rfc3339(moment: datetime) -> str:
    """A time as the contract writes it: milliseconds and an offset."""
    return moment.isoformat(timespec="milliseconds")


def _has_chinese(text: dict[str, str]) -> dict[str, str]:
    if not text.get("zh", "").strip():
        raise ValueError("text for people needs at least a Chinese version under 'zh'")
    return text


def is_none(value: object) -> bool:
    return value is None


_T = TypeVar("_T")

Moment = Annotated[AwareDatetime, PlainSerializer(rfc3339, return_type=str)]
Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]
Line = Annotated[str, StringConstraints(pattern=r"^[^\x00-\x1f\x7f]{1,200}$")]
Text = Annotated[dict[Identifier, Line], AfterValidator(_has_chinese)]
Maybe = Annotated[_T | None, Field(exclude_if=is_none)]
"""A field marked ``?`` in the contract: left out of the message when there is nothing to say."""
