"""What can go wrong between us and a locker's relay board."""

from __future__ import annotations

from typing import ClassVar

from hardware.errors import HardwareError
from hardware.words import Sentence

_CALL = "请联系维护人员。"
_CALL_EN = "Please call maintenance."


class LockerError(HardwareError):
    """Root of the locker's errors. `sentence` is for the staff; the citizen's is in the DoorOutcome."""

    code: ClassVar[str] = "locker_error"
    sentence: ClassVar[Sentence]

    def __init__(self, detail: str) -> None:
        super().__init__(f"{self.code}: {detail}")
        self.detail = detail


class NoSuchCompartmentError(LockerError):
    """The caller asked for a compartment that this locker does not have."""

    code: ClassVar[str] = "no_such_compartment"
    sentence: ClassVar[Sentence] = Sentence(
        "没有这个柜门。请核对取件柜的配置。", "There is no such compartment. Please check the locker's settings."
    )

    def __init__(self, compartment: int, compartments: int) -> None:
        super().__init__(f"{compartment} is not one of 1 to {compartments}")
        self.compartment = compartment
        self.compartments = compartments


class BoardSilentError(LockerError):
    """Not one byte came. What was written may have been carried out."""

    code: ClassVar[str] = "board_silent"
    sentence: ClassVar[Sentence] = Sentence(
        f"取件柜没有响应。请检查电源和数据线。{_CALL}",
        f"The locker does not respond. Please check its power and its cable. {_CALL_EN}",
    )


class GarbledAnswerError(LockerError):
    """Bytes came and no whole answer among them. What was written may have been carried out."""

    code: ClassVar[str] = "garbled_answer"
    sentence: ClassVar[Sentence] = Sentence(
        f"取件柜的应答有误。请检查数据线和波特率。{_CALL}",
        f"The locker's answers are damaged. Please check its cable and its baud rate. {_CALL_EN}",
    )


class LineEchoesError(LockerError):
    """The adapter hands back what we send. A board confirms an order with the same bytes: no order could be trusted."""

    code: ClassVar[str] = "line_echoes"
    sentence: ClassVar[Sentence] = Sentence(
        f"取件柜的转接器把发出的数据又送了回来，请关闭它的回显。{_CALL}",
        f"The locker's adapter echoes what is sent. Please switch its echo off. {_CALL_EN}",
    )


class BoardRefusedError(LockerError):
    """The board understood and says no. `exception_code` as in the Modbus application protocol, section 7."""

    code: ClassVar[str] = "board_refused"
    sentence: ClassVar[Sentence] = Sentence(f"取件柜拒绝了指令。{_CALL}", f"The locker refused an order. {_CALL_EN}")

    def __init__(self, exception_code: int) -> None:
        super().__init__(f"exception {exception_code:02X}")
        self.exception_code = exception_code


class IllegalAddressError(BoardRefusedError):
    """The board has no such coil or input: the settings do not fit it."""

    code: ClassVar[str] = "illegal_address"
    sentence: ClassVar[Sentence] = Sentence(
        "取件柜没有这么多继电器或门磁。请核对配置中的柜门数和起始地址。",
        "The locker has not that many relays or sensors. Please check the number of compartments and the first coil.",
    )


class CoilStaysOnError(LockerError):
    """A lock could not be switched off, or it is not known whether it is."""

    code: ClassVar[str] = "coil_stays_on"
    sentence: ClassVar[Sentence] = Sentence(
        f"有一把锁可能一直通电，会发热并且锁不住。请先断开取件柜的电源。{_CALL}",
        f"A lock may still be powered: it gets hot and does not lock. Please switch the locker off. {_CALL_EN}",
    )
