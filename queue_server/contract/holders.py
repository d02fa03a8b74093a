"""Who somebody is, as commands say it, and one reply."""

from enum import StrEnum
from typing import Annotated, Literal

from pydantic import Field, StringConstraints, model_validator

from queue_server.contract._model import Heard, Identifier, Line, Maybe, Told


class IdType(StrEnum):
    """What a person proves identity with."""

    RESIDENT_ID = "resident_id"
    HK_MO_TW = "hk_mo_tw"
    FOREIGNER = "foreigner"
    ORGANISATION = "organisation"
    NONE = "none"


class Holder(Heard):
    """Who a ticket or a case is for. Travels in commands only; never published."""

    id_type: IdType
    id_number: Maybe[Line] = None
    name: Maybe[Line] = None
    phone: Maybe[Line] = None
    language: Maybe[Identifier] = None

    @model_validator(mode="after")
    def _number_where_there_is_an_identity(self) -> "Holder":
        if (self.id_type is IdType.NONE) != (self.id_number is None):
            raise ValueError("id_number goes with every id_type but 'none'")
        return self


class Identity(Told):
    """Whose credential was read."""

    id_type: Literal["resident_id", "hk_mo_tw", "foreigner", "organisation"]
    id_number: str = Field(repr=False)
    name: Maybe[str] = Field(default=None, repr=False)


class IdentityReply(Told):
    """Reply data of ``read_credential``."""

    holder: Identity


Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,64}$", to_upper=True)]
"""A code that people type, in whatever case: of an appointment, of a case, of a compartment."""
