"""From keys to what a clerk wants."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hardware.caller_line import (
    HALF_TYPED_S,
    AskRating,
    BadRatingScaleError,
    CallNext,
    CallTicket,
    Intent,
    Key,
    Keypads,
    KeyPressed,
    Miss,
    NotUnderstood,
    Park,
    PauseWindow,
    Rated,
    RateService,
    RatingScale,
    Recall,
    Resume,
    Transfer,
)

CONFIRM = Key.CONFIRM
KEY_CODES = st.sampled_from(list(Key))


def digits(text: str) -> list[Key]:
    return [Key(int(digit)) for digit in text]


def typed(*keys: Key, keypads: Keypads | None = None) -> list[Intent]:
    """What comes of these keys, pressed one by one at keypad 5, half a second apart."""
    pads = keypads or Keypads()
    intents = [pads.press(KeyPressed(5, key), number / 2) for number, key in enumerate(keys)]
    return [intent for intent in intents if intent is not None]


@pytest.mark.parametrize(
    ("key", "intent"),
    [
        (Key.NEXT, CallNext(5)),
        (Key.RECALL, Recall(5)),
        (Key.PAUSE, PauseWindow(5)),
        (Key.ASK_RATING, AskRating(5)),
        (Key.TRANSFER, Transfer(5, "")),
    ],
)
def test_a_command_key_acts_by_itself(key: Key, intent: Intent) -> None:
    assert typed(key) == [intent]


@pytest.mark.parametrize(
    ("text", "intent"),
    [
        ("6", Miss(5)),
        ("0", Park(5)),
        ("3", Resume(5)),
        ("5", CallTicket(5, "005")),
        ("06", CallTicket(5, "006")),
        ("003", CallTicket(5, "003")),
        ("12", CallTicket(5, "012")),
        ("123", CallTicket(5, "123")),
        ("1234", NotUnderstood(5, "too_many_digits")),
        ("123456", NotUnderstood(5, "too_many_digits")),
        ("", NotUnderstood(5, "nothing_typed")),
    ],
)
def test_digits_and_confirm_are_a_function_or_a_ticket_however_the_keypad_sends_them(text: str, intent: Intent) -> None:
    assert typed(*digits(text), CONFIRM) == [intent]
    if len(text) <= 3:
        assert Keypads().press(KeyPressed(5, CONFIRM, text), 0) == intent


def test_a_transfer_goes_to_the_number_typed_before_it() -> None:
    assert typed(*digits("12"), Key.TRANSFER) == [Transfer(5, "12")]
    assert typed(*digits("1234"), Key.TRANSFER) == [NotUnderstood(5, "too_many_digits")]


def test_cancel_forgets_what_was_typed() -> None:
    assert typed(*digits("12"), Key.CANCEL, *digits("3"), CONFIRM) == [Resume(5)]


def test_a_command_key_ends_what_was_typed_before_it() -> None:
    assert typed(*digits("12"), Key.NEXT, CONFIRM) == [CallNext(5), NotUnderstood(5, "nothing_typed")]


def test_a_blank_is_no_digit_and_ends_nothing() -> None:
    assert typed(Key.DIGIT_1, Key.BLANK, Key.DIGIT_2, CONFIRM) == [CallTicket(5, "012")]


@pytest.mark.parametrize("key", [Key.KEEP_DISTANCE, Key.CANCEL, Key.BLANK])
def test_a_key_without_a_command_in_the_contract_wants_nothing(key: Key) -> None:
    assert typed(key) == []


def test_digits_without_an_end_are_forgotten() -> None:
    pads = Keypads()
    assert pads.press(KeyPressed(5, Key.DIGIT_1), 100) is None
    assert pads.press(KeyPressed(5, Key.DIGIT_6), 100 + HALF_TYPED_S + 0.1) is None
    assert pads.press(KeyPressed(5, CONFIRM), 100 + HALF_TYPED_S + 1) == Miss(5)


def test_digits_are_kept_while_the_clerk_goes_on_typing() -> None:
    pads = Keypads()
    for number, key in enumerate(digits("012")):
        assert pads.press(KeyPressed(5, key), 100 + number * (HALF_TYPED_S - 1)) is None
    assert pads.press(KeyPressed(5, CONFIRM), 100 + 3 * (HALF_TYPED_S - 1)) == CallTicket(5, "012")


def test_two_clerks_typing_at_the_same_time_do_not_mix() -> None:
    pads = Keypads()
    for left, right in zip(digits("123"), digits("456"), strict=True):
        pads.press(KeyPressed(1, left), 0)
        pads.press(KeyPressed(2, right), 0)
    assert pads.press(KeyPressed(2, CONFIRM), 1) == CallTicket(2, "456")
    assert pads.press(KeyPressed(1, CONFIRM), 1) == CallTicket(1, "123")


@given(
    st.lists(
        st.tuples(st.integers(0, 255), KEY_CODES, st.text("0123456789", max_size=3), st.floats(0, 20)), max_size=60
    )
)
def test_whatever_is_pressed_no_more_than_a_ticket_is_remembered(
    presses: list[tuple[int, Key, str, float]],
) -> None:
    pads = Keypads()
    now = 0.0
    for address, key, before, pause in presses:
        now += pause
        intent = pads.press(KeyPressed(address, key, before), now)
        assert intent is None or intent.address == address
        if isinstance(intent, CallTicket):
            assert len(intent.number) == 3
    assert all(len(typing.digits) <= 4 for typing in pads._typing.values())


# Ratings


def test_our_default_scale_follows_the_words_of_the_one_rater_we_know() -> None:
    """不满意 is 2, 满意 4, 非常满意 5; 1 is what lies between."""
    scale = RatingScale()
    assert [scale.intent(Rated(5, value)) for value in range(4)] == [RateService(5, score) for score in (2, 3, 4, 5)]


def test_a_value_that_the_scale_does_not_have_is_no_rating() -> None:
    assert RatingScale().intent(Rated(5, 4)) is None
    assert RatingScale((1, 2, 3, 4, 5)).intent(Rated(5, 4)) == RateService(5, 5)


@pytest.mark.parametrize("scores", [(0,), (1, 6)])
def test_a_scale_has_only_the_contract_s_scores(scores: tuple[int, ...]) -> None:
    with pytest.raises(BadRatingScaleError):
        RatingScale(scores)
