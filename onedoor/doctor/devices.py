"""What is wrong with a device, and what to do: from its own word to a line for a person."""

from collections.abc import Mapping

from hardware.devices_file import DeviceSetting
from hardware.errors import HardwareError
from hardware.status import PartHealth, PartStatus
from onedoor.doctor.finding import Finding, Mark

_RATE = "The line is disturbed or the baud rate is wrong: see the device's self-test sheet, try a shorter cable"

_TO_DO: Mapping[str, str] = {
    "link_cannot_open": "See that it is plugged in, that the path or address in the devices file is right, that no "
    "other program has the port, and that this user may open it (group dialout)",
    "link_lost": "Its plug was pulled or it has no power: plug it in again",
    "link_stalled": "It takes no bytes: switch it off and on; a printer may be paused or its cover open",
    "reader_silent": "See its cable and power, and that the baud rate is right: baud=auto finds it",
    "garbled_frame": "The line is disturbed or the baud rate is wrong: try baud=auto, a shorter or shielded cable",
    "silent": "See its cable and power, and that the baud rate is the one on its self-test sheet",
    "scanner_silent": "See its cable and power, and that it is set to the serial port and this baud rate",
    "board_silent": "See its cable and power, the two wires of the RS-485 line, and the board's unit number",
    "camera_silent": "Plug it in again; another program may be using it",
    "camera_gone": "See that it is plugged in and that the devices file names the right device or folder",
    "garbled": _RATE,
    "garbled_answer": _RATE,
    "scanner_garbled": _RATE,
    "never_heard": "This kind of device never speaks first: press one of its keys, or scan a code, and run this again",
    "not_heard_lately": "Press one of its keys, or scan a code, and run this again",
    "cutter_error": "Open the cover, take out what is jammed in the cutter, close it",
    "recoverable_error": "The head is hot or the cover was opened: it goes on by itself in a minute",
    "unrecoverable_error": "Switch it off and on; if that does not help, it needs repair",
    "line_echoes": "Switch off the echo of the RS-485 adapter",
    "illegal_address": "See the number of compartments and the first coil and input in the devices file",
    "spooler_away": "Install cups, cups-client and cups-ipp-utils, and see that CUPS runs",
    "spooler_refused": "Name a queue that this CUPS has: lpstat -p tells them",
    "paused": "Let the queue go on: cupsenable QUEUE",
    "rejects_jobs": "Let the queue take jobs: cupsaccept QUEUE",
    "coil_stays_on": "Cut the power of the locks: a lock that stays on burns out. Then see the board's settings",
    "no_sim": "Put a SIM card into the modem",
    "sim_failure": "Put the SIM card in again, or another one",
    "sim_wrong": "Put another SIM card in",
    "sim_locked": "Unlock the SIM card in a telephone",
    "pin_needed": "Switch the PIN of the SIM card off in a telephone",
    "puk_needed": "Unlock the SIM card with its PUK in a telephone, and switch its PIN off",
    "searching_network": "Wait a minute; if it stays so, move its antenna",
    "registration_denied": "The network refuses the SIM card: ask its provider",
    "no_network": "Move its antenna, and see that the SIM card is active",
    "no_delivery_reports": "Messages are sent; the SIM card or its contract gives no delivery reports",
}
"""By the code in a health's detail or of an error."""

_BY_STATUS: Mapping[PartStatus, tuple[str, str]] = {
    PartStatus.LOW: ("the paper is near its end", "Lay a new roll ready"),
    PartStatus.OUT: ("there is no paper", "Put in a new roll"),
    PartStatus.JAM: ("it is jammed", "Open it and take out what is stuck"),
    PartStatus.COVER_OPEN: ("the cover is open", "Close the cover"),
    PartStatus.OFFLINE: ("it cannot be reached", "See its cable and power"),
    PartStatus.UNKNOWN: ("it does not say how it is", "Try it by hand"),
}

_LOOK = (PartStatus.LOW, PartStatus.UNKNOWN)


def examine(setting: DeviceSetting) -> Finding:
    """Opens the device, asks it how it is, and closes it."""
    what = setting.kind.replace("_", " ")
    try:
        device = setting.open()
    except HardwareError as error:
        return Finding("wrong", what, str(error), _TO_DO.get(error.code, "See the page of this device in docs/devices"))
    try:
        return told(what, device.health())
    finally:
        device.close()


def told(what: str, health: PartHealth) -> Finding:
    """The line for what a device said of itself."""
    if health.status is PartStatus.OK:
        return Finding("ok", what, health.detail or "in good order")
    how, usually = _BY_STATUS[health.status]
    mark: Mark = "look" if health.status in _LOOK else "wrong"
    detail = f" ({health.detail})" if health.detail else ""
    return Finding(mark, what, how + detail, _TO_DO.get(health.detail or "", usually))
