"""From a file to the catalogue: all of it, or nothing and every mistake."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from queue_server.catalogue._writing import write_catalogue
from queue_server.catalogue.document import Head, to_line, version_of
from queue_server.catalogue.files._columns import MATERIALS_SHEET
from queue_server.catalogue.files._csv import read_csv
from queue_server.catalogue.files._drafts import Draft, checked
from queue_server.catalogue.files._json import read_json
from queue_server.catalogue.files._mistakes import CatalogueFileError, Expected, Mistake, Place
from queue_server.catalogue.files._progress import Counted, uncounted
from queue_server.catalogue.files._table import Table, drafts_of
from queue_server.catalogue.files._xlsx import read_xlsx
from queue_server.catalogue.model import Entry
from queue_server.catalogue.spelling import Speller


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import brought."""

    head: Head
    themes: int
    departments: int


def load_catalogue_file(file: Path, counted: Counted = uncounted) -> list[Entry]:
    """Read and check a file; entries are without spellings.

    :raises CatalogueFileError: with every mistake at once.
    """
    try:
        drafts, mistakes = _drafts(file, counted)
    except OSError as error:
        wrong = Expected(f"无法读取：{error.strerror}", f"cannot be read: {error.strerror}")
        raise CatalogueFileError(file, [Mistake(Place(), wrong)]) from error
    entries, mistakes_inside = checked(counted(drafts, len(drafts), "entries checked"))
    if not drafts and not mistakes:
        mistakes = [Mistake(Place(), Expected("应至少有一个事项", "expected at least one entry"))]
    if mistakes or mistakes_inside:
        raise CatalogueFileError(file, sorted([*mistakes, *mistakes_inside], key=_by_place))
    return entries


def import_catalogue(entries: Sequence[Entry], into: Path, counted: Counted = uncounted) -> Imported:
    """Write the entries into a server's catalogue file, in place of what was there.

    :raises CatalogueNotWrittenError: when the disk refuses; the old catalogue is there still.
    """
    speller = Speller()
    spelled = [speller.spelled(entry) for entry in counted(entries, len(entries), "entries spelled")]
    version = version_of(map(to_line, spelled))
    count = write_catalogue(into, version, counted(spelled, len(spelled), "entries written"))
    themes, departments = ({text["zh"] for text in texts} for texts in _shelves(entries))
    return Imported(Head(version, count), len(themes), len(departments))


def _shelves(entries: Sequence[Entry]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    return [entry.theme for entry in entries], [entry.department for entry in entries]


def _drafts(file: Path, counted: Counted) -> tuple[list[Draft], list[Mistake]]:
    materials: Table | None = None
    match file.suffix.casefold():
        case ".json":
            return read_json(file), []
        case ".csv":
            table = read_csv(file)
        case ".xlsx":
            table, materials = read_xlsx(file, counted)
        case _:
            wrong = Expected("应为 .csv、.xlsx 或 .json 文件", "expected a file .csv, .xlsx or .json")
            raise CatalogueFileError(file, [Mistake(Place(), wrong)])
    return drafts_of(table, materials)


def _by_place(mistake: Mistake) -> tuple[bool, int]:
    """Down the lines, the sheet of materials after the sheet of entries."""
    sheet = (mistake.place.sheet or "").strip().casefold()
    return sheet in MATERIALS_SHEET, mistake.place.line or 0
