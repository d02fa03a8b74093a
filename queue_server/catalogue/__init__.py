"""The catalogue of a hall: what can be done here, and the guide to each of it. One file, written whole, searched.

Queue server and kiosk both keep it with this package. It imports nothing of ours, and neither spreadsheets nor pinyin:
what only an import needs is in :mod:`queue_server.catalogue.files` and :mod:`queue_server.catalogue.spelling`.
"""

from queue_server.catalogue._reading import Catalogue, CatalogueFile, Shelf, Summary
from queue_server.catalogue._writing import write_catalogue
from queue_server.catalogue.answers import AnswerForm
from queue_server.catalogue.application import Application, Paper
from queue_server.catalogue.document import Head, etag, read_entry, read_head, to_line, version_of
from queue_server.catalogue.errors import (
    CatalogueError,
    CatalogueNotWrittenError,
    NewerCatalogueError,
    NoCatalogueError,
    UnreadableCatalogueError,
)
from queue_server.catalogue.model import Channel, Entry, Form, Guide, Material, Spelling, TimeLimit
from queue_server.catalogue.words import Text

__all__ = [
    "AnswerForm",
    "Application",
    "Catalogue",
    "CatalogueError",
    "CatalogueFile",
    "CatalogueNotWrittenError",
    "Channel",
    "Entry",
    "Form",
    "Guide",
    "Head",
    "Material",
    "NewerCatalogueError",
    "NoCatalogueError",
    "Paper",
    "Shelf",
    "Spelling",
    "Summary",
    "Text",
    "TimeLimit",
    "UnreadableCatalogueError",
    "etag",
    "read_entry",
    "read_head",
    "to_line",
    "version_of",
    "write_catalogue",
]
