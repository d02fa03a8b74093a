"""What can be typed, and when it is told that a digit is wrong."""

import pytest

from kiosk.flow.typed import SHAPES, Typed, is_whole, is_wrong, with_key


def typed(what: Typed, keys: str) -> str:
    text = ""
    for key in keys:
        text = with_key(what, text, key)
    return text


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (Typed.ID_NUMBER, "11010519491231002X"),
        (Typed.ID_NUMBER, "932682198501010017"),
        (Typed.CREDIT_CODE, "91350100M000100Y43"),
        (Typed.APPOINTMENT_CODE, "7K2MPQ9X"),
        (Typed.TICKET_NUMBER, "A012"),
        (Typed.PHONE, "13800138000"),
    ],
)
def test_what_is_right_can_be_typed_and_used(what: Typed, text: str) -> None:
    assert typed(what, text) == text
    assert is_whole(what, text)
    assert not is_wrong(what, text)


@pytest.mark.parametrize(
    ("what", "text"),
    [
        (Typed.ID_NUMBER, "110105194912310021"),
        (Typed.CREDIT_CODE, "91350100M000100Y44"),
        (Typed.PHONE, "12800138000"),
    ],
)
def test_a_wrong_check_digit_is_told_with_the_last_key(what: Typed, text: str) -> None:
    assert not is_wrong(what, text[:-1])
    assert is_wrong(what, text)
    assert not is_whole(what, text)


@pytest.mark.parametrize("place", range(18))
def test_every_single_wrong_digit_of_an_id_number_is_noticed(place: int) -> None:
    good = "440524188001010014"
    assert is_wrong(Typed.ID_NUMBER, good[:place] + str((int(good[place]) + 1) % 10) + good[place + 1 :])


def test_there_are_no_keys_for_what_no_number_has() -> None:
    assert typed(Typed.ID_NUMBER, "1A1") == "11"
    assert "I" not in SHAPES[Typed.CREDIT_CODE].keys
    assert not set("01IO") & set(SHAPES[Typed.APPOINTMENT_CODE].keys)


@pytest.mark.parametrize("what", Typed)
def test_nothing_can_be_typed_beyond_its_length(what: Typed) -> None:
    key = SHAPES[what].keys[0]
    assert len(typed(what, key * 40)) == SHAPES[what].most
