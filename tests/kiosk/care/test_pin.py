"""The staff's PIN: kept as a hash, and not to be found by trying."""

import stat
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.care.pin import FILE_NAME, PinKeeper, PinRefusedError, set_pin
from kiosk.care.tries import LOCKED_S, MOST_TRIES, Tries
from kiosk.flow.care import PinVerdict
from kiosk.outbox import open_outbox
from tests.kiosk.hall import NOW

LATER = NOW + timedelta(seconds=LOCKED_S)


@pytest.fixture
def keeper(tmp_path: Path) -> PinKeeper:
    set_pin(tmp_path, "2580")
    return PinKeeper(tmp_path, open_outbox(tmp_path).remembered)


def test_the_right_pin_opens_and_only_its_hash_is_kept(tmp_path: Path, keeper: PinKeeper) -> None:
    assert keeper.verdict("2580", NOW).right
    assert not keeper.verdict("2581", NOW).right
    file = tmp_path / FILE_NAME
    assert "2580" not in file.read_text()
    assert file.read_text().startswith("$argon2id$")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


@pytest.mark.parametrize("pin", ["123", "123456789", "abcd", "1111", "1234", "4321", "２５８０", ""])
def test_a_pin_that_everybody_tries_first_is_refused(tmp_path: Path, pin: str) -> None:
    with pytest.raises(PinRefusedError):
        set_pin(tmp_path, pin)
    assert not (tmp_path / FILE_NAME).exists()


def test_where_no_pin_was_set_none_is_right(tmp_path: Path) -> None:
    keeper = PinKeeper(tmp_path, open_outbox(tmp_path).remembered)
    assert not keeper.verdict("", NOW).right
    assert not keeper.verdict("2580", NOW).right


def test_a_damaged_file_lets_nobody_in(tmp_path: Path, keeper: PinKeeper) -> None:
    (tmp_path / FILE_NAME).write_text("2580\n")
    assert not keeper.verdict("2580", NOW).right


def test_after_five_wrong_ones_even_the_right_one_waits(keeper: PinKeeper) -> None:
    left = [keeper.verdict("0000", NOW).tries_left for _ in range(MOST_TRIES - 1)]
    assert left == [4, 3, 2, 1]
    assert keeper.verdict("0000", NOW).locked_s == LOCKED_S
    assert keeper.verdict("2580", NOW) == PinVerdict(right=False, locked_s=LOCKED_S)
    assert keeper.verdict("2580", LATER).right


def test_a_lock_out_is_not_ended_by_pulling_the_plug(tmp_path: Path) -> None:
    set_pin(tmp_path, "2580")
    outbox = open_outbox(tmp_path)
    keeper = PinKeeper(tmp_path, outbox.remembered)
    for _ in range(MOST_TRIES):
        keeper.verdict("0000", NOW)
    outbox.close()
    keeper = PinKeeper(tmp_path, open_outbox(tmp_path).remembered)
    assert not keeper.verdict("2580", NOW + timedelta(seconds=1)).right


@given(st.lists(st.booleans(), max_size=40), st.integers(1, 20))
def test_never_more_than_five_are_looked_at_in_five_minutes(rights: list[bool], every_s: int) -> None:
    tries, now, looked = Tries(), NOW, []
    for right in rights:
        now += timedelta(seconds=every_s)
        if tries.locked_s(now) == 0:
            tries = Tries() if right else tries.failed(now)
            looked.append((now, right))
    for first, _ in looked:
        soon = [right for at, right in looked if 0 <= (at - first).total_seconds() < LOCKED_S]
        assert soon.count(False) <= MOST_TRIES or True in soon
