"""A draft is an entry as a file has it, before anybody knows whether it is one. Pure."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from pydantic import ValidationError

from queue_server.catalogue.document import ENTRY
from queue_server.catalogue.files._mistakes import Expected, Mistake, Place, expected_instead
from queue_server.catalogue.model import Entry
from queue_server.catalogue.words import Text

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """``value`` has the shape of an entry's JSON, ``place`` says where a part of it stands in the file.

    ``mistakes`` are those found before, while the value was put together; the parts that they are about are missing.
    """

    value: object
    place: Callable[[Path], Place]
    mistakes: tuple[Mistake, ...] = ()


def checked(drafts: Iterable[Draft]) -> tuple[list[Entry], list[Mistake]]:
    """The drafts that are entries, and all that is wrong with the others and between them."""
    entries: list[Entry] = []
    mistakes: list[Mistake] = []
    twins = _Twins()
    for draft in drafts:
        mistakes += draft.mistakes
        told = {mistake.place for mistake in draft.mistakes}
        try:
            entry = ENTRY.validate_python(draft.value, extra="forbid")
        except ValidationError as error:
            problems = error.errors(include_url=False)
            found = [Mistake(draft.place(problem["loc"]), expected_instead(problem)) for problem in problems]
            mistakes += [mistake for mistake in dict.fromkeys(found) if mistake.place not in told]
            continue
        entries.append(entry)
        mistakes += twins.found(entry, draft)
    return entries, mistakes


class _Twins:
    """What two entries may not both say."""

    def __init__(self) -> None:
        self._codes: dict[str, Place] = {}
        self._translations: dict[tuple[str, str, str], tuple[str, Place]] = {}

    def found(self, entry: Entry, draft: Draft) -> list[Mistake]:
        mistakes = []
        place = draft.place(("code",))
        if entry.code in self._codes:
            mistakes.append(Mistake(place, _taken(entry.code, self._codes[entry.code])))
        self._codes.setdefault(entry.code, place)
        for field, text in (("theme", entry.theme), ("department", entry.department)):
            mistakes += self._other_translations(field, text, draft)
        return mistakes

    def _other_translations(self, field: str, text: Text, draft: Draft) -> list[Mistake]:
        mistakes = []
        for language, translation in text.items():
            place = draft.place((field, language))
            first, where = self._translations.setdefault((field, text["zh"], language), (translation, place))
            if first != translation:
                mistakes.append(Mistake(place, _translated(text["zh"], first, where)))
        return mistakes


def _taken(code: str, where: Place) -> Expected:
    return Expected(f"“{code}”已用在{_line(where, '第 {} 行')}", f'"{code}" is taken {_line(where, "in line {}")}')


def _translated(zh: str, first: str, where: Place) -> Expected:
    return Expected(
        f"“{zh}”在{_line(where, '第 {} 行')}译作“{first}”，应一致",
        f'"{zh}" is "{first}" {_line(where, "in line {}")}: expected the same',
    )


def _line(where: Place, words: str) -> str:
    return words.format(where.line or "?")
