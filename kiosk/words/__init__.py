"""Every sentence that the terminal says, by language. One more language is one more file beside ``zh.py``."""

from kiosk.words.speech import LANGUAGES, Speech, speech_in

__all__ = ["LANGUAGES", "Speech", "speech_in"]
