"""How names are typed."""

import pytest

from queue_server.catalogue.spelling import READINGS_AT_MOST
from tests.queue_server.catalogue.conftest import entry, speller


def readings(text):
    return speller().readings(text)


def test_a_name_is_spelled_as_it_is_read_in_its_words():
    assert readings("户口迁入") == [("hu kou qian ru", "hkqr")]


@pytest.mark.parametrize(
    ("text", "spelled"),
    [
        ("重庆", ["chong qing", "zhong qing"]),  # the word is known; who types may not know it
        ("会计", ["kuai ji", "hui ji"]),
        ("重办", ["zhong ban", "chong ban"]),  # the word is not known, and read the other way
        ("乐从", ["le cong", "yue cong"]),
    ],
)
def test_characters_that_are_often_read_otherwise_are_spelled_both_ways(text, spelled):
    assert [pinyin for pinyin, _ in readings(text)] == spelled


def test_readings_that_are_rare_are_left_out():
    """大 is tai in one old word of the dictionary, dai in three."""
    assert readings("大厅") == [("da ting", "dt")]


def test_the_fewest_characters_are_read_otherwise_first():
    assert [pinyin for pinyin, _ in readings("银行还贷")] == [
        "yin hang huan dai",
        "yin xing huan dai",
        "yin hang hai dai",
        "yin xing hai dai",
    ]


def test_a_name_full_of_such_characters_has_so_many_spellings_and_no_more():
    assert len(readings("银行重庆会计调解给付")) == READINGS_AT_MOST


def test_what_is_not_chinese_is_typed_as_it_stands():
    assert readings("A1驾照ETC 办理") == [("a1 jia zhao etc ban li", "a1jzetcbl")]
    assert readings("Visa 2026") == []
    assert readings("") == []


@pytest.mark.parametrize("text", ["𠮷林", "鿰", "〇", "户（口）"])
def test_every_name_has_a_spelling_also_with_characters_that_nobody_can_read(text):
    assert readings(text)


def test_keywords_are_spelled_beside_the_name_and_other_readings_beside_both():
    spelled = entry("c", "户口迁入", keywords=["落户", "move in", "银行"])
    assert [(each.of, each.pinyin, each.initials) for each in spelled.spellings] == [
        ("name", "hu kou qian ru", "hkqr"),
        ("keyword", "luo hu", "lh"),
        ("keyword", "yin hang", "yh"),
        ("otherwise", "yin xing", "yx"),
    ]


def test_what_was_spelled_before_is_spelled_anew():
    spelled = entry("c", "户口")
    assert speller().spelled(spelled) == spelled
