"""Where things are on a page."""

import pytest

from kiosk.flow.session import Comfort
from kiosk.views.layout import FILL, Box, columns, grid, inset, middle, rows

PAGE = Box(48, 24, 984, 1000)


def test_rows_fill_the_box_from_its_top_with_a_gap_between_two() -> None:
    title, tiles, foot = rows(PAGE, 100, FILL, 112, gap=24)
    assert title == Box(48, 24, 984, 100)
    assert tiles == Box(48, 148, 984, 740)
    assert foot == Box(48, 912, 984, 112)
    assert foot.bottom == PAGE.bottom


def test_what_is_left_is_shared_by_weight() -> None:
    one, two = rows(PAGE, FILL, 3 * FILL, gap=0)
    assert (one.height, two.height) == (250, 750)


def test_a_row_of_no_height_takes_no_gap() -> None:
    _, left = rows(PAGE, 0, FILL, gap=24)
    assert left == PAGE


def test_columns_stand_side_by_side() -> None:
    left, right = columns(PAGE, FILL, 300, gap=24)
    assert left == Box(48, 24, 660, 1000)
    assert right == Box(732, 24, 300, 1000)


def test_a_grid_is_read_row_by_row() -> None:
    cells = grid(Box(0, 0, 100, 100), 2, 2, gap=0)
    assert [(cell.left, cell.top) for cell in cells] == [(0, 0), (50, 0), (0, 50), (50, 50)]


@pytest.mark.parametrize("width", [400, 2000])
def test_the_middle_is_never_wider_than_its_row(width: float) -> None:
    box = middle(PAGE, width)
    assert box.width == min(width, PAGE.width)
    assert box.left - PAGE.left == PAGE.width - box.width - (box.left - PAGE.left)


def test_an_inset_keeps_its_margin_on_all_sides() -> None:
    assert inset(Box(0, 0, 100, 100), 10, 20) == Box(10, 20, 80, 60)


def test_nothing_is_turned_on_unasked() -> None:
    assert Comfort() == Comfort(elder=False, contrast=False, low=False)
