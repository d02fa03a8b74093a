"""The kinds of devices that a hall can have, and the driver of each that needs no name."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

DEFAULT_DRIVERS: Mapping[str, str] = MappingProxyType(
    {
        "id_card": "sam-v",
        "printer": "escpos",
        "scanner": "line",
        "window_sign": "onbon-bx",
        "caller_line": "rs485",
        "modem": "at-pdu",
        "camera": "folder",
        "locker": "modbus-relays",
        "document_printer": "cups",
    }
)
"""Kind of device (as in a devices file) to the name of the driver that is meant when none is named."""
