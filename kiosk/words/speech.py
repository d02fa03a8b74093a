"""Saying a sentence in a person's language."""

import pkgutil
import string
from collections.abc import Mapping
from importlib import import_module

FIRST = "zh"
"""What the terminal speaks unasked."""


def _languages() -> Mapping[str, Mapping[str, str]]:
    """Every file beside this one that has sentences is a language, by its name."""
    package = __name__.rpartition(".")[0]
    names = [module.name for module in pkgutil.iter_modules(import_module(package).__path__)]
    found = {name: import_module(f"{package}.{name}") for name in names if f"{package}.{name}" != __name__}
    languages = sorted(found, key=lambda name: (name != FIRST, name))
    return {name: found[name].SENTENCES for name in languages}


LANGUAGES: Mapping[str, Mapping[str, str]] = _languages()
"""The first is what the terminal speaks unasked."""


class Speech:
    """Sentences of one language by key."""

    def __init__(self, language: str, sentences: Mapping[str, str]) -> None:
        self.language = language
        self._sentences = sentences

    def __call__(self, key: str, /, **values: object) -> str:
        return self._sentences[key].format(**values)

    def knows(self, key: str) -> bool:
        return key in self._sentences

    def places(self, key: str) -> set[str]:
        """The figures that a sentence needs."""
        return {name for _, name, _, _ in string.Formatter().parse(self._sentences[key]) if name}

    def text(self, text: Mapping[str, str]) -> str:
        """A text of the contract, in this language or else in Chinese, which is always there."""
        return text.get(self.language) or text["zh"]


def speech_in(language: str) -> Speech:
    return Speech(language, LANGUAGES[language])
