"""What people wrote, as far as it can be shown."""

import pytest

from screens.board.cleaning import LONGEST, shown, shown_text


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ("A012", "A012"),
        ("  综合\t窗口\n二 ", "综合 窗口 二"),
        ("A\x00\x07\x1b012", "A012"),
        ("\u202eA012\u202c", "A012"),
        ("居住证\U0001f600办理\U0001f389", "居住证办理"),
        ("a\u200db\ufe0fc", "abc"),
        ("\ud83d", ""),
        ("\ue000\uffff", ""),
        ("مرحبا", "مرحبا"),
        ("𠀀龘", "𠀀龘"),
        ("☎ ①", "☎ ①"),
    ],
)
def test_only_what_can_be_drawn_is_left_in_one_line(text: str, clean: str) -> None:
    assert shown(text) == clean


def test_a_text_without_end_is_cut_at_the_contracts_longest_line() -> None:
    assert shown("国" * 100_000) == "国" * LONGEST


@pytest.mark.parametrize(
    ("text", "clean"),
    [
        ({"zh": "税务", "en": "Tax"}, {"zh": "税务", "en": "Tax"}),
        ({"en": "Tax"}, {"zh": "Tax", "en": "Tax"}),
        ({"zh": " \x00", "en": 7}, {"zh": "tax"}),
        ("税务", {"zh": "税务"}),
        (None, {"zh": "tax"}),
        ({7: "x"}, {"zh": "tax"}),
        ([], {"zh": "tax"}),
    ],
)
def test_a_text_always_has_something_to_show(text: object, clean: dict[str, str]) -> None:
    assert shown_text(text, "tax") == clean
