"""Back offices that belong to somebody else: cases are pushed to them until they have them, decisions are pulled.

Each office is served by a thread of its own, from its own place in the journal, which is kept on disk.
"""

from queue_server.offices.errors import NotTakenError, OfficeError, OfficeSecretError
from queue_server.offices.interface import Change, Changes, Office, PushedCase, PushedPage
from queue_server.offices.offices import Offices
from queue_server.offices.settings import SECTION, OfficeSection, OfficeSections

__all__ = [
    "SECTION",
    "Change",
    "Changes",
    "NotTakenError",
    "Office",
    "OfficeError",
    "OfficeSecretError",
    "OfficeSection",
    "OfficeSections",
    "Offices",
    "PushedCase",
    "PushedPage",
]
