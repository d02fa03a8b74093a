from __future__ import annotations

from dataclasses import fields, replace
from datetime import date
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hardware.id_card import (
    ForeignerCard2017,
    ForeignerCard2023,
    Holder,
    IdCardError,
    IdType,
    InvalidCardTextError,
    ResidencePermit,
    ResidentCard,
    Sex,
    UnsupportedCardError,
    check_digit,
)
from hardware.id_card._demo_cards import demo_cards
from hardware.id_card._layouts import LAYOUTS, address_from_text, address_to_text, card_from_text, card_to_text

RESIDENT = demo_cards()[0]
PERMIT, FOREIGNER_2017, FOREIGNER_2023 = demo_cards()[-3:]
ONE_OF_EACH = (RESIDENT, PERMIT, FOREIGNER_2017, FOREIGNER_2023)
kinds = pytest.mark.parametrize("card", ONE_OF_EACH, ids=lambda card: type(card).__name__)


def fitting(most_bytes: int, least: int = 0) -> st.SearchStrategy[str]:
    characters = st.characters(exclude_categories=["Cs", "Cc"])
    return st.text(characters, min_size=least, max_size=most_bytes // 2).filter(
        lambda text: len(text.encode("utf-16-le")) <= most_bytes and not text.endswith(" ")
    )


def numbers(shape: str) -> st.SearchStrategy[str]:
    starts = st.from_regex(shape, fullmatch=True).filter(str.isascii)
    return starts.map(lambda start: start + check_digit(start))


validity: dict[str, Any] = {"valid_from": st.dates(), "valid_to": st.none() | st.dates()}

residents = st.builds(
    ResidentCard,
    name=fitting(30, least=1),
    sex=st.sampled_from(Sex),
    ethnicity=st.integers(min_value=0, max_value=99).map("{:02d}".format),
    birth=st.dates(),
    address=fitting(70),
    id_number=numbers(r"[1-8][0-9]{16}"),
    authority=fitting(30),
    **validity,
)
permits = st.builds(
    ResidencePermit,
    name=fitting(30, least=1),
    sex=st.sampled_from(Sex),
    birth=st.dates(),
    address=fitting(70),
    id_number=numbers(r"8[123]0000[0-9]{11}"),
    authority=fitting(30),
    travel_permit=fitting(18),
    issue_count=fitting(4),
    **validity,
)
foreigners_2017 = st.builds(
    ForeignerCard2017,
    english_name=fitting(120, least=1),
    sex=st.sampled_from(Sex),
    id_number=st.from_regex(r"[A-Z]{3}[0-9]{12}", fullmatch=True).filter(str.isascii),
    nationality=fitting(6),
    chinese_name=fitting(30),
    birth=st.dates(),
    version=fitting(4),
    authority_code=fitting(8),
    **validity,
)
foreigners_2023 = st.builds(
    ForeignerCard2023,
    chinese_name=fitting(30),
    sex=st.sampled_from(Sex),
    renewal_count=fitting(4),
    birth=st.dates(),
    english_name=fitting(92, least=1),
    id_number=numbers(r"9[0-9]{16}"),
    nationality=fitting(6),
    previous_number=fitting(6),
    **validity,
)
any_card = residents | permits | foreigners_2017 | foreigners_2023


def with_units(card: Holder, offset: int, units: bytes) -> bytes:
    text = card_to_text(card)
    return text[:offset] + units + text[offset + len(units) :]


@settings(max_examples=200)
@given(any_card)
def test_every_card_that_fits_its_fields_comes_back_as_it_was(card: Holder) -> None:
    text = card_to_text(card)
    assert len(text) == 256
    assert card_from_text(text) == card


@given(st.binary(min_size=0, max_size=300))
def test_any_bytes_are_a_card_or_a_typed_error(text: bytes) -> None:
    with pytest.raises(IdCardError):
        card_from_text(text)


@given(st.sampled_from(demo_cards()), st.integers(0, 255), st.integers(0, 255))
def test_a_card_with_one_wrong_byte_is_a_card_or_a_typed_error(card: Holder, place: int, value: int) -> None:
    text = bytearray(card_to_text(card))
    text[place] = value
    outcome: Holder | IdCardError
    try:
        outcome = card_from_text(bytes(text))
    except IdCardError as error:
        outcome = error
    assert card.name not in str(outcome)
    assert card.id_number not in str(outcome)


