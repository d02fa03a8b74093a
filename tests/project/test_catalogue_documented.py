"""The document for the office says what the import reads. It is not in the wheel, and so not beside its tests."""

from dataclasses import fields
from pathlib import Path

import pytest

from queue_server.catalogue import Application, Entry, Guide, Material, Paper, Spelling, TimeLimit
from queue_server.catalogue.application import CARD_FIELDS, PADS
from queue_server.catalogue.document import Head
from queue_server.catalogue.files import _cells
from queue_server.catalogue.files._columns import ENTRY_COLUMNS, MATERIAL_COLUMNS
from queue_server.web.catalogue import PATH

DOCUMENT = Path(__file__).parents[2] / "docs" / "catalogue.md"
pytestmark = pytest.mark.skipif(not DOCUMENT.exists(), reason="the wheel is tested without the documents")


@pytest.fixture(scope="module")
def text():
    return DOCUMENT.read_text(encoding="utf-8")


@pytest.mark.parametrize("word", ["words", "help", "card", "space", *PADS, *CARD_FIELDS])
def test_every_word_of_a_form_is_named(text, word):
    assert f"`{word}`" in text


@pytest.mark.parametrize("column", ENTRY_COLUMNS, ids=lambda column: column.key)
def test_every_column_of_an_entry_has_a_row(text, column):
    (row,) = [line for line in text.splitlines() if line.startswith(f"| {column.zh} |")]
    cells = [cell.strip() for cell in row.split("|")]
    assert cells[2:4] == ["●" if column.needed else "", f"`{column.key}`"]
    assert ("also in English" in row) == column.translated


@pytest.mark.parametrize("column", MATERIAL_COLUMNS, ids=lambda column: column.key)
def test_every_column_of_a_material_is_named(text, column):
    assert column.zh in text
    assert f"`{column.key}`" in text


@pytest.mark.parametrize("part", [Entry, Guide, Material, TimeLimit, Application, Paper, Spelling, Head])
def test_every_field_of_the_json_is_named(text, part):
    for field in fields(part):
        assert f'"{field.name}"' in text


def test_every_word_for_a_form_and_a_channel_is_named(text):
    for word in (*_cells.FORMS, *_cells.FORMS.values(), *_cells.CHANNELS, *_cells.CHANNELS.values()):
        assert word in text
    for word in (*_cells.REQUIRED.values(), _cells.AT_ONCE):
        assert word in text


def test_the_address_is_named(text):
    assert f"GET {PATH}" in text
