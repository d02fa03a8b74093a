"""Which file of a playlist's folder is on, and what a text file says. Pure."""

from collections.abc import Iterable, Sequence

from screens.words import Phrase

PICTURES = (".png", ".jpg", ".jpeg")
TEXTS = (".txt",)


def playable(names: Iterable[str]) -> list[str]:
    """The names of files that can be shown, in the order in which they are: by name. Hidden ones are left out."""
    return sorted(name for name in names if not name.startswith(".") and name.lower().endswith(PICTURES + TEXTS))


def in_turn(names: Sequence[str], turn: int) -> list[str]:
    """The file whose turn it is, then those that stand in for it when it cannot be shown."""
    if not names:
        return []
    place = turn % len(names)
    return [*names[place:], *names[:place]]


def notice_in(text: str) -> Phrase:
    """A text file: Chinese, and after an empty line English."""
    paragraphs = [" ".join(part.split()) for part in text.replace("\r\n", "\n").split("\n\n")]
    said = [part for part in paragraphs if part]
    return Phrase(said[0] if said else "", said[1] if len(said) > 1 else "")
