"""Saying a sentence in a person's language."""

from collections.abc import Mapping

from kiosk.words import en, zh

LANGUAGES: Mapping[str, Mapping[str, str]] = {"zh": zh.SENTENCES, "en": en.SENTENCES}
"""The first is what the terminal speaks unasked."""


class Speech:
    """Sentences of one language by key."""

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = sentences

    def __call__(self, key: str, **values: object) -> str:
        return self._sentences[key].format(**values)

    def knows(self, key: str) -> bool:
        return key in self._sentences

    def text(self, text: Mapping[str, str]) -> str:
        """A text of the contract, in this language or else in Chinese, which is always there."""
        return text.get(self.language) or text["zh"]


def speech_in(language: str) -> Speech:
    return Speech(language, LANGUAGES[language])
