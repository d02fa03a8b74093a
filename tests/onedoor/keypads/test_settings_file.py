"""The settings file of a line: every mistake is told at once, with its place and what was expected."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from hardware.caller_line import RatingScale
from onedoor.keypads.errors import KeypadsFileError
from onedoor.keypads.settings import Keypad, LineSettings, RatingRules
from onedoor.keypads.settings_file import load_keypads_file

if TYPE_CHECKING:
    from pathlib import Path

SMALLEST = """\
[[keypad]]
address = 5
window = "3"
operator = "1007"

[queues]
household = "A"
"""


def load(tmp_path: Path, text: str) -> LineSettings:
    file = tmp_path / "keypads.toml"
    file.write_text(text, encoding="utf-8")
    return load_keypads_file(file)


def mistakes(tmp_path: Path, text: str) -> tuple[str, ...]:
    with pytest.raises(KeypadsFileError) as caught:
        load(tmp_path, text)
    assert all(str(tmp_path / "keypads.toml") in line for line in str(caught.value).splitlines())
    return caught.value.mistakes


def test_the_smallest_file_counts_all_queues_and_takes_the_usual_ratings(tmp_path: Path) -> None:
    assert load(tmp_path, SMALLEST) == LineSettings(
        keypads=(Keypad(5, "3", "1007", None),),
        prefixes={"household": "A"},
        transfers={},
        rating=RatingRules(RatingScale((2, 3, 4, 5)), 30.0, ask=True),
    )


def test_a_file_may_say_all_of_it(tmp_path: Path) -> None:
    said = SMALLEST.replace("household", 'tax = "B"\nhousehold').replace('"1007"', '"1007"\nqueues = ["tax"]')
    said += '[transfer]\n1 = "tax"\n12 = "7"\ndefault = "household"\n'
    said += "[rating]\nscores = [1, 2, 3, 4, 5]\nwithin_s = 60\nask = false\n"
    line = load(tmp_path, said)
    assert line.prefixes_at(line.keypads[0]) == ("B",)
    assert line.transfers == {"1": "tax", "12": "7", "default": "household"}
    assert line.rating == RatingRules(RatingScale((1, 2, 3, 4, 5)), 60.0, ask=False)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("", ("keypad: is missing", "queues: is missing")),
        ("keypad = 3", ("keypad: a valid list", "queues: is missing")),
        ("colour = 1\n" + SMALLEST, ("colour: nobody knows this key: is it spelt right?",)),
        (SMALLEST.replace('"3"', "3"), ("keypad[1].window: a valid string",)),
        (SMALLEST.replace("address = 5", "address = 256"), ("keypad[1].address: less than or equal to 255",)),
        (SMALLEST.replace('"A"', '"1"'), ('queues.household: the letters of a queue\'s numbers such as "A"',)),
        (
            SMALLEST + '[transfer]\nfour = "tax"\n',
            ('transfer.four: one to three digits as they are typed, or "default" for none',),
        ),
        (SMALLEST + "[rating]\nscores = [0]\n", ("rating.scores[1]: greater than or equal to 1",)),
        (SMALLEST + "[transfer]\n1 = 7\n", ("transfer.1: a valid string",)),
    ],
)  # fmt: skip
def test_a_mistake_is_told_with_its_place(tmp_path: Path, text: str, told: tuple[str, ...]) -> None:
    assert mistakes(tmp_path, text) == told


def test_mistakes_of_all_kinds_are_told_together(tmp_path: Path) -> None:
    text = """\
[[keypad]]
address = 5
window = "3"
operator = "10 07"
queues = ["household", "taxes"]

[[keypad]]
address = 5
window = "3"
operator = "1008"

[queues]
household = "A"
tax = "A"
"""
    assert mistakes(tmp_path, text) == (
        "keypad[1].operator: an id as in the hall file",
        "keypad.address: each of them once; 5 is there more than once",
        "keypad.window: each of them once; 3 is there more than once",
        "queues: each with letters of its own; A is there more than once",
        "keypad[1].queues: one of those under [queues]; taxes is none",
    )


def test_what_is_no_toml_and_what_is_not_there_is_told(tmp_path: Path) -> None:
    (mistake,) = mistakes(tmp_path, "[[keypad]\n")
    assert "line 1" in mistake
    with pytest.raises(KeypadsFileError, match="cannot be read: No such file"):
        load_keypads_file(tmp_path / "nowhere.toml")
