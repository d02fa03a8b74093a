"""Every clip that a voice needs: its name, what a person says when recording it, and how the synthesiser is told to."""

from collections.abc import Mapping

from hardware.sound.characters import Word, characters
from hardware.sound.reading import Language

PLEASE = "please"
TO = "to"
WINDOW = "window"
NUMBER = "number"
PLEASE_GO_TO_WINDOW = "please-go-to-window"

_PHRASES: Mapping[Language, Mapping[str, Word]] = {
    "zh": {
        PLEASE: Word("请", "qing3"),
        TO: Word("号到", "hao4 dao4"),
        WINDOW: Word("号窗口", "hao4 chuang1kou3"),
    },
    "en": {
        NUMBER: Word("number", "number"),
        PLEASE_GO_TO_WINDOW: Word("please go to window", "please go to window"),
    },
}


def words(language: Language, *, yao: bool = True) -> Mapping[str, Word]:
    """The clips of one language by name, in the order in which they are best recorded."""
    return {**_PHRASES[language], **characters(language, yao=yao)}
