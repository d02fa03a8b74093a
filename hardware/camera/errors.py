"""What can go wrong between a page under the camera and us, and what to tell the citizen."""

from __future__ import annotations

from typing import ClassVar

from hardware.errors import HardwareError
from hardware.words import Sentence

_USE_ANOTHER = "请使用旁边的终端，或到咨询台办理。"
_USE_ANOTHER_EN = "Please use another terminal or go to the information desk."
_AGAIN = "请重新拍一次；如果还是不行，请到咨询台办理。"
_AGAIN_EN = "Please take it again; if it still fails, go to the information desk."


class CameraError(HardwareError):
    """Root of the camera's errors. `sentence` tells the citizen what happened and what to do now."""

    code: ClassVar[str] = "camera_error"
    sentence: ClassVar[Sentence]

    def __init__(self, detail: str) -> None:
        super().__init__(f"{self.code}: {detail}")
        self.detail = detail


class CameraGoneError(CameraError):
    """The device or the folder is not there any more, or was closed."""

    code: ClassVar[str] = "camera_gone"
    sentence: ClassVar[Sentence] = Sentence(
        f"高拍仪断开了，暂时不能拍照。{_USE_ANOTHER}",
        f"The camera is disconnected, so pages cannot be photographed here. {_USE_ANOTHER_EN}",
    )


class CameraSilentError(CameraError):
    """The device or the folder is there and gives no picture."""

    code: ClassVar[str] = "camera_silent"
    sentence: ClassVar[Sentence] = Sentence(
        f"高拍仪没有响应，暂时不能拍照。{_USE_ANOTHER}",
        f"The camera does not respond, so pages cannot be photographed here. {_USE_ANOTHER_EN}",
    )


class PictureError(CameraError):
    """Root of what is wrong with a picture that did come."""

    code: ClassVar[str] = "picture_error"


class NotAPictureError(PictureError):
    """Neither JPEG nor PNG, or a header that makes no sense."""

    code: ClassVar[str] = "not_a_picture"
    sentence: ClassVar[Sentence] = Sentence(
        f"收到的不是照片。{_AGAIN}", f"What the camera sent is not a picture. {_AGAIN_EN}"
    )


class TruncatedPictureError(PictureError):
    """It begins like a picture and its end is missing."""

    code: ClassVar[str] = "truncated_picture"
    sentence: ClassVar[Sentence] = Sentence(
        f"照片没有传完整。{_AGAIN}", f"The picture did not arrive completely. {_AGAIN_EN}"
    )


class BrokenPictureError(PictureError):
    """It is whole and cannot be decoded."""

    code: ClassVar[str] = "broken_picture"
    sentence: ClassVar[Sentence] = Sentence(f"照片已损坏。{_AGAIN}", f"The picture is damaged. {_AGAIN_EN}")


class PictureTooLargeError(PictureError):
    """More than the limit, found before anything was decoded. `what` is `bytes` or `pixels`."""

    code: ClassVar[str] = "picture_too_large"
    sentence: ClassVar[Sentence] = Sentence(
        f"照片太大，无法处理。{_USE_ANOTHER}", f"The picture is too large to be handled. {_USE_ANOTHER_EN}"
    )

    def __init__(self, what: str, value: int, most: int) -> None:
        super().__init__(f"{value} {what}, at most {most}")
        self.what = what
        self.value = value
        self.most = most
