"""What is said now. Pure: from the session to names of clips."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import get_args

from hardware.sound.reading import Language
from kiosk.flow.session import Session
from kiosk.flow.times import warning_left_s
from kiosk.guide.pages import SAID_OF


@dataclass(frozen=True, slots=True)
class Spoken:
    """One thing to say: names of clips and pauses, in this language. ``turn`` tells apart the same said twice."""

    language: Language
    clips: tuple[str, ...]
    turn: int = 0


def spoken(session: Session) -> Spoken | None:
    """What to say now; None where nothing is said: unasked, to the staff, or in a language without clips.

    What a person holds or types is private: it is said only into headphones.
    """
    language = next((each for each in get_args(Language) if each == session.language), None)
    if language is None or not (session.guided or session.around.headphones):
        return None
    clips = tuple(_clips(session, language))
    turn = len(getattr(session.page, "text", "") or "") if session.around.headphones else 0
    return Spoken(language, clips, turn) if clips else None


def _clips(session: Session, language: Language) -> Iterable[str]:
    if warning_left_s(session.page, session.left_s) is not None:
        return ("card-taken",) if session.card_taken else ("warning",)
    if session.helping:
        return ("help",)
    return SAID_OF[type(session.page)](session, session.page, language)