@kinds
def test_every_kind_of_card_says_what_it_proves_in_the_words_of_the_contract(card: Holder) -> None:
    expected = {ResidentCard: "resident_id", ResidencePermit: "hk_mo_tw"}
    assert card.id_type == expected.get(type(card), "foreigner")
    assert isinstance(card.id_type, IdType)


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.card.__name__)
def test_a_layout_fills_its_card_and_no_two_fields_share_a_byte(layout: Any) -> None:
    assert {field.name for field in layout.fields} == {field.name for field in fields(layout.card)}
    taken = [byte for field in layout.fields for start, size in field.places for byte in range(start, start + size)]
    assert len(taken) == len(set(taken))
    assert not {248, 249} & set(taken)
    assert max(taken) < 256


@pytest.mark.parametrize(
    ("card", "offset", "text"),
    [
        (RESIDENT, 122, "11010519491231002X"),
        (RESIDENT, 248, " "),
        (PERMIT, 122, PERMIT.id_number),
        (PERMIT, 220, "H00000000"),
        (PERMIT, 248, "J"),
        (FOREIGNER_2017, 0, "SAMPLE, PAT EXAMPLE"),
        (FOREIGNER_2017, 122, "ZZZ110000010100ZZZ"),
        (FOREIGNER_2017, 220, "19000101"),
        (FOREIGNER_2017, 248, "I"),
        (FOREIGNER_2023, 0, "艾示例"),
        (FOREIGNER_2023, 52, "ABCDEFGHIJKLMNOPQR, STUVWXYZ EXAMPL"),
        (FOREIGNER_2023, 220, "E SAMPLE"),
        (FOREIGNER_2023, 242, "SAUY"),
    ],
)
def test_fields_stand_where_the_reader_documents_put_them(card: Holder, offset: int, text: str) -> None:
    encoded = text.encode("utf-16-le")
    assert card_to_text(card)[offset : offset + len(encoded)] == encoded


def test_a_foreigner_s_english_name_goes_on_in_its_second_place() -> None:
    """35 characters in the first place, eleven more in the second; a space between two words may be the 35th."""
    name = "A" * 34 + " " + "B" * 11
    card = replace(FOREIGNER_2023, english_name=name)
    assert card_from_text(card_to_text(card)).english_name == name  # type: ignore[union-attr]  # it is of that kind


@pytest.mark.parametrize("card", [FOREIGNER_2017, FOREIGNER_2023], ids=["2017", "2023"])
def test_a_foreigner_goes_by_the_chinese_name_if_there_is_one(card: Any) -> None:
    assert replace(card, chinese_name="艾示例").name == "艾示例"
    assert replace(card, chinese_name="", english_name="SAMPLE, PAT").name == "SAMPLE, PAT"


@kinds
def test_a_card_without_any_name_is_not_understood(card: Holder) -> None:
    names = {field.name: "" for field in fields(card) if "name" in field.name}
    with pytest.raises(InvalidCardTextError) as caught:
        card_from_text(card_to_text(replace(card, **names)))  # type: ignore[arg-type]  # only names
    assert caught.value.detail == "field_name"


# Characters


def test_rare_characters_survive() -> None:
    assert any("㐂" in card.name for card in demo_cards())
    assert any("𠮷" in card.name for card in demo_cards())
    assert [card_from_text(card_to_text(card)) for card in demo_cards()] == list(demo_cards())


@pytest.mark.parametrize("before", range(15))
def test_a_character_beyond_the_basic_plane_may_stand_anywhere_in_a_name(before: int) -> None:
    name = "示" * before + "𠮷"
    if before == 14:
        with pytest.raises(ValueError, match="name takes 32 bytes of 30"):
            card_to_text(replace(RESIDENT, name=name))
    else:
        assert card_from_text(card_to_text(replace(RESIDENT, name=name))).name == name


@pytest.mark.parametrize("units", [b"\x42\xd8", b"\x42\xd8" + b" \0"])
def test_a_character_cut_in_half_at_the_end_of_its_field_is_left_out(units: bytes) -> None:
    """Fourteen characters and the first half of 𠮷, at the very end of the field or with padding behind it."""
    before = (30 - len(units)) // 2
    text = with_units(RESIDENT, 0, ("示" * before).encode("utf-16-le") + units)
    assert card_from_text(text).name == "示" * before


