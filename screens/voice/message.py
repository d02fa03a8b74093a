"""An announcement becomes one sound: chime, sentences, and the silences between them. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import pairwise

from hardware.sound.mixing import Sound, amplified, joined, silence
from hardware.sound.reading import PAUSE, Language
from screens.voice.clips import ClipBook
from screens.voice.rules import VoiceRules, loudness, volume_at
from screens.voice.speech import Announcement, Sentence, sentence

WORD_GAP_S = 0.04
"""Between two clips: with the margins that they keep, about the gap between spoken digits."""

PAUSE_S = 0.25
AFTER_CHIME_S = 0.3
SENTENCE_GAP_S = 0.6
"""Long enough to be heard as an end, short enough that nobody turns away."""

TAIL_S = 0.5
"""After the last word, so that two announcements are never one."""


@dataclass(frozen=True, slots=True)
class Message:
    """An announcement ready to be played, and its captions by language in the order of speaking.

    It is not ``audible`` where the volume is nothing; then it is as long as any other, and only shown.
    """

    sound: Sound
    captions: Mapping[Language, str]
    audible: bool


def message_of(announcement: Announcement, rules: VoiceRules, book: ClipBook, *, times: int, now: datetime) -> Message:
    """What is to be played ``now``: the chime once, then the sentences of all languages ``times`` times.

    :raises UnreadableError: when the number or the window's id has no reading aloud.
    """
    sentences = [sentence(announcement, language, yao=rules.yao) for language in rules.languages]
    percent = volume_at(rules.volume, now.astimezone(announcement.called_at.tzinfo))
    factor = loudness(percent, announcement.recalls, rules.recall)
    parts = _parts(sentences * times, book, with_chime=rules.chime)
    captions = {each.language: each.caption for each in sentences}
    return Message(amplified(joined(parts), factor), captions, audible=percent > 0)


def _parts(sentences: Sequence[Sentence], book: ClipBook, *, with_chime: bool) -> Iterator[Sound]:
    if with_chime:
        yield book.chime
        yield silence(AFTER_CHIME_S, book.rate)
    for place, each in enumerate(sentences):
        if place:
            yield silence(SENTENCE_GAP_S, book.rate)
        yield from _spoken(each, book)
    yield silence(TAIL_S, book.rate)


def _spoken(said: Sentence, book: ClipBook) -> Iterator[Sound]:
    clips = book.clips[said.language]
    yield clips[said.clips[0]]
    for before, clip in pairwise(said.clips):
        if clip == PAUSE:
            yield silence(PAUSE_S, book.rate)
        else:
            if before != PAUSE:
                yield silence(WORD_GAP_S, book.rate)
            yield clips[clip]
