"""The columns of a table of entries and of a table of materials: their names, and where in an entry they belong."""

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

Kind = Literal[
    "line", "keywords", "text", "texts", "materials", "days", "channels", "copies", "form", "required", "json"
]

TRANSLATION = "en"
"""The second language of a table. JSON takes any."""

ENTRIES_SHEET, MATERIALS_SHEET, NOTES_SHEET = ("事项", "entries"), ("材料", "materials"), ("说明", "notes")
"""Names of the sheets of a workbook; the notes are for people."""


@dataclass(frozen=True, slots=True)
class Column:
    """A column that an office fills in. Texts, lists of texts and materials may have a translation beside them."""

    key: str
    zh: str
    kind: Kind
    path: tuple[str, ...]
    needed: bool = False

    @property
    def translated(self) -> bool:
        return self.kind in ("text", "texts", "materials")


def _column(key: str, zh: str, kind: Kind, *path: str, needed: bool = False) -> Column:
    return Column(key, zh, kind, path or (key,), needed)


ENTRY_COLUMNS = (
    _column("code", "事项编码", "line", needed=True),
    _column("name", "名称", "text", needed=True),
    _column("keywords", "俗称", "keywords"),
    _column("theme", "主题", "text", needed=True),
    _column("department", "部门", "text", needed=True),
    _column("conditions", "办理条件", "texts", "guide", "conditions"),
    _column("materials", "申请材料", "materials", "guide", "materials"),
    _column("promised_days", "承诺时限", "days", "guide", "time_limit", "promised_days", needed=True),
    _column("legal_days", "法定时限", "days", "guide", "time_limit", "legal_days"),
    _column("fee", "收费", "text", "guide", "fee", needed=True),
    _column("channels", "办理渠道", "channels", "guide", "channels", needed=True),
    _column("where", "办理地点", "text", "guide", "where"),
    _column("steps", "办理流程", "texts", "guide", "steps"),
    _column("legal_basis", "办理依据", "texts", "guide", "legal_basis"),
    _column("application", "自助申请", "json"),
)
MATERIAL_COLUMNS = (
    _column("code", "事项编码", "line", needed=True),
    _column("name", "名称", "text", needed=True),
    _column("copies", "份数", "copies"),
    _column("form", "形式", "form"),
    _column("required", "必要性", "required"),
    _column("note", "说明", "text"),
)

_ENGLISH = re.compile(r"(.+?)(?:\(英文\)|_en)")


@dataclass(frozen=True, slots=True)
class Header:
    """One header of a file: which column it is, and whether it holds the translation. ``written`` as in the file."""

    column: Column
    translation: bool
    written: str


def header_of(written: str, columns: Sequence[Column]) -> Header | None:
    """The column that a header means, in Chinese or English, whatever its spaces, width and case; a star is ignored."""
    folded = re.sub(r"[\s*]", "", unicodedata.normalize("NFKC", written)).casefold()
    match = _ENGLISH.fullmatch(folded)
    for column in columns:
        names = (column.key, column.zh)
        if folded in names:
            return Header(column, translation=False, written=written.strip())
        if match and match[1] in names and column.translated:
            return Header(column, translation=True, written=written.strip())
    return None


def headers_to_write(columns: Sequence[Column]) -> list[Header]:
    """Every column in Chinese, each translation after its text."""
    headers = []
    for column in columns:
        headers.append(Header(column, translation=False, written=column.zh))
        if column.translated:
            headers.append(Header(column, translation=True, written=f"{column.zh}（英文）"))
    return headers
