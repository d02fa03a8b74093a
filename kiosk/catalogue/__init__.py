"""The terminal's copy of the hall's catalogue: fetched when the hall has a new one, searched also without a line."""

from kiosk.catalogue.errors import CatalogueNotFetchedError
from kiosk.catalogue.fetching import fetch_catalogue
from kiosk.catalogue.keeper import CATALOGUE_NAME, CatalogueKeeper, Fetch
from kiosk.catalogue.retries import Retries

__all__ = [
    "CATALOGUE_NAME",
    "CatalogueKeeper",
    "CatalogueNotFetchedError",
    "Fetch",
    "Retries",
    "fetch_catalogue",
]
