"""Which of the two languages a citizen reads."""

from typing import Literal, get_args

from queue_server.domain.hall import Text

Language = Literal["zh", "en"]
LANGUAGES: tuple[Language, ...] = get_args(Language)


def preferred_language(accept_language: str) -> Language:
    """English for those whose first language is English, Chinese for everyone else."""
    return "en" if accept_language.strip().lower().startswith("en") else "zh"


def chosen_language(chosen: str | None, accept_language: str) -> Language:
    """The language that a link chose; without one what the browser prefers."""
    for language in LANGUAGES:
        if chosen == language:
            return language
    return preferred_language(accept_language)


def other_language(language: Language) -> Language:
    return "zh" if language == "en" else "en"


def in_language(text: Text, language: Language) -> str:
    """Text for people; Chinese where there is no translation."""
    return text.get(language) or text["zh"]
