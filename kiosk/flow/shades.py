"""What the pages of the terminal say of themselves in one word."""

from enum import StrEnum


class OutReason(StrEnum):
    """Why nobody can be served here."""

    LOCKED = "locked"
    FAULT = "fault"


class News(StrEnum):
    """What was done and needs nothing more."""

    TICKET_CANCELLED = "ticket_cancelled"
    APPOINTMENT_CANCELLED = "appointment_cancelled"
    RATED = "rated"
    CASE_WITHDRAWN = "case_withdrawn"
    SPACE_DELETED = "space_deleted"


class Paper(StrEnum):
    """What became of a sheet that was printed on the side."""

    PRINTING = "printing"
    YES = "yes"
    NO = "no"
    UNKNOWN = "unknown"


class By(StrEnum):
    THEME = "theme"
    DEPARTMENT = "department"


class Part(StrEnum):
    """The parts of a guide, one a page."""

    OVERVIEW = "overview"
    MATERIALS = "materials"
    CONDITIONS = "conditions"
    LAW = "law"
