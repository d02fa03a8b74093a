"""A small catalogue and what is done with it."""

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from pathlib import Path

import pytest

from queue_server.catalogue import Catalogue, Entry, Guide, Material, TimeLimit, to_line, version_of, write_catalogue
from queue_server.catalogue.spelling import Speller


def entry(
    code: str,
    zh: str,
    en: str = "",
    *,
    theme: str = "户籍",
    department: str = "公安局",
    keywords: Sequence[str] = (),
    conditions: Sequence[str] = (),
    materials: Sequence[str] = (),
    told: Sequence[str] = (),
) -> Entry:
    """An entry with its spellings; ``told`` are conditions in English."""
    in_chinese = [{"zh": line} for line in conditions]
    in_english = [{"zh": "说明", "en": line} for line in told]
    made = Entry(
        code=code,
        name={"zh": zh, "en": en} if en else {"zh": zh},
        theme={"zh": theme},
        department={"zh": department},
        guide=Guide(
            TimeLimit(3),
            {"zh": "不收费"},
            ("window",),
            conditions=(*in_chinese, *in_english),
            materials=tuple(Material({"zh": line}) for line in materials),
        ),
        keywords=tuple(keywords),
    )
    return speller().spelled(made)


@cache
def speller() -> Speller:
    """One for all tests: it reads a dictionary first."""
    return Speller()


@pytest.fixture
def keep(tmp_path: Path) -> Iterator[Callable[..., Catalogue]]:
    """Writes entries into a file and opens it."""
    opened: list[Catalogue] = []

    def kept(*entries: Entry) -> Catalogue:
        write_catalogue(tmp_path / "catalogue.db", version_of(map(to_line, entries)), entries)
        opened.append(Catalogue(tmp_path / "catalogue.db"))
        return opened[-1]

    yield kept
    for catalogue in opened:
        catalogue.close()
