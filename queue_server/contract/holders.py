"""Who somebody is, as commands say it."""

from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints, model_validator

from queue_server.contract._model import Heard, Identifier, Line, Maybe


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


Code = Annotated[str, StringConstraints(pattern=r"^[A-Za-z0-9]{1,64}$", to_upper=True)]
"""A code that people type, in whatever case: of an appointment, of a case, of a compartment."""
