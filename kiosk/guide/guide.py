"""Who speaks at the terminal: follows the session, says each thing once, and again when asked."""

from pathlib import Path

from hardware.sound.jack import jack_in_use
from kiosk.flow.session import Session
from kiosk.guide.narrator import NoNarrator, Voice
from kiosk.guide.spoken import Spoken, spoken


class Guide:
    """``jack`` is the file that says whether headphones are plugged in."""

    def __init__(self, voice: Voice, jack: Path | None = None) -> None:
        self._voice = voice
        self._jack = jack
        self._said: Spoken | None = None

    @property
    def speaks(self) -> bool:
        return not isinstance(self._voice, NoNarrator)

    @property
    def headphones(self) -> bool:
        return jack_in_use(self._jack)

    def start(self) -> None:
        self._voice.start()

    def stop(self) -> None:
        self._voice.stop()

    def follow(self, session: Session, volume: int) -> None:
        """Say what is to be said now, unless it was said already."""
        said = spoken(session)
        if said != self._said:
            self._said = said
            self._voice.say(said, volume)

    def forget(self) -> None:
        """What was said last is said again at the next :meth:`follow`."""
        self._said = None
