"""The sections ``[[office]]`` of a hall file."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, HttpUrl, RootModel, model_validator

from queue_server.offices.interface import Identifier

SECTION = "office"


class OfficeSection(BaseModel):
    """One back office; ``items`` are those that it decides, all where the file is silent. It is asked what became of
    its cases every ``pull_seconds``, never for 0.
    """

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    id: Identifier
    url: Annotated[HttpUrl, Field(strict=False)]
    secret_file: Annotated[Path, Field(strict=False)]
    items: Annotated[list[Identifier], Field(min_length=1)] | None = None
    pull_seconds: Annotated[float, Field(ge=0, le=86400, strict=False)] = 30.0


class OfficeSections(RootModel[list[OfficeSection]]):
    """All offices."""

    @model_validator(mode="after")
    def _no_twins(self) -> "OfficeSections":
        ids = [section.id for section in self.root]
        for id_ in ids:
            if ids.count(id_) > 1:
                raise ValueError(f'the id "{id_}" is there twice')
        return self
