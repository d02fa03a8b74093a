"""The catalogue that comes with Onedoor."""

import re
from importlib.resources import as_file, files
from itertools import groupby

import pytest

from queue_server.catalogue import Entry
from queue_server.catalogue.files import example_entries, shipped_entries
from queue_server.service.hall_file import load_hall_file
from queue_server.settings import MORE_SECTIONS

ENTRIES = shipped_entries()
EACH = pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.code)


def texts(entry: Entry):
    guide = entry.guide
    yield from (entry.name, entry.theme, entry.department, guide.fee, guide.where)
    yield from (*guide.conditions, *guide.steps, *guide.legal_basis)
    for material in guide.materials:
        yield material.name
        if material.note:
            yield material.note


def test_it_has_sixty_kinds_of_business():
    assert len({entry.code for entry in ENTRIES}) == len(ENTRIES) == 60
    assert len({entry.name["zh"] for entry in ENTRIES}) == 60


def test_themes_stand_together():
    order = [theme for theme, _ in groupby(entry.theme["zh"] for entry in ENTRIES)]
    assert len(order) == len(set(order))


@EACH
def test_every_guide_says_all_that_a_person_must_know(entry):
    guide = entry.guide
    assert all((guide.conditions, guide.materials, guide.legal_basis, guide.steps, guide.where, entry.keywords))


@EACH
def test_every_text_is_in_chinese_and_english(entry):
    for text in texts(entry):
        assert set(text) == {"zh", "en"}
        assert re.search("[一-鿿]", text["zh"])
        assert not re.search("[一-鿿]", text["en"])


@EACH
def test_what_is_needed_only_sometimes_says_when(entry):
    for material in entry.guide.materials:
        assert material.required or material.note


@EACH
def test_nothing_is_shouted_and_nothing_ends_half_way(entry):
    for text in texts(entry):
        for words in text.values():
            assert not re.search(r"[!！?？;；,，、:：]$|[!！]", words), words


@EACH
def test_no_time_is_promised_beyond_the_law(entry):
    limit = entry.guide.time_limit
    assert limit.legal_days is None or limit.promised_days <= limit.legal_days


def test_the_hall_of_the_demonstration_has_a_guide_to_each_of_its_items():
    with as_file(files("onedoor.demo").joinpath("street.hall.toml")) as file:
        items = load_hall_file(file, MORE_SECTIONS).hall.items
    names = {entry.code: entry.name for entry in ENTRIES}
    assert {code: dict(item.name) for code, item in items.items()} == {code: names[code] for code in items}


def test_a_template_shows_one_of_them():
    (example,) = example_entries()
    assert example in ENTRIES
