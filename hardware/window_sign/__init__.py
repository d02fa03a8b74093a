"""The sign at a window: an LED panel with an Onbon font card, or a board that shows a number."""

from __future__ import annotations

from hardware.drivers import Driver
from hardware.link import open_link, take_options
from hardware.window_sign._number_frames import FourByteFrame, XunpengFrame
from hardware.window_sign._settings import (
    FOUR_BYTE_OPTIONS,
    PANEL_OPTIONS,
    XUNPENG_OPTIONS,
    Panel,
    four_byte_settings,
    xunpeng_settings,
)
from hardware.window_sign.driver import OnbonSign, Timing
from hardware.window_sign.number_boards import NumberBoard
from hardware.window_sign.sign import Arrow, Shown, ShowOutcome, SignText, WindowSign

__all__ = [
    "FOUR_BYTE_NUMBER",
    "ONBON_BX",
    "XUNPENG_NUMBER",
    "Arrow",
    "NumberBoard",
    "OnbonSign",
    "Panel",
    "ShowOutcome",
    "Shown",
    "SignText",
    "Timing",
    "WindowSign",
    "open_four_byte_number",
    "open_onbon_bx",
    "open_xunpeng_number",
]


def open_onbon_bx(url: str) -> WindowSign:
    """Takes `width`, `height`, `font`, `colour` and `address`. Raises HardwareError."""
    link_url, options = take_options(url, *PANEL_OPTIONS)
    panel = Panel.from_options(options)
    return OnbonSign(open_link(link_url), panel)


def open_xunpeng_number(url: str) -> WindowSign:
    """Takes `digits` and `colour`. Raises HardwareError."""
    link_url, options = take_options(url, *XUNPENG_OPTIONS)
    digits, colour = xunpeng_settings(options)
    return NumberBoard(open_link(link_url), lambda value: XunpengFrame(colour, value).to_bytes(), digits)


def open_four_byte_number(url: str) -> WindowSign:
    """Takes `digits` and `address`. Raises HardwareError."""
    link_url, options = take_options(url, *FOUR_BYTE_OPTIONS)
    digits, address = four_byte_settings(options)
    return NumberBoard(open_link(link_url), lambda value: FourByteFrame(address, value).to_bytes(), digits)


ONBON_BX: Driver[WindowSign] = Driver(open=open_onbon_bx, example="serial:///dev/ttyUSB0?baud=9600&width=128&height=16")
XUNPENG_NUMBER: Driver[WindowSign] = Driver(
    open=open_xunpeng_number, example="serial:///dev/ttyUSB0?baud=9600&colour=green"
)
FOUR_BYTE_NUMBER: Driver[WindowSign] = Driver(
    open=open_four_byte_number, example="serial:///dev/ttyUSB0?baud=9600&address=5"
)
