"""``onedoor catalogue``."""

from contextlib import closing
from pathlib import Path

from onedoor.output import EXIT_BAD_INPUT, fail
from onedoor.progress import counted
from queue_server.catalogue import Catalogue, CatalogueError, CatalogueNotWrittenError, Entry
from queue_server.catalogue.files import (
    CatalogueFileError,
    example_entries,
    import_catalogue,
    load_catalogue_file,
    shipped_entries,
    write_catalogue_file,
)
from queue_server.settings import CATALOGUE


def run_import(file: Path, data: Path) -> None:
    """Put the file's entries in place of the hall's catalogue; leaves with every mistake and the old one in place."""
    entries = _loaded(file)
    data.mkdir(parents=True, exist_ok=True, mode=0o700)
    try:
        imported = import_catalogue(entries, data / CATALOGUE, counted)
    except CatalogueNotWrittenError as error:
        fail(str(error))
    print(_told(imported.head.entries, imported.themes, imported.departments, imported.head.version))


def run_check(file: Path) -> None:
    """Say whether the file could be imported; leaves with every mistake."""
    print(f"ok: {_amount(len(_loaded(file)), 'entry', 'entries')}")


def run_show(data: Path) -> None:
    """Say what the hall's catalogue holds."""
    try:
        with closing(Catalogue(data / CATALOGUE)) as catalogue:
            themes, departments = catalogue.themes(), catalogue.departments()
            print(_told(catalogue.head.entries, len(themes), len(departments), catalogue.version))
            for theme in themes:
                print(f"  {theme.entries:>6,}  {theme.name['zh']}  {theme.name.get('en', '')}".rstrip())
    except CatalogueError as error:
        fail(str(error), EXIT_BAD_INPUT)


def run_template(file: Path, *, shipped: bool) -> None:
    """Write a file to fill in, with one example or with the whole shipped catalogue; never over another."""
    if file.exists():
        fail(f"{file} is there already", EXIT_BAD_INPUT)
    entries = shipped_entries() if shipped else example_entries()
    try:
        write_catalogue_file(file, entries)
    except CatalogueFileError as error:
        fail(str(error), EXIT_BAD_INPUT)
    except OSError as error:
        fail(f"{file} cannot be written: {error.strerror}")
    print(f"{file}: {_amount(len(entries), 'entry', 'entries')} to go on from")


def _loaded(file: Path) -> list[Entry]:
    try:
        return load_catalogue_file(file, counted)
    except CatalogueFileError as error:
        fail(str(error), EXIT_BAD_INPUT)


def _told(entries: int, themes: int, departments: int, version: str) -> str:
    return (
        f"{_amount(entries, 'entry', 'entries')} in {_amount(themes, 'theme', 'themes')}"
        f" of {_amount(departments, 'department', 'departments')}, version {version}"
    )


def _amount(count: int, one: str, several: str) -> str:
    return f"{count:,} {one if count == 1 else several}"
