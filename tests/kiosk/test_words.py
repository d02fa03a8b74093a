"""Every sentence, in every language."""

import ast
import re
import string
from collections.abc import Iterator
from pathlib import Path

import pytest

import kiosk
from kiosk.words import LANGUAGES
from queue_server.contract.replies import REFUSALS

ROOM = Path(kiosk.__file__).parent


def _places(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "zh"])
def test_every_sentence_is_said_in_every_language_with_the_same_figures(language: str) -> None:
    theirs = {key: _places(sentence) for key, sentence in LANGUAGES[language].items()}
    ours = {key: _places(sentence) for key, sentence in LANGUAGES["zh"].items()}
    differing = {key for key in ours if key.startswith("moment.")}
    assert theirs.keys() == ours.keys()
    assert {key: value for key, value in theirs.items() if key not in differing} == {
        key: value for key, value in ours.items() if key not in differing
    }


def test_no_sentence_shouts_or_is_empty() -> None:
    for sentences in LANGUAGES.values():
        for sentence in sentences.values():
            assert sentence.strip()
            assert "!" not in sentence
            assert "！" not in sentence


def _said_in_code() -> Iterator[str]:
    for file in ROOM.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                yield node.value


def test_every_key_that_the_program_says_outright_exists() -> None:
    families = "|".join({key.partition(".")[0] for key in LANGUAGES["zh"]})
    keys = {text for text in _said_in_code() if re.fullmatch(rf"({families})(\.[a-z0-9_]+)+", text)}
    assert len(keys) > 50
    assert keys <= LANGUAGES["zh"].keys()


def test_what_to_do_after_a_refusal_is_known_to_the_contract() -> None:
    own = {"no_answer", "card", "code", "understood", "again", "instead", "leave", "title", "now"}
    own |= {"no_tickets", "no_appointments", "no_slots", "nothing_to_rate", "reply_not_understood", "draft_needs_card"}
    own |= {"no_cases", "nothing_to_collect", "locker_away"}
    codes = {key.split(".")[1] for key in LANGUAGES["zh"] if key.startswith("problem.")} - own
    assert codes <= REFUSALS.keys()
