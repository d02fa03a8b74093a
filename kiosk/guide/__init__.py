"""Spoken guidance: what is said of each page, from clips, and once more whenever it is asked for."""

from kiosk.guide.clips import GuideClips
from kiosk.guide.guide import Guide
from kiosk.guide.narrator import Narrator, NoNarrator, Voice
from kiosk.guide.sentences import SENTENCES
from kiosk.guide.spoken import Spoken, spoken

__all__ = ["SENTENCES", "Guide", "GuideClips", "Narrator", "NoNarrator", "Spoken", "Voice", "spoken"]
