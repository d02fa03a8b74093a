"""Chinese typed by pinyin, with the real dictionary: what most people mean comes first, and every name can be typed."""

import queue
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from kiosk.pinyin import Dictionary, DictionaryKeeper
from kiosk.pinyin.dictionary import MOST
from kiosk.pinyin.making import make_dictionary
from tests.kiosk.device_bench import HANG_S

SHEET = 12


@pytest.fixture(scope="module")
def file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("pinyin") / "pinyin.db"
    make_dictionary(file)
    return file


@pytest.fixture(scope="module")
def dictionary(file: Path) -> Iterator[Dictionary]:
    dictionary = Dictionary(file)
    yield dictionary
    dictionary.close()


def texts(dictionary: Dictionary, typed: str) -> list[str]:
    return [candidate.text for candidate in dictionary.candidates(typed)]


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("foshan", "佛山"),
        ("guangdongsheng", "广东省"),
        ("nongyeyinhang", "农业银行"),
        ("nyyh", "农业银行"),
        ("zhongguo", "中国"),
        ("lvse", "绿色"),
        ("xianggang", "香港"),
    ],
)
def test_a_frequent_word_stands_first_by_its_pinyin_or_its_initials(
    dictionary: Dictionary, typed: str, meant: str
) -> None:
    (first, *_) = dictionary.candidates(typed)
    assert (first.text, first.letters) == (meant, len(typed))


def test_more_frequent_words_come_before_rarer_ones(dictionary: Dictionary) -> None:
    found = texts(dictionary, "zhang")
    assert found.index("张") < found.index("章") < found.index("璋") < found.index("彰")


def test_a_word_that_is_only_begun_is_offered(dictionary: Dictionary) -> None:
    assert "农业银行" in texts(dictionary, "nongyeyin")[:SHEET]


def test_a_name_that_no_dictionary_knows_is_typed_character_by_character(dictionary: Dictionary) -> None:
    typed, name = "chanchengshiliyijiedao", ""
    for character in "禅城示例一街道":
        candidate = next(each for each in dictionary.candidates(typed) if each.text == character)
        name, typed = name + candidate.text, typed[candidate.letters :]
    assert (name, typed) == ("禅城示例一街道", "")


def test_a_character_that_is_read_in_two_ways_is_found_by_both(dictionary: Dictionary) -> None:
    assert {"重"} <= set(texts(dictionary, "zhong")) & set(texts(dictionary, "chong"))
    assert {"长"} <= set(texts(dictionary, "chang")) & set(texts(dictionary, "zhang"))


@pytest.mark.parametrize(("typed", "rare"), [("xi", "晞"), ("yao", "垚"), ("ben", "犇"), ("zhe", "喆")])
def test_rare_characters_of_names_are_there(dictionary: Dictionary, typed: str, rare: str) -> None:
    assert rare in texts(dictionary, typed)


def test_nothing_is_offered_for_nothing_and_never_more_than_can_be_looked_through(dictionary: Dictionary) -> None:
    assert dictionary.candidates("") == ()
    for letters in ("y", "yi", "shi", "zzzz"):
        assert len(texts(dictionary, letters)) == len(set(texts(dictionary, letters))) <= MOST


def test_no_candidate_answers_for_letters_that_were_not_typed(dictionary: Dictionary) -> None:
    for typed in ("wangxiaoming", "q", "nv"):
        assert all(1 <= candidate.letters <= len(typed) for candidate in dictionary.candidates(typed))


@pytest.mark.parametrize("typed", ["'", "x'--", "ni hao", "张", "{", "%"])
def test_what_no_key_types_finds_nothing_and_breaks_nothing(dictionary: Dictionary, typed: str) -> None:
    assert all(len(candidate.text) > 0 for candidate in dictionary.candidates(typed))


def test_the_dictionary_is_made_in_the_background_and_kept(tmp_path: Path) -> None:
    """Also where the file that was there is none, or of another version."""
    (tmp_path / "pinyin.db").write_bytes(b"nothing that a dictionary is made of" * 100)
    letters: queue.Queue[Callable[[], None]] = queue.Queue()
    keeper = DictionaryKeeper(tmp_path, post=letters.put)
    assert keeper.candidates("foshan") == ()
    told: list[bool] = []
    keeper.start(lambda: told.append(keeper.ready))
    assert not keeper.ready
    letters.get(timeout=HANG_S)()
    assert told == [True]
    assert keeper.candidates("foshan")[0].text == "佛山"
    keeper.stop()
    again = DictionaryKeeper(tmp_path, post=letters.put)
    again.start(lambda: None)
    assert again.ready
    again.stop()


def test_a_terminal_that_ends_while_it_is_made_leaves_no_half_dictionary(tmp_path: Path) -> None:
    keeper = DictionaryKeeper(tmp_path, post=lambda _: None)
    keeper.start(lambda: None)
    keeper.stop()
    assert not (tmp_path / "pinyin.db").exists() or Dictionary(tmp_path / "pinyin.db").candidates("foshan")


def test_a_dictionary_that_cannot_be_read_finds_nothing_and_says_so(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    copy = tmp_path / "pinyin.db"
    copy.write_bytes(file.read_bytes())
    keeper = DictionaryKeeper(tmp_path, post=lambda _: None)
    keeper.start(lambda: None)

    def broken(*_: object) -> None:
        raise sqlite3.DatabaseError("disk I/O error")

    monkeypatch.setattr(Dictionary, "candidates", broken)
    assert keeper.candidates("foshan") == ()
    keeper.stop()
