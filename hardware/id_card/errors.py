"""What can go wrong between a citizen's card and us, and what to tell the citizen."""

from __future__ import annotations

from typing import ClassVar

from hardware.errors import HardwareError
from hardware.words import Sentence

_LAY_AGAIN = "请拿起身份证，重新平放，听到提示后再拿开。"
_USE_ANOTHER = "请使用旁边的终端，或到咨询台办理。"
_USE_ANOTHER_EN = "Please use another terminal or go to the information desk."


class IdCardError(HardwareError):
    """Root of the reader's errors. `sentence` tells the citizen what happened and what to do now.

    `lay_again` is true when laying the card once more can help. `sw3` is the reader's status byte where it gave one.
    `detail` never holds anything read from a card.
    """

    code: ClassVar[str] = "id_card_error"
    sentence: ClassVar[Sentence]
    lay_again: ClassVar[bool] = False

    def __init__(self, detail: str, sw3: int | None = None) -> None:
        super().__init__(f"{self.code}: {detail}")
        self.detail = detail
        self.sw3 = sw3


class ReaderSilentError(IdCardError):
    code: ClassVar[str] = "reader_silent"
    sentence: ClassVar[Sentence] = Sentence(
        f"身份证阅读器没有响应，暂时不能刷身份证。{_USE_ANOTHER}",
        f"The ID card reader does not respond, so cards cannot be read here. {_USE_ANOTHER_EN}",
    )


class GarbledFrameError(IdCardError):
    code: ClassVar[str] = "garbled_frame"
    lay_again: ClassVar[bool] = True
    sentence: ClassVar[Sentence] = Sentence(
        f"没有读完整。{_LAY_AGAIN}",
        "The card was not read completely. Please lift it, lay it flat again and wait for the signal.",
    )


class CardTakenAwayError(IdCardError):
    code: ClassVar[str] = "card_taken_away"
    lay_again: ClassVar[bool] = True
    sentence: ClassVar[Sentence] = Sentence(
        "身份证拿开得太早了。请重新平放，听到提示后再拿开。",
        "The card was lifted too early. Please lay it flat again and leave it until you hear the signal.",
    )


class CardUnreadableError(IdCardError):
    code: ClassVar[str] = "card_unreadable"
    lay_again: ClassVar[bool] = True
    sentence: ClassVar[Sentence] = Sentence(
        f"没有读出身份证。{_LAY_AGAIN}如果还是不行，请到咨询台办理。",
        "The card could not be read. Please lift it and lay it flat again. "
        "If it still fails, go to the information desk.",
    )


class UnsupportedCardError(IdCardError):
    code: ClassVar[str] = "unsupported_card"
    sentence: ClassVar[Sentence] = Sentence(
        "这里读不了这种证件。请拿开这张证件，到咨询台办理。",
        "This kind of card cannot be read here. Please take it to the information desk.",
    )


class InvalidCardTextError(IdCardError):
    code: ClassVar[str] = "invalid_card_text"
    sentence: ClassVar[Sentence] = Sentence(
        "身份证里的信息读不懂。请带身份证到咨询台办理。",
        "The information on this card could not be understood. Please take it to the information desk.",
    )


class InvalidIdNumberError(IdCardError):
    code: ClassVar[str] = "invalid_id_number"
    sentence: ClassVar[Sentence] = Sentence(
        "身份证上的号码不对。请带身份证到咨询台办理。",
        "The number on this card cannot be right. Please take the card to the information desk.",
    )


class ReaderFaultyError(IdCardError):
    code: ClassVar[str] = "reader_faulty"
    sentence: ClassVar[Sentence] = Sentence(
        f"身份证阅读器有故障，暂时不能刷身份证。{_USE_ANOTHER}",
        f"The ID card reader is out of order, so cards cannot be read here. {_USE_ANOTHER_EN}",
    )
