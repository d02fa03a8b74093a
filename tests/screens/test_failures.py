"""The log of a screen that fails ten times a second stays readable."""

from datetime import UTC, datetime, timedelta

from screens.failures import FailureLog

NOON = datetime(2026, 11, 23, 12, tzinfo=UTC)


def failure(kind: type[Exception]) -> Exception:
    try:
        raise kind("invented")  # noqa: TRY301 - see below
    except Exception as error:  # noqa: BLE001 - a traceback is what is wanted
        return error


def test_the_same_fault_is_logged_once_a_minute_with_the_number_left_out() -> None:
    log = FailureLog()
    noted = [log.note(failure(ValueError), NOON + timedelta(seconds=10 * turn)) for turn in range(8)]
    assert noted == [0, None, None, None, None, None, 5, None]


def test_another_fault_is_logged_at_once() -> None:
    log = FailureLog()
    assert log.note(failure(ValueError), NOON) == 0
    assert log.note(failure(KeyError), NOON) == 0
