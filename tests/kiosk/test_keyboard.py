"""What the keys find, and what a card says of its holder for a form."""

from pathlib import Path

from hardware.id_card._demo_cards import demo_cards
from kiosk.devices.reader import person_of
from kiosk.divisions import Divisions
from kiosk.flow.apply_inputs import DivisionsFound, WordsFound
from kiosk.flow.effects import LookUpDivisions, LookUpWords
from kiosk.flow.filling import from_card
from kiosk.flow.offered import Division
from kiosk.keyboard import Keyboard
from kiosk.pinyin import DictionaryKeeper
from queue_server.catalogue import read_entry
from tests.kiosk import applications


def keyboard(folder: Path) -> Keyboard:
    return Keyboard(DictionaryKeeper(folder, post=lambda _: None), Divisions())


def test_likely_divisions_come_by_their_whole_names_and_those_that_are_none_are_left_out(tmp_path: Path) -> None:
    found = keyboard(tmp_path).answer(LookUpDivisions("440600", ("440604", "999999")))
    assert isinstance(found, DivisionsFound)
    assert found.name == "广东省佛山市"
    assert found.near == (Division("440604", "广东省佛山市禅城区"),)
    assert Division("440605", "南海区") in found.below


def test_until_the_dictionary_is_there_nothing_is_found(tmp_path: Path) -> None:
    assert keyboard(tmp_path).answer(LookUpWords("foshan")) == WordsFound("foshan", ())


def test_a_card_says_what_forms_ask_for() -> None:
    says = person_of(demo_cards()[0]).says
    assert (says["name"], says["sex"], says["ethnicity"]) == ("张示例", "女", "汉")
    assert says["birth"].count("-") == 2
    assert says["address"]


def test_every_kind_of_card_says_who_its_holder_is() -> None:
    for card in demo_cards():
        person = person_of(card)
        assert person.card
        assert person.proven
        assert person.says["name"] == card.name
        assert "" not in person.says.values()


def test_a_choice_is_filled_in_by_its_words_and_what_does_not_fit_is_left_to_the_person() -> None:
    sex = (
        '"sex": {"words": {"zh": "性别"}, "pad": "choice", "card": "sex", "oneOf": '
        '[{"const": "m", "words": {"zh": "男"}}, {"const": "f", "words": {"zh": "女"}}]}, '
    )
    entry = read_entry(applications.ENTRY.replace('"name": {"words"', sex + '"name": {"words"', 1))
    draft = applications.begun(entry, applications.CASE)
    assert from_card(draft, {"sex": "女", "name": "张示例" * 20}) == {"sex": "f"}
