"""The section ``[credentials]`` of a hall file."""

from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, HttpUrl

SECTION = "credentials"


class CredentialsSection(BaseModel):
    """``url`` is asked about each code, with the secret; after ``answer_within_s`` without an answer there is none."""

    model_config = ConfigDict(strict=True, extra="forbid", frozen=True)

    url: Annotated[HttpUrl, Field(strict=False)]
    secret_file: Annotated[Path, Field(strict=False)]
    answer_within_s: Annotated[float, Field(gt=0, le=30, strict=False)] = 5.0
