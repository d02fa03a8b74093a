"""What the keys can find: words for pinyin, and the divisions of the country for an address."""

from collections.abc import Callable

from kiosk.divisions import Divisions
from kiosk.flow.apply_inputs import DivisionsFound, WordsFound
from kiosk.flow.effects import LookUpDivisions, LookUpWords
from kiosk.flow.inputs import Input
from kiosk.flow.offered import Division
from kiosk.pinyin import DictionaryKeeper


class Keyboard:
    """Used from the program's own thread."""

    def __init__(self, dictionary: DictionaryKeeper, divisions: Divisions) -> None:
        self._dictionary = dictionary
        self._divisions = divisions

    def start(self, changed: Callable[[], None]) -> None:
        """``changed`` is called when words can be found."""
        self._dictionary.start(changed)

    def stop(self) -> None:
        self._dictionary.stop()

    def answer(self, wanted: LookUpWords | LookUpDivisions) -> Input:
        if isinstance(wanted, LookUpWords):
            return WordsFound(wanted.letters, self._dictionary.candidates(wanted.letters))
        near = tuple(Division(code, name) for code in wanted.near if (name := self._divisions.name(code)))
        code = wanted.code
        return DivisionsFound(code, self._divisions.name(code), self._divisions.below(code), near)
