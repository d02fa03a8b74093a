"""Looking after a terminal: the staff's PIN, the paper, the lock, what the manager asks for from afar, its memory."""

from kiosk.care.caretaker import Caretaker
from kiosk.care.pin import PinKeeper, PinRefusedError, set_pin

__all__ = ["Caretaker", "PinKeeper", "PinRefusedError", "set_pin"]
