"""Sentences for people, in the shape the contract gives to text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence for a citizen in every language that we speak."""

    zh: str
    en: str

    def by_language(self) -> dict[str, str]:
        """`{"zh": …, "en": …}`."""
        return {"zh": self.zh, "en": self.en}
