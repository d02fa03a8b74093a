"""How loud: by the time of day in the hall, and by how often somebody was called."""

from __future__ import annotations

import math
from datetime import time, timedelta

import pytest

from screens.voice.rules import RecallRule, VolumeFrom, loudness, volume_at
from tests.screens.voice.conftest import NOON

DAY = (VolumeFrom(time(8), 100), VolumeFrom(time(12), 40), VolumeFrom(time(14), 100), VolumeFrom(time(20), 0))


@pytest.mark.parametrize(
    ("hours", "percent"),
    [(-12, 0), (-4.01, 0), (-4, 100), (-0.001, 100), (0, 40), (1.99, 40), (2, 100), (7.99, 100), (8, 0), (11.9, 0)],
)
def test_volume_follows_the_hours_and_the_last_of_a_day_holds_on_overnight(hours: float, percent: int) -> None:
    assert volume_at(DAY, NOON + timedelta(hours=hours)) == percent


def test_each_recall_is_louder_by_the_rule_up_to_its_limit() -> None:
    rule = RecallRule(louder_db=3, at_most_db=6)
    steps = [20 * math.log10(loudness(100, recalls, rule)) for recalls in range(4)]
    assert steps == pytest.approx([-6, -3, 0, 0])


@pytest.mark.parametrize("recalls", [0, 1, 2, 50])
@pytest.mark.parametrize("rule", [RecallRule(), RecallRule(0, 0), RecallRule(20, 20), RecallRule(1, 0)])
def test_nothing_is_ever_louder_than_full(recalls: int, rule: RecallRule) -> None:
    assert 0 < loudness(100, recalls, rule) <= 1


def test_volume_is_a_part_of_the_amplitude() -> None:
    assert loudness(50, 0, RecallRule(0, 0)) == 0.5
    assert loudness(0, 9, RecallRule()) == 0
