"""The sections ``[[webhook]]`` of a hall file."""

from pathlib import Path
from typing import Annotated

from pydantic import (
    AfterValidator,
    BaseModel,
    ConfigDict,
    Field,
    HttpUrl,
    RootModel,
    StringConstraints,
    model_validator,
)

from queue_server.domain.events import EVENT_TYPES

SECTION = "webhook"

Identifier = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9_.-]{1,64}$")]


def _known_events(names: list[str]) -> list[str]:
    for name in names:
        if name not in EVENT_TYPES:
            raise ValueError(f'"{name}" is no event; expected one of {", ".join(sorted(EVENT_TYPES))}')
    return names


class WebhookSection(BaseModel):
    """One subscriber. ``events`` are the types it wants, all where the file is silent."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    id: Identifier
    url: Annotated[HttpUrl, Field(strict=False)]
    secret_file: Annotated[Path, Field(strict=False)]
    events: Annotated[list[str], Field(min_length=1), AfterValidator(_known_events)] | None = None


class WebhookSections(RootModel[list[WebhookSection]]):
    """All subscribers."""

    @model_validator(mode="after")
    def _no_twins(self) -> "WebhookSections":
        ids = [section.id for section in self.root]
        for id_ in ids:
            if ids.count(id_) > 1:
                raise ValueError(f'the id "{id_}" is there twice')
        return self
