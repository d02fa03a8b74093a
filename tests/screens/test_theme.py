"""Everything that is read stands out from what is behind it: seven to one (WCAG 2.2, 1.4.6), by day and from afar."""

import pytest

from screens.theme import CALLED_NOW, FLASH_HZ, GOOD, GROUND, INK, SECOND_INK, SURFACE, WRONG, Colour


def luminance(colour: Colour) -> float:
    """WCAG 2.2, relative luminance."""
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in colour[:3]]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: Colour, other: Colour) -> float:
    lighter, darker = sorted((luminance(one), luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


@pytest.mark.parametrize("ground", [GROUND, SURFACE])
@pytest.mark.parametrize("ink", [INK, SECOND_INK, CALLED_NOW, WRONG, GOOD])
def test_every_ink_is_read_on_every_ground(ink: Colour, ground: Colour) -> None:
    assert contrast(ink, ground) >= 7


def test_the_writing_of_a_bright_flash_is_read_on_it() -> None:
    assert contrast(GROUND, CALLED_NOW) >= 7


def test_nothing_flashes_fast_enough_to_harm() -> None:
    assert FLASH_HZ <= 3
