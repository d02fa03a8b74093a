"""Changes of a hall file's text that leave everything else in it as it is: comments, order, spelling. Pure."""

from collections.abc import Mapping, Sequence
from difflib import unified_diff
from typing import Any

import tomlkit
from tomlkit import TOMLDocument
from tomlkit.items import AoT, Table

from queue_server.web.staff.administration.fields import REPEATED, SECTIONS, read, shown


def entries(text: str, section: str) -> list[Mapping[str, Any]]:
    """The section's tables: one, none, or as many as the file repeats it."""
    found = tomlkit.parse(text).unwrap().get(section)
    if found is None:
        return []
    return list(found) if section in REPEATED else [found]


def filled(text: str, section: str, index: int | None) -> dict[str, str]:
    """The inputs of a section's form; ``index`` of a repeated one, none for a new entry."""
    tables = entries(text, section)
    table: Mapping[str, Any] = tables[index or 0] if index is not None and index < len(tables) else {}
    if section not in REPEATED and tables:
        table = tables[0]
    inputs: dict[str, str] = {}
    for field in SECTIONS[section]:
        inputs |= shown(field, table)
    return inputs


def with_entry(text: str, section: str, index: int | None, entered: Mapping[str, str]) -> str:
    """The text with what was entered in one form; a field that was left as it is stays as it is written."""
    document = tomlkit.parse(text)
    table = _table(document, section, index)
    for field in SECTIONS[section]:
        before = shown(field, table.unwrap())
        if field.kind == "fixed" or all(entered.get(name, "").strip() == was.strip() for name, was in before.items()):
            continue
        _put(table, field.path, read(field, entered))
    return tomlkit.dumps(document)


def without_entry(text: str, section: str, index: int) -> str:
    """The text without one entry of a repeated section."""
    document = tomlkit.parse(text)
    found = document.get(section)
    if isinstance(found, AoT) and index < len(found):
        del found[index]
    return tomlkit.dumps(document)


def differences(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ and those around them, each with its sign: ``+``, ``-`` or a blank."""
    lines: Sequence[str] = list(unified_diff(before.splitlines(), after.splitlines(), lineterm="", n=2))[2:]
    return [("@", "") if line.startswith("@@") else (line[:1], line[1:]) for line in lines]


def _table(document: TOMLDocument, section: str, index: int | None) -> Any:
    if section not in REPEATED:
        if section not in document:
            document[section] = tomlkit.table()
        return document[section]
    tables = document.setdefault(section, tomlkit.aot())
    if index is not None and index < len(tables):
        return tables[index]
    table: Table = tomlkit.table()
    tables.append(table)
    return tables[-1]


def _put(table: Any, path: tuple[str, ...], value: Any) -> None:
    *above, last = path
    for step in above:
        if step not in table:
            if value is None:
                return
            # A table within a form's own section is written on one line, but the long ones of notices are not.
            table[step] = tomlkit.table() if step == "text" else tomlkit.inline_table()
        table = table[step]
    if value is None:
        table.pop(last, None)
    else:
        table[last] = _item(value)


def _item(value: Any) -> Any:
    if isinstance(value, dict):
        inline = tomlkit.inline_table()
        inline.update(value)
        return inline
    return value
