"""A manager and a kiosk: real server, real broker, real kiosk; nothing in between is played."""

import pytest

from tests.end_to_end.driven_kiosk import Kiosk


@pytest.fixture
def kiosk(running, tmp_path):
    (tmp_path / "paper").mkdir()
    kiosk = Kiosk(running, tmp_path)
    kiosk.start()
    yield kiosk
    kiosk.end()


def test_a_terminal_is_locked_tested_and_unlocked_from_afar(running, kiosk, tmp_path):
    """The lock outlasts SIGKILL; each order is acknowledged in the health; a test print is real paper."""
    manager = running.client("manager", "system")
    kiosk.program.do("read title 请把身份证放在这里")

    def told(*words):
        parts = manager.wait(
            "health/kiosk-01",
            lambda health: all(word in health["parts"]["terminal"].get("detail", "") for word in words),
        )["parts"]
        return parts["terminal"]["detail"]

    lock = manager.done("control_client", client="kiosk-01", action="lock")["control"]["id"]
    assert told(f"done={lock}").startswith("locked")
    kiosk.program.do("wait page:out-of-service")
    kiosk.program.kill()
    kiosk.start()
    kiosk.program.do("wait page:out-of-service")

    tried = manager.done("control_client", client="kiosk-01", action="test_print")["control"]["id"]
    assert told(f"done={tried}", "test=yes").startswith("locked")
    assert len(list((tmp_path / "paper").glob("*.png"))) == 1

    unlock = manager.done("control_client", client="kiosk-01", action="unlock")["control"]["id"]
    told(f"done={unlock}")
    kiosk.program.do("wait page:start")
