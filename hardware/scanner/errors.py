"""What can go wrong between a citizen's code and us, and what to tell the citizen."""

from __future__ import annotations

from typing import ClassVar

from hardware.errors import HardwareError
from hardware.words import Sentence

_USE_ANOTHER = "请使用旁边的终端，或到咨询台办理。"
_USE_ANOTHER_EN = "Please use another terminal or go to the information desk."


class ScannerError(HardwareError):
    """Root of the scanner's errors. `sentence` tells the citizen what happened and what to do now.

    `scan_again` is true when holding the same code before the scanner once more can help. `detail` never holds
    anything read from a code.
    """

    code: ClassVar[str] = "scanner_error"
    sentence: ClassVar[Sentence]
    scan_again: ClassVar[bool] = False

    def __init__(self, detail: str) -> None:
        super().__init__(f"{self.code}: {detail}")
        self.detail = detail


class ScannerSilentError(ScannerError):
    code: ClassVar[str] = "scanner_silent"
    sentence: ClassVar[Sentence] = Sentence(
        f"扫码器没有响应，暂时不能扫码。{_USE_ANOTHER}",
        f"The code scanner does not respond, so codes cannot be read here. {_USE_ANOTHER_EN}",
    )


class ScannerGarbledError(ScannerError):
    code: ClassVar[str] = "scanner_garbled"
    sentence: ClassVar[Sentence] = Sentence(
        f"扫码器的回答读不懂，暂时不能扫码。{_USE_ANOTHER}",
        f"The code scanner's answers cannot be understood, so codes cannot be read here. {_USE_ANOTHER_EN}",
    )


class ScannerRefusedError(ScannerError):
    code: ClassVar[str] = "scanner_refused"
    sentence: ClassVar[Sentence] = Sentence(
        f"扫码器不接受命令，暂时不能扫码。{_USE_ANOTHER}",
        f"The code scanner refuses to work, so codes cannot be read here. {_USE_ANOTHER_EN}",
    )


class CodeCutShortError(ScannerError):
    code: ClassVar[str] = "cut_short"
    scan_again: ClassVar[bool] = True
    sentence: ClassVar[Sentence] = Sentence(
        "没有读完整。请把码拿稳，再扫一次。",
        "The code was not read completely. Please hold it still and scan it again.",
    )


class CodeTooLongError(ScannerError):
    code: ClassVar[str] = "too_long"
    sentence: ClassVar[Sentence] = Sentence(
        "这个码的内容太长，这里用不了。请换一个码，或到咨询台办理。",
        "This code holds too much to be used here. Please show another code or go to the information desk.",
    )


class CodeUnreadableError(ScannerError):
    code: ClassVar[str] = "undecodable"
    scan_again: ClassVar[bool] = True
    sentence: ClassVar[Sentence] = Sentence(
        "没有读懂这个码。请再扫一次；如果还是不行，请到咨询台办理。",
        "This code could not be understood. Please scan it again; if it still fails, go to the information desk.",
    )
