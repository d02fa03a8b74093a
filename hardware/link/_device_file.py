"""A device that is a file: a USB printer's `/dev/usb/lp0`."""

from __future__ import annotations

import os
import select
import stat
import time

from hardware.errors import LinkCannotOpenError, LinkLostError
from hardware.link._descriptor import DescriptorLink

USB_BITS_PER_SECOND = 12_000_000
"""USB full speed."""

EMPTY_READ_PAUSE_S = 0.01
"""Some USB printers answer every read with nothing, at once: asked again without a pause, they would keep us busy."""


class DeviceFileLink(DescriptorLink):
    """An empty read is no end here: the device has nothing to say."""

    def read(self, max_bytes: int, timeout_s: float) -> bytes:
        deadline = time.monotonic() + timeout_s
        while True:
            data = self._read_once(max_bytes, deadline - time.monotonic())
            if data:
                return data
            if data == b"":
                self._raise_if_unplugged()
            left = deadline - time.monotonic()
            if left <= 0:
                return b""
            time.sleep(min(left, EMPTY_READ_PAUSE_S))

    def _raise_if_unplugged(self) -> None:
        poll = select.poll()
        poll.register(self._open_descriptor(), 0)
        if poll.poll(0):
            raise LinkLostError(self._name, "unplugged")


def open_device_file(name: str, path: str, write_grace_s: float) -> DeviceFileLink:
    """Opens a character device for reading and writing. Raises LinkCannotOpenError."""
    try:
        descriptor = os.open(path, os.O_RDWR | os.O_NONBLOCK | os.O_NOCTTY)
    except OSError as error:
        raise LinkCannotOpenError(name, str(error)) from error
    if not stat.S_ISCHR(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise LinkCannotOpenError(name, "expected a character device")
    return DeviceFileLink(name, descriptor, lambda: os.close(descriptor), USB_BITS_PER_SECOND, write_grace_s)
