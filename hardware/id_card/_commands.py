"""The commands we send to the reader, what a fitting answer looks like, and the base answer's content."""

from __future__ import annotations

from dataclasses import dataclass

from hardware.id_card import _statuses
from hardware.id_card._frames import Answer, Request
from hardware.id_card._layouts import ADDRESS_BYTES, TEXT_BYTES
from hardware.id_card.errors import GarbledFrameError

PHOTO_BYTES = 1024

_LENGTHS = TEXT_BYTES.to_bytes(2) + PHOTO_BYTES.to_bytes(2)

_OF_FIND_OR_SELECT = frozenset((_statuses.FOUND, _statuses.NOT_FOUND, _statuses.SELECT_FAILED))


@dataclass(frozen=True, slots=True)
class Command:
    """`good` are the statuses that are no failure, with the data lengths they come with; `own` are further statuses
    that only this command gives. Answers carry no id, so their shape is all that tells a late one from ours.
    `reads` is true where the reader talks to the card for long.
    """

    name: str
    request: Request
    good: dict[int, frozenset[int]]
    own: frozenset[int] = frozenset()
    reads: bool = False

    def fits(self, answer: Answer) -> bool:
        lengths = self.good.get(answer.sw3)
        if lengths is not None:
            return len(answer.data) in lengths
        return answer.sw3 not in _OF_FIND_OR_SELECT - self.own and answer.sw3 != _statuses.OK


STATUS = Command("status", Request(0x11, 0xFF), {_statuses.OK: frozenset((0,))})
FIND = Command("find", Request(0x20, 0x01), {_statuses.FOUND: frozenset((4,)), _statuses.NOT_FOUND: frozenset((0,))})
SELECT = Command(
    "select", Request(0x20, 0x02), {_statuses.OK: frozenset((8,))}, own=frozenset((_statuses.SELECT_FAILED,))
)
READ_BASE = Command(
    "read_base",
    Request(0x30, 0x01),
    {_statuses.OK: frozenset((len(_LENGTHS) + TEXT_BYTES + PHOTO_BYTES,))},
    reads=True,
)
READ_NEWEST_ADDRESS = Command(
    "read_newest_address",
    Request(0x30, 0x03),
    {_statuses.OK: frozenset((ADDRESS_BYTES,)), _statuses.NOT_ON_CARD: frozenset((0,))},
    reads=True,
)


def base_data(text: bytes, photo: bytes = bytes(PHOTO_BYTES)) -> bytes:
    """The data of a base answer for a text block and a photo."""
    return _LENGTHS + text + photo


def text_and_photo(data: bytes) -> tuple[bytes, bytes]:
    """The 256-byte text block of a base answer, and the 1024 bytes of its photo, which are opaque to us."""
    if not data.startswith(_LENGTHS):
        raise GarbledFrameError("base_lengths")
    photo_start = len(_LENGTHS) + TEXT_BYTES
    return data[len(_LENGTHS) : photo_start], data[photo_start:]
