"""A text as the parts of an SMS in UCS2: UTF-16 with the high byte first. No I/O."""

from __future__ import annotations

from hardware.modem.errors import UnsendableTextError

ALONE_UNITS = 70
"""140 octets."""

PART_UNITS = 67
"""6 of the 140 octets tell which part it is."""

MOST_PARTS = 255


def parts_of(text: str) -> list[bytes]:
    """One part of up to 70 code units or several of up to 67. A character of two code units stays in one part.

    Raises UnsendableTextError.
    """
    if not text:
        raise UnsendableTextError("empty_text")
    try:
        characters = [character.encode("utf-16-be") for character in text]
    except UnicodeEncodeError as error:
        raise UnsendableTextError("invalid_text") from error
    whole = b"".join(characters)
    if len(whole) <= 2 * ALONE_UNITS:
        return [whole]
    parts = [b""]
    for character in characters:
        if len(parts[-1]) + len(character) > 2 * PART_UNITS:
            parts.append(b"")
        parts[-1] += character
    if len(parts) > MOST_PARTS:
        raise UnsendableTextError("text_too_long")
    return parts
