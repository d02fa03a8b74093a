"""Where things stand on the hall board, lying (1920 × 1080) or upright (1080 × 1920), in units from the lower left.

A board of another size is the same picture, larger or smaller. Pure.
"""

from dataclasses import dataclass

from screens.drawing.box import Box

LONG_SIDE = 1920
SHORT_SIDE = 1080

PAD = 24
GAP = 16

ROWS = 6
"""With the newest call seven."""

UPRIGHT_ROWS_WITH_PLAYLIST = 3

TALL_QUEUE = 105
SHORT_QUEUE = 55
"""A waiting line with two lines of text, or with one."""

SMALL_LINE = 50


@dataclass(frozen=True, slots=True)
class Layout:
    """``stacked``: a call's window stands below its number. ``large``: rows are as large as the newest call.

    ``tall_queues`` are none where lines are wide enough for a name in two languages.
    """

    width: int
    height: int
    stacked: bool
    hall_name: Box
    page: Box
    clock: Box
    headline: Box
    rows: tuple[Box, ...]
    side: Box
    queue_head: Box
    tall_queues: tuple[Box, ...]
    short_queues: tuple[Box, ...]
    missed_head: Box
    missed: tuple[Box, ...]
    playlist: Box | None
    notice: Box

    @property
    def large(self) -> bool:
        return bool(self.rows) and self.rows[0].height >= self.headline.height


def layout_for(width: int, height: int, *, rows: int | None, playlist: bool) -> Layout:
    """The layout for a window of ``width`` by ``height`` pixels; ``rows`` are the earlier calls that are wanted."""
    if height > width:
        return _upright(rows, playlist=playlist)
    return _lying(rows, playlist=playlist)


def _lying(rows: int | None, *, playlist: bool) -> Layout:
    headline = Box(48, 768, 1240, 208)
    calls = Box(48, 80, 1240, 672)
    side = Box(1312, 80, 560, 896)
    picture = None
    if playlist:
        picture = Box(side.x, side.y, side.width, 330)
        side = Box(side.x, picture.top + GAP, side.width, side.height - picture.height - GAP)
    inner = Box(side.x + 16, side.y + 8, side.width - 32, side.height - 12)
    missed = Box(inner.x, inner.y, inner.width, SMALL_LINE * (1 if playlist else 2))
    missed_head = Box(inner.x, missed.top, inner.width, SMALL_LINE)
    queue_head = Box(inner.x, inner.top - 2 * SMALL_LINE, inner.width, 2 * SMALL_LINE)
    queues = Box(inner.x, missed_head.top, inner.width, queue_head.y - missed_head.top)
    return Layout(
        width=LONG_SIDE,
        height=SHORT_SIDE,
        stacked=False,
        hall_name=Box(48, 980, 1000, 100),
        page=Box(1064, 980, 224, 100),
        clock=Box(1512, 976, 360, 104),
        headline=headline,
        rows=_rows(calls, rows or ROWS, headline),
        side=side,
        queue_head=queue_head,
        tall_queues=queues.lines(TALL_QUEUE),
        short_queues=queues.lines(SHORT_QUEUE),
        missed_head=missed_head,
        missed=missed.lines(SMALL_LINE),
        playlist=picture,
        notice=Box(48, 8, 1824, 64),
    )


def _upright(rows: int | None, *, playlist: bool) -> Layout:
    headline = Box(32, 1448, 1016, 360)
    calls = Box(32, 596, 1016, 840)
    picture = None
    if playlist:
        picture = Box(calls.x, calls.y, calls.width, 404)
        calls = Box(calls.x, picture.top + GAP, calls.width, calls.top - picture.top - GAP)
        rows = min(rows or UPRIGHT_ROWS_WITH_PLAYLIST, UPRIGHT_ROWS_WITH_PLAYLIST)
    side = Box(32, 116, 1016, 464)
    inner = Box(side.x + 16, side.y + 8, side.width - 32, side.height - 16)
    missed_head = Box(inner.x, inner.y, 240, SMALL_LINE)
    missed = Box(missed_head.right, inner.y, inner.width - missed_head.width, SMALL_LINE)
    queue_head = Box(inner.x, inner.top - SMALL_LINE, inner.width, SMALL_LINE)
    queues = Box(inner.x, missed_head.top, inner.width, queue_head.y - missed_head.top)
    return Layout(
        width=SHORT_SIDE,
        height=LONG_SIDE,
        stacked=True,
        hall_name=Box(32, 1816, 540, 104),
        page=Box(580, 1816, 200, 104),
        clock=Box(780, 1816, 268, 104),
        headline=headline,
        rows=_rows(calls, rows or ROWS, headline),
        side=side,
        queue_head=queue_head,
        tall_queues=(),
        short_queues=queues.lines(SHORT_QUEUE),
        missed_head=missed_head,
        missed=(missed,),
        playlist=picture,
        notice=Box(32, 8, 1016, 2 * SMALL_LINE),
    )


def _rows(calls: Box, count: int, headline: Box) -> tuple[Box, ...]:
    """Where there is room for cards like the headline's, rows are such cards."""
    height = calls.height // count
    boxes = calls.lines(height)
    if height < headline.height + GAP:
        return boxes
    return tuple(Box(box.x, box.top - headline.height, box.width, headline.height) for box in boxes)
