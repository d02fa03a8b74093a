"""Where things stand on a hall board: in the picture, beside each other, in every shape."""

from dataclasses import fields
from itertools import combinations

import pytest

from screens.drawing.box import Box
from screens.hall_board.layout import Layout, layout_for

SHAPES = [
    pytest.param(size, rows, playlist, id=f"{size[0]}x{size[1]}-{rows}-{playlist}")
    for size in ((1920, 1080), (1080, 1920))
    for rows in (None, 1, 2, 3, 4, 5, 6)
    for playlist in (False, True)
]


def layout(size: tuple[int, int], rows: int | None, *, playlist: bool) -> Layout:
    return layout_for(*size, rows=rows, playlist=playlist)


def overlap(one: Box, other: Box) -> bool:
    return min(one.right, other.right) > max(one.x, other.x) and min(one.top, other.top) > max(one.y, other.y)


def blocks(drawn: Layout) -> list[Box]:
    """What never shares a place with anything else."""
    alone = [drawn.hall_name, drawn.page, drawn.clock, drawn.headline, *drawn.rows, drawn.side, drawn.notice]
    return [*alone, *([drawn.playlist] if drawn.playlist else [])]


@pytest.mark.parametrize(("size", "rows", "playlist"), SHAPES)
def test_everything_is_inside_the_picture(size: tuple[int, int], rows: int | None, *, playlist: bool) -> None:
    drawn = layout(size, rows, playlist=playlist)
    assert (drawn.width, drawn.height) == size
    for field in fields(drawn):
        value = getattr(drawn, field.name)
        for box in value if isinstance(value, tuple) else [value] if isinstance(value, Box) else []:
            assert box.x >= 0, field.name
            assert box.y >= 0, field.name
            assert box.right <= drawn.width, field.name
            assert box.top <= drawn.height, field.name


@pytest.mark.parametrize(("size", "rows", "playlist"), SHAPES)
def test_nothing_stands_on_anything_else(size: tuple[int, int], rows: int | None, *, playlist: bool) -> None:
    drawn = layout(size, rows, playlist=playlist)
    for one, other in combinations(blocks(drawn), 2):
        assert not overlap(one, other), (one, other)
    inside = [drawn.queue_head, drawn.missed_head, *drawn.missed]
    for queues in (drawn.tall_queues, drawn.short_queues):
        for one, other in combinations([*inside, *queues], 2):
            assert not overlap(one, other), (one, other)


@pytest.mark.parametrize(("size", "rows", "playlist"), SHAPES)
def test_a_board_has_the_rows_that_are_wanted_or_as_many_as_there_is_room_for(
    size: tuple[int, int], rows: int | None, *, playlist: bool
) -> None:
    most = 3 if playlist and size[1] > size[0] else 6
    assert len(layout(size, rows, playlist=playlist).rows) == min(rows or most, most)


def test_few_rows_are_as_large_as_the_newest_call() -> None:
    assert [layout((1920, 1080), rows, playlist=False).large for rows in (2, 3, 4)] == [True, True, False]
    assert [layout((1080, 1920), rows, playlist=False).large for rows in (1, 2, 3)] == [True, True, False]


@pytest.mark.parametrize("size", [(1920, 1080), (3840, 2160), (1280, 1024), (1024, 1024), (800, 480)])
def test_a_window_that_is_not_higher_than_wide_has_a_lying_board(size: tuple[int, int]) -> None:
    assert layout_for(*size, rows=None, playlist=False).width == 1920
