"""What is said of a call, as clips for the ear and as a caption for the eye. Pure."""

from dataclasses import dataclass
from datetime import datetime

from hardware.sound.reading import PAUSE, Language, read_number, read_window
from screens.voice.vocabulary import NUMBER, PLEASE, PLEASE_GO_TO_WINDOW, TO, WINDOW


@dataclass(frozen=True, slots=True)
class Announcement:
    """One call to be said. Two that differ in any field are different: a recall is said again."""

    number: str
    window: str
    called_at: datetime
    recalls: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """An announcement in one language. ``clips`` are names of :mod:`screens.voice.vocabulary` and pauses."""

    language: Language
    clips: tuple[str, ...]
    caption: str


def sentence(announcement: Announcement, language: Language, *, yao: bool) -> Sentence:
    """``请 A012 号到 3 号窗口`` or ``Number A012, please go to window 3``.

    :raises UnreadableError: when the number or the window's id has no reading aloud.
    """
    number = read_number(announcement.number, language, yao=yao)
    window = read_window(announcement.window, language, yao=yao)
    if language == "zh":
        return Sentence(
            language,
            (PLEASE, *number, TO, *window, WINDOW),
            f"请 {announcement.number} 号到 {announcement.window} 号窗口",
        )
    return Sentence(
        language,
        (NUMBER, *number, PAUSE, PLEASE_GO_TO_WINDOW, *window),
        f"Number {announcement.number}, please go to window {announcement.window}",
    )
