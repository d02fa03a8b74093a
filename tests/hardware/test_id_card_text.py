from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.id_card import (
    IdCardError,
    InvalidCardTextError,
    InvalidIdNumberError,
    ResidentCard,
    Sex,
    UnsupportedCardError,
    check_digit,
    check_digit_ok,
)
from hardware.id_card._demo_cards import demo_cards
from hardware.id_card.card import card_from_text, card_to_text


def fitting(most_bytes: int, least: int = 0) -> st.SearchStrategy[str]:
    characters = st.characters(exclude_categories=["Cs"])
    return st.text(characters, min_size=least, max_size=most_bytes // 2).filter(
        lambda text: len(text.encode("utf-16-le")) <= most_bytes and not text.endswith(" ")
    )


id_numbers = (
    st.from_regex(r"[0-9]{17}", fullmatch=True).filter(str.isascii).map(lambda start: start + check_digit(start))
)

cards = st.builds(
    ResidentCard,
    name=fitting(30, least=1),
    sex=st.sampled_from(Sex),
    ethnicity=st.integers(min_value=0, max_value=99).map("{:02d}".format),
    birth=st.dates(),
    address=fitting(70),
    id_number=id_numbers,
    authority=fitting(30),
    valid_from=st.dates(),
    valid_to=st.none() | st.dates(),
)


@settings(max_examples=50)
@given(cards)
def test_every_card_that_fits_its_fields_comes_back_as_it_was(card: ResidentCard) -> None:
    text = card_to_text(card)
    assert len(text) == 256
    assert card_from_text(text) == card


@given(st.binary(min_size=0, max_size=300))
def test_any_bytes_are_a_card_or_a_typed_error(text: bytes) -> None:
    with pytest.raises(IdCardError):
        card_from_text(text)


@given(st.sampled_from(demo_cards()), st.integers(0, 255), st.integers(0, 255))
def test_a_card_with_one_wrong_byte_is_a_card_or_a_typed_error(card: ResidentCard, place: int, value: int) -> None:
    text = bytearray(card_to_text(card))
    text[place] = value
    outcome: ResidentCard | IdCardError
    try:
        outcome = card_from_text(bytes(text))
    except IdCardError as error:
        outcome = error
    assert card.name not in str(outcome)
    assert card.id_number not in str(outcome)


def test_rare_characters_survive() -> None:
    assert any("㐂" in card.name for card in demo_cards())
    assert any("𠮷" in card.name for card in demo_cards())
    assert [card_from_text(card_to_text(card)) for card in demo_cards()] == list(demo_cards())


def test_long_term_validity_is_written_as_words_and_read_as_no_end() -> None:
    card = replace(demo_cards()[0], valid_to=None)
    assert "长期".encode("utf-16-le") == card_to_text(card)[204:208]
    assert card_from_text(card_to_text(card)).valid_to is None


def test_the_sex_field_is_believed_not_the_digit_in_the_number() -> None:
    card = replace(demo_cards()[0], id_number="11010519491231002X", sex=Sex.MALE)
    assert card_from_text(card_to_text(card)).sex is Sex.MALE


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


def test_a_card_whose_number_fails_its_check_digit_is_refused() -> None:
    text = card_to_text(replace(demo_cards()[0], id_number="110105194912310021"))
    with pytest.raises(InvalidIdNumberError) as caught:
        card_from_text(text)
    assert caught.value.code == "invalid_id_number"


def test_a_lower_case_x_is_stored_as_x() -> None:
    text = card_to_text(replace(demo_cards()[0], id_number="11010519491231002x"))
    assert card_from_text(text).id_number == "11010519491231002X"


@pytest.mark.parametrize("kind", ["I", "J", "Y", "Z", "居"])
def test_another_kind_of_card_is_unsupported_not_misread(kind: str) -> None:
    text = card_to_text(demo_cards()[0])
    with pytest.raises(UnsupportedCardError) as caught:
        card_from_text(text[:248] + kind.encode("utf-16-le") + text[250:])
    assert caught.value.code == "unsupported_card"


@pytest.mark.parametrize(
    ("offset", "value", "field"),
    [
        (0, " " * 15, "name"),
        (30, "3", "sex"),
        (32, "A1", "ethnicity"),
        (36, "19491301", "birth"),
        (36, "１９４９１２３１", "birth"),
        (188, "        ", "valid_from"),
        (204, "永久      ", "valid_to"),
    ],
)
def test_a_field_that_cannot_be_understood_is_named_without_its_content(offset: int, value: str, field: str) -> None:
    text = card_to_text(demo_cards()[0])
    encoded = value.encode("utf-16-le")
    with pytest.raises(InvalidCardTextError) as caught:
        card_from_text(text[:offset] + encoded + text[offset + len(encoded) :])
    assert caught.value.detail == f"field_{field}"


def test_a_field_too_long_for_the_card_is_refused_when_it_is_written() -> None:
    with pytest.raises(ValueError, match="name takes 32 bytes of 30"):
        card_to_text(replace(demo_cards()[0], name="名" * 16))


def test_nothing_of_the_person_shows_in_a_repr() -> None:
    assert repr(demo_cards()[0]) == "<ResidentCard>"


def test_ethnic_groups_have_the_names_of_the_standard() -> None:
    card = demo_cards()[0]
    names = {code: replace(card, ethnicity=code).ethnicity_name for code in ("01", "11", "29", "56", "97")}
    assert names == {"01": "汉", "11": "满", "29": "柯尔克孜", "56": "基诺", "97": None}


def test_demo_people_are_nobody() -> None:
    """Example numbers of the standard, or the example division with the birth year 1900."""
    for card in demo_cards():
        assert check_digit_ok(card.id_number)
        published = card.id_number in ("11010519491231002X", "440524188001010014")
        assert published or (card.id_number.startswith("110105") and card.birth == date(1900, 1, 1))
