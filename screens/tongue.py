"""In which language something is said at a moment, and how both stand together. Pure."""

from dataclasses import dataclass
from datetime import datetime

from screens.rules import Language, Languages
from screens.words import Phrase


@dataclass(frozen=True, slots=True)
class Said:
    """A phrase as it stands on screen: ``main`` large, ``second`` small, which may be empty."""

    main: str = ""
    second: str = ""

    @property
    def beside(self) -> str:
        """Both in one line."""
        return f"{self.main}  {self.second}".strip()

    @property
    def below(self) -> str:
        """Both, the second on a line of its own."""
        return f"{self.main}\n{self.second}".strip()

    def __bool__(self) -> bool:
        return bool(self.main or self.second)


UNSAID = Said()


@dataclass(frozen=True, slots=True)
class Tongue:
    """The languages of one moment, the large one first."""

    languages: tuple[Language, ...] = ("zh", "en")

    @property
    def main(self) -> Language:
        return self.languages[0]

    def say(self, phrase: Phrase) -> Said:
        """What nobody wrote in the large language is said in the other one."""
        texts = [text for language in self.languages if (text := _text(phrase, language))]
        if not texts:
            return Said(phrase.zh or phrase.en)
        return Said(texts[0], texts[1] if len(texts) > 1 and texts[1] != texts[0] else "")


def tongue_at(languages: Languages, now: datetime) -> Tongue:
    """All languages at once, or the one whose turn it is."""
    if not languages.in_turn:
        return Tongue(languages.shown)
    turn = int(now.timestamp() // languages.seconds)
    return Tongue((languages.shown[turn % len(languages.shown)],))


def _text(phrase: Phrase, language: Language) -> str:
    return phrase.zh if language == "zh" else phrase.en
