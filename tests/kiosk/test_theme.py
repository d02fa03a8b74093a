"""What is written stands out from what it is written on."""

import ast
from itertools import product
from pathlib import Path

import pytest

import kiosk

THEME = Path(kiosk.__file__).parent / "views" / "theme.py"
"""Read as text: the module itself needs a window."""


def palettes() -> dict[str, dict[str, str]]:
    found = {}
    for node in ast.parse(THEME.read_text(encoding="utf-8")).body:
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Call):
            call, target = node.value, node.targets[0]
            if isinstance(call.func, ast.Name) and call.func.id == "Palette" and isinstance(target, ast.Name):
                found[target.id] = {word.arg or "": ast.literal_eval(word.value) for word in call.keywords}
    return found


PALETTES = palettes()

WRITTEN = [
    *product(("ink", "second", "primary", "attention"), ("ground", "surface")),
    ("on_primary", "primary"),
    ("on_primary", "primary_pressed"),
    ("primary", "pressed"),
    ("ink", "pressed"),
]
"""Text, and what it may stand on."""


def _luminance(colour: str) -> float:
    channels = [int(colour[index : index + 2], 16) / 255 for index in (1, 3, 5)]
    parts = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in channels]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


def test_there_is_a_palette_for_the_day_and_one_of_high_contrast() -> None:
    assert PALETTES.keys() == {"DAY", "CONTRAST"}


@pytest.mark.parametrize("palette", PALETTES)
@pytest.mark.parametrize(("text", "ground"), WRITTEN)
def test_every_text_stands_out_seven_to_one(palette: str, text: str, ground: str) -> None:
    """WCAG 2.2, 1.4.6; while a finger rests on it five to one is enough."""
    colours = PALETTES[palette]
    dark, light = sorted((_luminance(colours[text]), _luminance(colours[ground])))
    least = 5 if ground == "pressed" else 7
    assert (light + 0.05) / (dark + 0.05) >= least
