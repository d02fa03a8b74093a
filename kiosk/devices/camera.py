"""The document camera in its thread: a page is taken when it is ordered, found in the picture, and looked at."""

from collections.abc import Callable
from typing import Protocol

from hardware.camera import (
    BrokenPictureError,
    CameraError,
    PageFound,
    Picture,
    PictureError,
    decode,
    encode,
    find_page,
)
from hardware.errors import HardwareError
from hardware.status import PartHealth, PartStatus
from kiosk.devices.pace import Pace
from kiosk.devices.working import WorkThread
from kiosk.flow.apply_inputs import PageNotTaken, PageTaken
from kiosk.flow.inputs import Input

MOST_BYTES = 7 << 20
"""The hall takes 8 MiB. A page of A4 at 300 dpi is 1 to 2."""

NOT_OPENED = {
    "zh": "高拍仪现在不能用，不能拍照。请使用旁边的终端，或到咨询台办理。",
    "en": "The camera does not work now. Please use another terminal or go to the information desk.",
}


class Camera(Protocol):
    """What this thread needs of a camera: see ``hardware.camera.Camera``."""

    def take(self) -> Picture: ...

    def health(self) -> PartHealth: ...

    def close(self) -> None: ...


class CameraThread(WorkThread[Camera, str]):
    """Takes what it is ordered to, under the name of the order. ``tell`` and ``tell_health`` are called from here."""

    part = "camera"

    def __init__(
        self,
        open_device: Callable[[], Camera],
        pace: Pace,
        *,
        tell: Callable[[Input], None],
        tell_health: Callable[[PartHealth], None],
    ) -> None:
        super().__init__(open_device, pace, tell_health=tell_health)
        self._tell = tell

    def _quiet_after_s(self) -> float:
        return self._pace.reopen_s if self._device is None else self._pace.look_at_camera_s

    def _do(self, order: str) -> None:
        try:
            told = self._page(order, self._opened().take())
        except PictureError as error:
            # The camera is there; this picture was none.
            told = PageNotTaken(order, error.code, error.sentence.by_language())
        except CameraError as error:
            self._set_health(PartHealth(PartStatus.OFFLINE, error.code))
            told = PageNotTaken(order, error.code, error.sentence.by_language())
        except HardwareError as error:
            self._set_health(PartHealth(PartStatus.OFFLINE, error.code))
            told = PageNotTaken(order, error.code, NOT_OPENED)
        self._log.info("page_taken", good=isinstance(told, PageTaken), code=getattr(told, "code", None))
        self._tell(told)

    def _broken(self, order: str) -> None:
        self._tell(PageNotTaken(order, "page_not_taken", BrokenPictureError.sentence.by_language()))

    def _page(self, order: str, picture: Picture) -> PageTaken | PageNotTaken:
        found = find_page(decode(picture))
        if isinstance(found, PageFound):
            return PageTaken(order, encode(found.pixels, MOST_BYTES).data)
        return PageNotTaken(order, found.trouble.value, found.sentence.by_language())
