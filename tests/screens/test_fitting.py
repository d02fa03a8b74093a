"""Text steps down before anything is cut, and nothing is cut without a sign. Here every letter is as wide as high."""

import pytest

from screens.drawing.fitting import Fitted, filled, fitted, wrapped

STEPS = ((100, 1), (50, 2), (10, 3))


def square(text: str, size: int) -> float:
    return len(text) * size


@pytest.mark.parametrize(
    ("text", "fits"),
    [
        ("A012", Fitted("A012", 100)),
        ("号码一二三", Fitted("号码一二三", 100)),
        ("号码一二三四", Fitted("号码一二三四", 50)),
        ("号码一二三四五六七八九", Fitted("号码一二三四五六七八\n九", 50)),
        ("Counter 12", Fitted("Counter 12", 50)),
        ("Window twelve", Fitted("Window\ntwelve", 50)),
        ("windowlessness", Fitted("windowlessness", 10)),
    ],
)
def test_a_text_stands_at_the_largest_size_whose_lines_hold_it(text: str, fits: Fitted) -> None:
    assert fitted(text, 500, STEPS, square) == fits


def test_a_number_of_forty_characters_is_shown_whole_in_small_print() -> None:
    assert fitted("8" * 40, 400, STEPS, square) == Fitted("8" * 40, 10)


def test_what_is_too_long_for_the_last_step_ends_with_a_sign() -> None:
    fit = fitted("one two three four five six seven eight", 100, STEPS, square)
    assert fit == Fitted("one two\nthree four\nfive six…", 10)


def test_a_word_breaks_only_where_it_alone_is_wider_than_a_line() -> None:
    assert wrapped("go to windowless", 60, 10, square, lines=5) == ["go to", "window", "less"]


def test_a_break_in_the_text_stays_a_break() -> None:
    assert wrapped("等候\nWaiting", 500, 10, square, lines=2) == ["等候", "Waiting"]


def test_nothing_is_shown_as_nothing() -> None:
    assert fitted("", 500, STEPS, square).text == ""
    assert filled((), 200, 10, square, lines=2) == ()


def test_words_fill_lines_and_those_left_over_are_counted() -> None:
    words = tuple(f"A00{place}" for place in range(9))
    assert filled(words[:4], 120, 10, square, lines=2) == ("A000   A001", "A002   A003")
    assert filled(words, 120, 10, square, lines=2) == ("A000   A001", "A002   +6")


def test_a_word_wider_than_a_line_takes_one_line() -> None:
    assert filled(("A001", "8" * 40, "A002"), 120, 10, square, lines=3) == ("A001", "8" * 11 + "…", "A002")
