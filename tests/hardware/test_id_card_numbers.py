from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from hardware.id_card import InvalidIdNumberError, check_digit_ok
from hardware.id_card._demo_cards import demo_cards
from hardware.id_card._layouts import card_from_text, card_to_text

if TYPE_CHECKING:
    from hardware.id_card import Holder

RESIDENT = demo_cards()[0]
PERMIT, FOREIGNER_2017, FOREIGNER_2023 = demo_cards()[-3:]


@pytest.mark.parametrize(
    "number", ["11010519491231002X", "11010519491231002x", "440524188001010014", "932682198501010017"]
)
def test_official_examples_pass_the_check_digit(number: str) -> None:
    assert check_digit_ok(number)


@pytest.mark.parametrize(
    "number", ["110105194912310021", "", "1101051949123100", "１１０１０５１９４９１２３１００２X", "X" * 18]
)
def test_a_wrong_digit_length_or_alphabet_fails_the_check_digit(number: str) -> None:
    assert not check_digit_ok(number)


def test_every_single_wrong_digit_is_found() -> None:
    """MOD 11-2 finds all single errors."""
    number = "440524188001010014"
    for place in range(18):
        for digit in set("0123456789") - {number[place]}:
            assert not check_digit_ok(number[:place] + digit + number[place + 1 :])


@pytest.mark.parametrize(
    ("card", "number", "fault"),
    [
        (RESIDENT, "110105194912310021", "check_digit"),
        (RESIDENT, "932682198501010017", "shape"),
        (PERMIT, "810000190001010021", "check_digit"),
        (PERMIT, "11010519491231002X", "shape"),
        (FOREIGNER_2017, "ZZ1110000010100", "shape"),
        (FOREIGNER_2017, "932682198501010017"[:15], "shape"),
        (FOREIGNER_2023, "932682198501010018", "check_digit"),
        (FOREIGNER_2023, "ZZZ110000010100", "shape"),
        (FOREIGNER_2023, "11010519491231002X", "shape"),
    ],
)
def test_a_card_whose_number_is_not_of_its_kind_is_refused(card: Holder, number: str, fault: str) -> None:
    with pytest.raises(InvalidIdNumberError) as caught:
        card_from_text(card_to_text(replace(card, id_number=number)))
    assert (caught.value.code, caught.value.detail) == ("invalid_id_number", fault)


@pytest.mark.parametrize("number", ["932682198501010017", "911124198108030024"])
def test_the_published_numbers_of_foreigners_are_accepted(number: str) -> None:
    assert card_from_text(card_to_text(replace(FOREIGNER_2023, id_number=number))).id_number == number


@pytest.mark.parametrize(
    ("card", "number"),
    [(RESIDENT, "11010519491231002x"), (FOREIGNER_2017, "zzz110000010100")],
    ids=["resident", "foreigner"],
)
def test_a_number_in_small_letters_is_stored_in_capitals(card: Holder, number: str) -> None:
    assert card_from_text(card_to_text(replace(card, id_number=number))).id_number == number.upper()
