"""The files that a hall's office writes and imports: CSV, XLSX, JSON. Needed by an import alone, and by no kiosk."""

from queue_server.catalogue.files._import import Imported, import_catalogue, load_catalogue_file
from queue_server.catalogue.files._mistakes import CatalogueFileError, Mistake, Place
from queue_server.catalogue.files._progress import Counted
from queue_server.catalogue.files._shipped import example_entries, shipped_entries
from queue_server.catalogue.files._write import write_catalogue_file

__all__ = [
    "CatalogueFileError",
    "Counted",
    "Imported",
    "Mistake",
    "Place",
    "example_entries",
    "import_catalogue",
    "load_catalogue_file",
    "shipped_entries",
    "write_catalogue_file",
]
