"""What every program with a window shares: the font, and the way the window comes up."""

from hardware.display.errors import FontMissingError, FontUnusableError, PreparedTooLateError
from hardware.display.fonts import FontWeight, chinese_font
from hardware.display.window import has_display, prepare_window

__all__ = [
    "FontMissingError",
    "FontUnusableError",
    "FontWeight",
    "PreparedTooLateError",
    "chinese_font",
    "has_display",
    "prepare_window",
]
