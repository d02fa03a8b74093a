"""A sender that makes the same mistake forty times a second fills no log."""

import structlog
from structlog.testing import capture_logs

from screens.board.hearing import Misheard
from screens.mishearing import MishearingLog


def test_a_mistake_is_logged_once_until_it_is_another_or_has_been_mended() -> None:
    with capture_logs() as logs:
        log = MishearingLog(structlog.get_logger())
        for mistake in ("a", "a", "b", "b", None, "b"):
            misheard = [Misheard("board", (mistake,))] if mistake else []
            log.note(["board"], misheard)
            log.note(["hall"], [])
    assert [entry["mistakes"] for entry in logs] == [("a",), ("b",), ("b",)]
    assert {entry["event"] for entry in logs} == {"message_not_understood"}
