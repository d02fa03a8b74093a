"""The document camera in its thread: a page is taken when it is ordered, found in the picture, and looked at."""

import queue
import threading
from collections.abc import Callable
from typing import Literal, Protocol

import structlog

from hardware.camera import (
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


class CameraThread:
    """Takes what it is ordered to. ``tell`` and ``tell_health`` are called from here."""

    def __init__(
        self,
        open_camera: Callable[[], Camera],
        pace: Pace,
        *,
        tell: Callable[[Input], None],
        tell_health: Callable[[PartHealth], None],
    ) -> None:
        self._open_camera = open_camera
        self._pace = pace
        self._tell = tell
        self._tell_health = tell_health
        self._orders: queue.SimpleQueue[tuple[Literal["take", "reopen", "stop"], str]] = queue.SimpleQueue()
        self._camera: Camera | None = None
        self._health = PartHealth(PartStatus.UNKNOWN)
        self._log = structlog.get_logger("camera")
        self._thread = threading.Thread(target=self._run, name="camera", daemon=True)

    def start(self) -> None:
        self._thread.start()

    def take(self, order: str) -> None:
        self._orders.put(("take", order))

    def reopen(self) -> None:
        """Close the camera after the orders before, and open it anew."""
        self._orders.put(("reopen", ""))

    def stop(self) -> None:
        self._orders.put(("stop", ""))
        self._thread.join()

    def _run(self) -> None:
        self._ask_health()
        while True:
            try:
                what, order = self._orders.get(timeout=self._next_look_s())
            except queue.Empty:
                self._ask_health()
                continue
            if what == "take":
                self._take(order)
                continue
            self._close()
            if what == "stop":
                return
            self._ask_health()

    def _next_look_s(self) -> float:
        return self._pace.reopen_s if self._camera is None else self._pace.look_at_camera_s

    def _take(self, order: str) -> None:
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

    def _page(self, order: str, picture: Picture) -> PageTaken | PageNotTaken:
        found = find_page(decode(picture))
        if isinstance(found, PageFound):
            return PageTaken(order, encode(found.pixels, MOST_BYTES).data)
        return PageNotTaken(order, found.trouble.value, found.sentence.by_language())

    def _ask_health(self) -> None:
        try:
            health = self._opened().health()
        except HardwareError as error:
            health = PartHealth(PartStatus.OFFLINE, error.code)
        self._set_health(health)

    def _opened(self) -> Camera:
        if self._camera is None:
            self._camera = self._open_camera()
        return self._camera

    def _close(self) -> None:
        if self._camera is not None:
            self._camera.close()
            self._camera = None

    def _set_health(self, health: PartHealth) -> None:
        if health.status is PartStatus.OFFLINE:
            self._close()
        if health != self._health:
            self._log.info("part_changed", part="camera", status=health.status.value, detail=health.detail)
            self._health = health
            self._tell_health(health)
