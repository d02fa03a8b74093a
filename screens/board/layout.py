"""Where things stand on the hall board, in pixels of 1920 × 1080 from the lower left."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle; ``x`` and ``y`` are its lower left corner."""

    x: int
    y: int
    width: int
    height: int


WIDTH = 1920
HEIGHT = 1080
PAD = 24
CORNER = 24

HALL_NAME = Box(48, 984, 1440, 88)
CLOCK = Box(1512, 984, 360, 88)

HEADLINE = Box(48, 768, 1240, 208)
HEADLINE_MARK_WIDTH = 84
HEADLINE_NUMBER_WIDTH = 560
HEADLINE_LONG_NUMBER_WIDTH = 420
"""A number that does not stand in one line leaves its window room for a large name."""

HEADLINE_GAP = 20

ROW_COUNT = 6
ROW_HEIGHT = 112
ROWS = tuple(Box(48, 752 - ROW_HEIGHT * (place + 1), 1240, ROW_HEIGHT) for place in range(ROW_COUNT))
"""With the headline seven calls, each tall enough for two lines of small print."""

ROW_NUMBER_WIDTHS = (300, 420)
"""Five characters stand in a column; a longer number moves the rest of its row."""

ROW_MARK_WIDTH = 64
ROW_GAP = 16
ROW_STATE_WIDTH = 140
ROW_ENGLISH_WIDTH = 152
"""The least that the state, or the English name, of a call needs beside the window's name: in two lines."""

SIDE = Box(1312, 82, 560, 894)
SIDE_X = 1332
SIDE_WIDTH = 520

QUEUE_HEAD = Box(SIDE_X, 872, SIDE_WIDTH, 96)
QUEUE_TOP = 868
QUEUE_ROOM_HEIGHT = 624
PAIRED_HEIGHT = 104
SINGLE_HEIGHT = 56
PAIRED_COUNT = QUEUE_ROOM_HEIGHT // PAIRED_HEIGHT
SINGLE_COUNT = QUEUE_ROOM_HEIGHT // SINGLE_HEIGHT
"""So many queues with both names, or so many with the Chinese name alone."""

QUEUE_MINUTES_WIDTH = 164
QUEUE_WAITING_WIDTH = 76
QUEUE_NAME_WIDTH = SIDE_WIDTH - QUEUE_MINUTES_WIDTH - QUEUE_WAITING_WIDTH - 8

MISSED_HEAD = Box(SIDE_X, 190, SIDE_WIDTH, 50)
MISSED = tuple(Box(SIDE_X, 142 - 50 * line, SIDE_WIDTH, 50) for line in range(2))

NOTICE = Box(48, 8, 1824, 64)
