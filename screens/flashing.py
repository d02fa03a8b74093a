"""When a call that draws the eye is bright. Pure."""

from datetime import datetime

from screens.board.seen import Flash
from screens.theme import FLASH_HZ


def bright(flash: Flash, now: datetime) -> bool:
    """The first half of each period: bright at once."""
    return flash.running(now) and (now - flash.began).total_seconds() * FLASH_HZ % 1.0 < 0.5
