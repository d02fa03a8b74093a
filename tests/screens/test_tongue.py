"""Which language stands where, and when."""

from datetime import UTC, datetime, timedelta

import pytest

from screens.rules import Languages
from screens.tongue import Said, Tongue, tongue_at
from screens.voice.speech import Announcement, sentence
from screens.words import Phrase, announced

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


@pytest.mark.parametrize(
    ("tongue", "phrase", "said"),
    [
        (Tongue(("zh", "en")), Phrase("税务", "Tax"), Said("税务", "Tax")),
        (Tongue(("en", "zh")), Phrase("税务", "Tax"), Said("Tax", "税务")),
        (Tongue(("zh", "en")), Phrase("税务"), Said("税务")),
        (Tongue(("en",)), Phrase("税务"), Said("税务")),
        (Tongue(("en",)), Phrase("税务", "Tax"), Said("Tax")),
        (Tongue(("zh",)), Phrase("", "Tax"), Said("Tax")),
        (Tongue(("zh", "en")), Phrase("ATM", "ATM"), Said("ATM")),
        (Tongue(("zh", "en")), Phrase(""), Said()),
    ],
)
def test_what_nobody_wrote_in_one_language_is_said_in_the_other_and_nothing_twice(
    tongue: Tongue, phrase: Phrase, said: Said
) -> None:
    assert tongue.say(phrase) == said


def test_languages_in_turn_change_after_their_seconds_and_come_round() -> None:
    languages = Languages(("zh", "en"), in_turn=True, seconds=10)
    mains = [tongue_at(languages, NOON + timedelta(seconds=second)).main for second in range(40)]
    assert mains == ["zh"] * 10 + ["en"] * 10 + ["zh"] * 10 + ["en"] * 10


def test_side_by_side_nothing_changes() -> None:
    tongues = {tongue_at(Languages(), NOON + timedelta(seconds=second)).languages for second in range(40)}
    assert tongues == {("zh", "en")}


def test_the_caption_is_word_for_word_what_the_voice_says() -> None:
    announcement = Announcement("A012", "3", NOON, 0)
    phrase = announced("A012", "3")
    assert phrase.zh == sentence(announcement, "zh", yao=False).caption
    assert phrase.en == sentence(announcement, "en", yao=False).caption
