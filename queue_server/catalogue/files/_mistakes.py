"""What is wrong in a file: where it stands, and what was expected there, in the languages of those who wrote it."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, NamedTuple

from queue_server.catalogue.errors import CatalogueError
from queue_server.catalogue.model import COPIES_AT_MOST
from queue_server.catalogue.words import DAYS_AT_MOST, LINE_LETTERS


class Expected(NamedTuple):
    """What should stand there."""

    zh: str
    en: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands; ``line`` counts from 1 as editors and spreadsheets do, ``column`` is a header or path."""

    line: int | None = None
    column: str | None = None
    sheet: str | None = None

    def __str__(self) -> str:
        parts = (self.sheet, self.line and f"第 {self.line} 行 (line {self.line})", self.column)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake."""

    place: Place
    expected: Expected

    def __str__(self) -> str:
        place = str(self.place)
        return f"{place}{': ' if place else ''}{self.expected.zh} / {self.expected.en}"


class CatalogueFileError(CatalogueError):
    """The file has mistakes; all of them are in ``mistakes``, in the order of the file. Nothing was imported."""

    code: ClassVar[str] = "catalogue_file"

    def __init__(self, file: Path, mistakes: Iterable[Mistake]) -> None:
        self.file = file
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(f"{file}: {mistake}" for mistake in self.mistakes))


_EXPECTED = {
    "missing": Expected("不能为空", "must not be empty"),
    "code": Expected(
        "应为 1 至 64 个字母、数字、点、短横或下划线", "expected 1 to 64 letters, digits, dots, dashes or underscores"
    ),
    "line": Expected(
        f"应为一行 1 至 {LINE_LETTERS} 个字的文字", f"expected one line of 1 to {LINE_LETTERS} characters"
    ),
    "language": Expected("应为语言代码，如 zh、en", "expected a language such as zh or en"),
    "chinese": Expected("应有中文（zh）", "expected Chinese text (zh)"),
    "days": Expected(
        f"应为 0 至 {DAYS_AT_MOST} 的工作日天数，或“即办”",
        f"expected 0 to {DAYS_AT_MOST} working days, or 即办 for at once",
    ),
    "copies": Expected(f"应为 1 至 {COPIES_AT_MOST} 的份数", f"expected a number of copies from 1 to {COPIES_AT_MOST}"),
    "form": Expected("应为“原件”“复印件”或“原件和复印件”", "expected original, copy or original_and_copy"),
    "required": Expected("应为“必要”或“视情况”", "expected 必要 (yes) or 视情况 (if it applies)"),
    "material": Expected("应为 名称|份数|形式|说明|必要性", "expected name|copies|form|note|required"),
    "json": Expected("应为 JSON（由程序写出，请勿改动）", "expected JSON as it was exported"),
    "as_many": Expected("译文的行数应与中文相同", "expected as many lines as the Chinese text has"),
    "channels": Expected(
        "应为“窗口”“自助”“网上”中的一个或几个", "expected one or more of window, self_service, online"
    ),
    "unexpected_keyword_argument": Expected("没有这一项，请检查拼写", "nobody knows this: is it spelt right?"),
    "string_type": Expected("应为文字", "expected text"),
    "int_type": Expected("应为整数", "expected a whole number"),
    "bool_type": Expected("应为 true 或 false", "expected true or false"),
    "tuple_type": Expected("应为列表 […]", "expected a list […]"),
    "dict_type": Expected('应为按语言的文字，如 {"zh": "…"}', 'expected text by language such as {"zh": "…"}'),
    "dataclass_type": Expected("应为一组带名字的值 {…}", "expected values by name {…}"),
}
_NUMBERS = ("greater_than_equal", "less_than_equal")
_BY_FIELD = {"promised_days": "days", "legal_days": "days", "copies": "copies", "form": "form", "channels": "channels"}
"""What is expected in a field, whatever is wrong with what stands there."""


def expected(kind: str) -> Expected:
    """The sentence of a kind of mistake that this package knows."""
    return _EXPECTED[kind]


def expected_instead(problem: Any) -> Expected:
    """What was expected where pydantic found a problem (one of ``ValidationError.errors()``)."""
    kind = problem["type"]
    fields = [step for step in problem["loc"] if isinstance(step, str)]
    by_field = _BY_FIELD.get(fields[-1]) if fields else None
    if by_field and kind in (*_NUMBERS, "literal_error", "too_short"):
        return _EXPECTED[by_field]
    return _EXPECTED.get(kind) or Expected(f"格式不对：{problem['msg']}", problem["msg"])
