"""Drafts from a JSON file: a list of entries, each with the shape it has in the contract."""

import json
import re
from collections.abc import Callable, Iterator
from functools import cached_property
from pathlib import Path as FilePath

from queue_server.catalogue.files._drafts import Draft, Path
from queue_server.catalogue.files._mistakes import CatalogueFileError, Expected, Mistake, Place

_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"|[{}\[\],:]|[^\s{}\[\],:"]+|\n')


def read_json(file: FilePath) -> list[Draft]:
    """The entries of the file.

    :raises CatalogueFileError: when it is no list.
    """
    try:
        text = file.read_bytes().decode("utf-8-sig")
        content = json.loads(text)
    except UnicodeDecodeError as error:
        raise _no_json(file, Place(), "not text in UTF-8", "不是 UTF-8 编码的文字") from error
    except json.JSONDecodeError as error:
        raise _no_json(file, Place(error.lineno), f"not JSON: {error.msg}", f"不是 JSON：{error.msg}") from error
    except RecursionError as error:
        raise _no_json(file, Place(), "nested too deeply", "嵌套过深") from error
    if not isinstance(content, list):
        raise _no_json(file, Place(1), "expected a list of entries [{…}, …]", "应为事项列表 [{…}, …]")
    source = _Source(text)
    return [Draft(value, source.place_in(index)) for index, value in enumerate(content)]


def _no_json(file: FilePath, place: Place, en: str, zh: str) -> CatalogueFileError:
    return CatalogueFileError(file, [Mistake(place, Expected(zh, en))])


class _Source:
    """Looks for lines only when somebody asks: JSON readers give values, people look for lines."""

    def __init__(self, text: str) -> None:
        self._text = text

    def place_in(self, index: int) -> Callable[[Path], Place]:
        return lambda path: self._place((index, *path))

    def _place(self, path: Path) -> Place:
        around = (path[:length] for length in range(len(path), -1, -1))
        line = next(self._lines[each] for each in around if each in self._lines)
        return Place(line, _written(path))

    @cached_property
    def _lines(self) -> dict[Path, int]:
        return dict(_lines_of(self._text))


def _written(path: Path) -> str:
    """``(1, "guide", "materials", 0)`` as people count: ``[2].guide.materials[1]``."""
    return "".join(f"[{step + 1}]" if isinstance(step, int) else f".{step}" for step in path if step != "[key]")


def _lines_of(text: str) -> Iterator[tuple[Path, int]]:
    """The line where each value begins."""
    line = 1
    path: list[str | int] = []
    in_object: list[bool] = []
    key_next = False
    for piece in (match[0] for match in _TOKEN.finditer(text)):
        if piece == "\n":
            line += 1
        elif piece in "}]":
            path.pop()
            in_object.pop()
            key_next = False
        elif piece == ",":
            if in_object[-1]:
                key_next = True
            else:
                path[-1] = int(path[-1]) + 1
        elif piece == ":":
            key_next = False
        elif key_next:
            path[-1] = json.loads(piece)
        else:
            yield tuple(path), line
            if piece in "{[":
                in_object.append(piece == "{")
                path.append("" if piece == "{" else 0)
                key_next = piece == "{"
