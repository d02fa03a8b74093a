"""The catalogue that comes with Onedoor: kinds of business that service halls have in common, for a hall to adapt."""

from importlib.resources import as_file, files

from queue_server.catalogue.files._drafts import checked
from queue_server.catalogue.files._json import read_json
from queue_server.catalogue.files._mistakes import CatalogueFileError
from queue_server.catalogue.model import Entry

THEMES = (
    "household",
    "identity-and-travel",
    "residence-and-vehicles",
    "social-insurance",
    "medical-insurance",
    "employment",
    "housing",
    "family",
    "assistance",
    "elderly-and-disabled",
    "veterans",
    "education",
    "tax",
    "business",
)
"""The files, in the catalogue's order."""

EXAMPLE = "household-move-in"


def shipped_entries() -> list[Entry]:
    """The entries, without spellings."""
    drafts = []
    for theme in THEMES:
        with as_file(files("queue_server.catalogue").joinpath("shipped", f"{theme}.json")) as file:
            drafts += read_json(file)
            entries, mistakes = checked(drafts)
            if mistakes:
                raise CatalogueFileError(file, mistakes)
    return entries


def example_entries() -> list[Entry]:
    """The one entry that fills in a template."""
    return [entry for entry in shipped_entries() if entry.code == EXAMPLE]