@pytest.mark.parametrize(
    "units",
    [b"\x42\xd8" + "示".encode("utf-16-le"), b"\xb7\xdf", b"\xb7\xdf" + "示".encode("utf-16-le"), b"\n\0", b"\0\0"],
    ids=["first-half-inside", "second-half-alone", "second-half-first", "control", "nul"],
)
def test_half_a_character_inside_a_name_or_a_control_character_is_no_name(units: bytes) -> None:
    with pytest.raises(InvalidCardTextError) as caught:
        card_from_text(with_units(RESIDENT, 0, units + b" \0" * (15 - len(units) // 2)))
    assert caught.value.detail == "field_name"


# Dates and codes


@pytest.mark.parametrize("card", ONE_OF_EACH, ids=lambda card: type(card).__name__)
def test_long_term_validity_is_written_as_words_and_read_as_no_end(card: Holder) -> None:
    endless = replace(card, valid_to=None)
    assert "长期".encode("utf-16-le") == card_to_text(endless)[204:208]
    assert card_from_text(card_to_text(endless)).valid_to is None


def test_the_sex_field_is_believed_not_the_digit_in_the_number() -> None:
    card = replace(RESIDENT, id_number="11010519491231002X", sex=Sex.MALE)
    assert card_from_text(card_to_text(card)).sex is Sex.MALE


def test_the_birth_field_is_believed_not_the_digits_in_the_number() -> None:
    card = replace(RESIDENT, birth=date(1950, 2, 28))
    assert card_from_text(card_to_text(card)).birth == date(1950, 2, 28)


@pytest.mark.parametrize(
    ("card", "offset", "value", "field"),
    [
        (RESIDENT, 0, " " * 15, "name"),
        (RESIDENT, 30, "3", "sex"),
        (RESIDENT, 32, "A1", "ethnicity"),
        (RESIDENT, 36, "19491301", "birth"),
        (RESIDENT, 36, "１９４９１２３１", "birth"),
        (RESIDENT, 188, "        ", "valid_from"),
        (RESIDENT, 204, "永久      ", "valid_to"),
        (PERMIT, 36, "19001301", "birth"),
        (FOREIGNER_2017, 120, "X", "sex"),
        (FOREIGNER_2017, 220, "        ", "birth"),
        (FOREIGNER_2023, 188, "2024    ", "valid_from"),
    ],
)
def test_a_field_that_cannot_be_understood_is_named_without_its_content(
    card: Holder, offset: int, value: str, field: str
) -> None:
    with pytest.raises(InvalidCardTextError) as caught:
        card_from_text(with_units(card, offset, value.encode("utf-16-le")))
    assert caught.value.detail == f"field_{field}"


# The rest


@pytest.mark.parametrize("mark", ["Z", "i", "居", "\0"])
def test_another_kind_of_card_is_unsupported_not_misread(mark: str) -> None:
    with pytest.raises(UnsupportedCardError) as caught:
        card_from_text(with_units(RESIDENT, 248, mark.encode("utf-16-le")))
    assert caught.value.code == "unsupported_card"


@given(fitting(70))
def test_a_newest_address_comes_back_as_it_was(address: str) -> None:
    assert len(address_to_text(address)) == 70
    assert address_from_text(address_to_text(address)) == address


def test_a_newest_address_that_cannot_be_understood_is_named_without_its_content() -> None:
    with pytest.raises(InvalidCardTextError) as caught:
        address_from_text(b"\0" * 70)
    assert caught.value.detail == "field_newest_address"


def test_a_field_too_long_for_the_card_is_refused_when_it_is_written() -> None:
    with pytest.raises(ValueError, match="name takes 32 bytes of 30"):
        card_to_text(replace(RESIDENT, name="名" * 16))


@kinds
def test_nothing_of_the_person_shows_in_a_repr(card: Holder) -> None:
    assert repr(card) == f"<{type(card).__name__}>"


def test_ethnic_groups_have_the_names_of_the_standard() -> None:
    assert isinstance(RESIDENT, ResidentCard)
    names = {code: replace(RESIDENT, ethnicity=code).ethnicity_name for code in ("01", "11", "29", "56", "97")}
    assert names == {"01": "汉", "11": "满", "29": "柯尔克孜", "56": "基诺", "97": None}


def test_demo_people_are_nobody() -> None:
    """Numbers that the standards print as examples, or the birth year 1900 in an example division or nationality."""
    published = ("11010519491231002X", "440524188001010014", "932682198501010017")
    invented = ("110105", "810000", "ZZZ")
    for card in demo_cards():
        assert card.id_number in published or (card.id_number.startswith(invented) and card.birth == date(1900, 1, 1))
