"""26,262 entries: as quick to search, and nothing is lost in them."""

import random

import pytest

from queue_server.catalogue import Catalogue
from queue_server.catalogue.files import import_catalogue
from tests.queue_server.catalogue.conftest import speller
from tests.queue_server.catalogue.large import LARGE, large_entries

SAMPLE = 60


@pytest.fixture(scope="module")
def entries():
    return large_entries()


@pytest.fixture(scope="module")
def large(entries, tmp_path_factory):
    file = tmp_path_factory.mktemp("large") / "catalogue.db"
    imported = import_catalogue(entries, file)
    assert (imported.head.entries, imported.themes) == (LARGE, 14)
    catalogue = Catalogue(file)
    yield catalogue, random.Random(7).sample(entries, SAMPLE)  # noqa: S311 - the same sample each time
    catalogue.close()


def first(catalogue, typed, **narrowed):
    return catalogue.search(typed, limit=1, **narrowed)[0].code


def test_each_entry_is_the_first_for_its_own_name_in_every_way_to_type_it(large):
    catalogue, sample = large
    for entry in sample:
        name = entry.name["zh"]
        for pinyin, initials in speller().readings(name):
            assert catalogue.search(pinyin)[0].name["zh"].startswith(name[:2])
            assert entry.code in {found.code for found in catalogue.search(initials, limit=LARGE)}
        assert first(catalogue, name) == first(catalogue, entry.code) == entry.code
        assert first(catalogue, name, theme=entry.theme["zh"], department=entry.department["zh"]) == entry.code


def test_every_entry_of_a_common_word_is_found_if_all_are_asked_for(large, entries):
    catalogue, _ = large
    names = [entry.name["zh"] for entry in entries]
    for word in ("户口", "证", "石湾镇街道", "补办"):
        found = catalogue.search(word, limit=LARGE)
        in_names = [each for each in found if word in each.name["zh"]]
        assert len(in_names) == sum(word in name for name in names)
        assert found[: len(in_names)] == tuple(in_names)


def test_a_word_of_the_guides_finds_all_that_say_it(large, entries):
    catalogue, _ = large
    found = {each.code for each in catalogue.search("出生医学证明", limit=LARGE)}
    said = [entry.code for entry in entries if any("出生医学证明" in text["zh"] for text in _lines(entry))]
    assert found == set(said)


def _lines(entry):
    guide = entry.guide
    yield from (*guide.conditions, *guide.steps)
    for material in guide.materials:
        yield material.name
        if material.note:
            yield material.note


def test_several_words_in_names_and_guides_are_found_together(large):
    catalogue, _ = large
    found = catalogue.search("居民户口簿 石湾镇街道 buban", limit=LARGE)
    assert found
    for each in found:
        assert "石湾镇街道" in each.name["zh"]
        assert "补办" in each.name["zh"]
