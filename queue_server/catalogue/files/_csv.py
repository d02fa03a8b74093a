"""A table from a CSV file, as spreadsheets write it."""

import csv
import io
from pathlib import Path

from queue_server.catalogue.files._mistakes import CatalogueFileError, Expected, Mistake, Place
from queue_server.catalogue.files._table import Row, Table

CELL_LETTERS = 1_000_000
"""A longer cell is a quotation mark that nobody closed."""


def read_csv(file: Path) -> Table:
    """The rows of the file, which is in UTF-8, or in GB 18030 as a spreadsheet on Chinese Windows writes it.

    :raises CatalogueFileError: when it is no such table.
    """
    text = _text(file)
    csv.field_size_limit(CELL_LETTERS)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    rows: list[Row] = []
    begins = 1
    try:
        for cells in reader:
            if any(cell.strip() for cell in cells):
                rows.append(Row(begins, cells))
            begins = reader.line_num + 1
    except csv.Error as error:
        wrong = Expected(f"不是 CSV：{error}", f"not CSV: {error}")
        raise CatalogueFileError(file, [Mistake(Place(begins), wrong)]) from error
    return Table(rows)


def _text(file: Path) -> str:
    content = file.read_bytes()
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    wrong = Expected("应为 UTF-8 或 GB 18030 编码的文字", "expected text in UTF-8 or GB 18030")
    raise CatalogueFileError(file, [Mistake(Place(), wrong)])
