"""Chinese typed by pinyin: a dictionary of words by their spelling, the most frequent first."""

from kiosk.flow.offered import Candidate
from kiosk.pinyin.dictionary import Dictionary
from kiosk.pinyin.keeper import DictionaryKeeper

__all__ = ["Candidate", "Dictionary", "DictionaryKeeper"]
