"""The LED sign at a window, on a real pty: what it shows is what the plate says, whatever becomes of its line."""

from __future__ import annotations

import threading
from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from hardware.errors import LinkCannotOpenError
from hardware.link import open_link
from hardware.simulators import PtyHost, Wire
from hardware.status import PartHealth, PartStatus
from hardware.window_sign import Arrow, OnbonSign, SignText, WindowSign
from hardware.window_sign import Timing as SignTiming
from hardware.window_sign.simulator import WindowSignSimulator
from screens.window_plate.signing import NOT_YET, Signing, Timing

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    Start = Callable[[Callable[[], WindowSign], Timing], Signing]

HANG_S = 60
QUICK = Timing().scaled(0.002)
OFTEN = Timing(again_s=0.01, retry_s=0.01)
NEVER_AGAIN = Timing(again_s=HANG_S, retry_s=HANG_S)
CALLED = SignText("A012", Arrow.DOWN)


class Watched(WindowSignSimulator):
    """A sign that can be waited for."""

    def __init__(self, protocol: str = "onbon") -> None:
        super().__init__(protocol)
        self.heard = threading.Condition()

    def receive(self, data: bytes) -> bytes:
        answer = super().receive(data)
        with self.heard:
            self.heard.notify_all()
        return answer

    def shows(self, text: str) -> bool:
        with self.heard:
            return self.heard.wait_for(lambda: self.shown.startswith(text), HANG_S)


class Told:
    """What became of the sign's health."""

    def __init__(self) -> None:
        self.all: list[PartHealth] = []
        self._changed = threading.Condition()

    def tell(self, health: PartHealth) -> None:
        with self._changed:
            self.all.append(health)
            self._changed.notify_all()

    def comes(self, status: PartStatus, detail: str | None = None) -> bool:
        def there() -> bool:
            return any(health.status is status and detail in (None, health.detail) for health in self.all)

        with self._changed:
            return self._changed.wait_for(there, HANG_S)


@pytest.fixture
def told() -> Told:
    return Told()


@pytest.fixture
def start(told: Told) -> Iterator[Start]:
    with ExitStack() as closing:

        def begin(open_sign: Callable[[], WindowSign], timing: Timing) -> Signing:
            signing = Signing(open_sign, told.tell, timing)
            signing.start()
            closing.callback(signing.stop)
            return signing

        yield begin


def plugged_in(simulator: WindowSignSimulator, closing: ExitStack) -> Callable[[], WindowSign]:
    host = closing.enter_context(PtyHost(simulator, Wire()))
    return lambda: OnbonSign(open_link(f"serial://{host.path}"), timing=SignTiming(answer_s=0.5, refresh_s=0))


@pytest.fixture
def closing() -> Iterator[ExitStack]:
    with ExitStack() as stack:
        yield stack


def test_a_wish_is_shown_and_the_sign_is_well_by_its_own_word(start: Start, closing: ExitStack, told: Told) -> None:
    simulator = Watched()
    signing = start(plugged_in(simulator, closing), NEVER_AGAIN)
    assert told.comes(PartStatus.UNKNOWN)
    assert told.all == [NOT_YET]
    signing.wish(CALLED)
    assert simulator.shows("A012 ↓")
    assert told.comes(PartStatus.OK)
    signing.wish(SignText(text="暂停服务"))
    assert simulator.shows("暂停服务")
    assert told.all == [NOT_YET, PartHealth(PartStatus.OK)]


def test_a_sign_that_lost_its_power_is_told_again(start: Start, closing: ExitStack, told: Told) -> None:
    simulator = Watched()
    signing = start(plugged_in(simulator, closing), OFTEN)
    signing.wish(CALLED)
    assert simulator.shows("A012")
    simulator._panel = WindowSignSimulator()._panel
    assert simulator.shows("A012")


def test_a_sign_that_falls_silent_is_offline_and_right_again_when_it_is_back(
    start: Start, closing: ExitStack, told: Told
) -> None:
    simulator = Watched()
    signing = start(plugged_in(simulator, closing), OFTEN)
    signing.wish(CALLED)
    assert told.comes(PartStatus.OK)
    simulator.fail("dead")
    assert told.comes(PartStatus.OFFLINE, "silent")
    signing.wish(SignText("A013"))
    simulator.recover()
    assert simulator.shows("A013")


def test_a_sign_that_is_not_there_yet_is_opened_later(start: Start, closing: ExitStack, told: Told) -> None:
    simulator = Watched()
    there = plugged_in(simulator, closing)
    attempts = iter((LinkCannotOpenError("serial:///dev/ttyUSB9", "no such port"),) * 2)

    def open_sign() -> WindowSign:
        for error in attempts:
            raise error
        return there()

    signing = start(open_sign, QUICK)
    signing.wish(CALLED)
    assert told.comes(PartStatus.OFFLINE, "link_cannot_open")
    assert simulator.shows("A012")
    assert told.comes(PartStatus.OK)


def test_a_port_that_was_unplugged_is_opened_anew_where_it_comes_back(
    start: Start, closing: ExitStack, told: Told
) -> None:
    before, after = Watched(), Watched()
    unplugged = ExitStack()
    there = [plugged_in(before, unplugged)]
    signing = start(lambda: there[-1](), OFTEN)  # noqa: PLW0108 - the sign that is plugged in then
    signing.wish(CALLED)
    assert before.shows("A012")
    there.append(plugged_in(after, closing))
    unplugged.close()
    assert told.comes(PartStatus.OFFLINE)
    assert after.shows("A012")


def test_a_driver_that_fails_in_its_own_way_is_one_sign_less_and_no_more(start: Start, told: Told) -> None:
    def broken() -> WindowSign:
        raise ZeroDivisionError

    start(broken, OFTEN).wish(CALLED)
    assert told.comes(PartStatus.OFFLINE, "driver_failed")


def test_what_a_sign_refuses_leaves_no_old_number_standing(start: Start, closing: ExitStack, told: Told) -> None:
    simulator = Watched()
    signing = start(plugged_in(simulator, closing), NEVER_AGAIN)
    signing.wish(CALLED)
    assert simulator.shows("A012")
    signing.wish(SignText("办" * 300))
    assert simulator.shows("(blank)")
    assert told.comes(PartStatus.UNKNOWN, "text_too_long")


def test_the_health_is_told_again_when_that_is_asked_for(start: Start, closing: ExitStack, told: Told) -> None:
    simulator = Watched()
    signing = start(plugged_in(simulator, closing), NEVER_AGAIN)
    signing.wish(CALLED)
    assert told.comes(PartStatus.OK)
    before = len(told.all)
    signing.tell_again()
    with told._changed:
        assert told._changed.wait_for(lambda: len(told.all) > before, HANG_S)
    assert told.all[-1] == PartHealth(PartStatus.OK)


def test_a_sign_is_empty_when_its_program_has_ended(closing: ExitStack, told: Told) -> None:
    simulator = Watched()
    signing = Signing(plugged_in(simulator, closing), told.tell, NEVER_AGAIN)
    signing.start()
    signing.wish(CALLED)
    assert simulator.shows("A012")
    signing.stop()
    assert simulator.shown == "(blank)"
