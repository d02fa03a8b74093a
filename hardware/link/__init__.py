"""Transports: a URL becomes a byte stream to a device."""

from hardware.link._open import open_link
from hardware.link._protocol import Link
from hardware.link._url import take_options, with_option

__all__ = ["Link", "open_link", "take_options", "with_option"]
