"""What every scanner's driver does when, in a time that only the test moves."""

import pytest

from hardware.scanner import CodeCutShortError, CodeTooLongError, GrowScanner, LineScanner, Scan
from hardware.scanner._grow_frames import DONE
from tests.hardware.plugged_scanner import KINDS, Plugged, plug
from tests.hardware.virtual_time import Script, VirtualTime


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_is_given_when_it_comes_not_when_the_time_is_over(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    began = bench.time.now
    bench.scan_after(1, "A001")
    scan: Scan | None = bench.scanner.read(10)
    assert scan is not None
    assert scan.text == "A001"
    assert bench.time.now - began < 1.2


@pytest.mark.parametrize("kind", KINDS)
def test_without_a_code_reading_ends_when_the_time_is_over(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    began = bench.time.now
    assert bench.scanner.read(3) is None
    assert bench.time.now - began == pytest.approx(3, abs=0.2)


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_of_the_citizen_before_is_not_the_next_one_s(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    bench.scan_after(0.5, "FIRST")
    assert bench.texts(1) == ["FIRST"]
    bench.simulator.command("scan LEFT-BEHIND")
    bench.scanner.arm()
    bench.scan_after(0.5, "SECOND")
    assert bench.texts(1) == ["SECOND"]


@pytest.mark.parametrize("kind", [LineScanner, GrowScanner])
def test_a_code_on_its_way_while_arming_is_not_taken_by_its_tail(kind: type) -> None:
    """The head of it was thrown away; the tail, with its suffix, would look like a code."""
    script = Script(DONE.to_bytes())
    bench = Plugged(kind, script, VirtualTime())
    script.said = b"HEAD-"
    bench.time.after(0.05, lambda: setattr(script, "said", b"TAIL\r"))
    bench.scanner.arm()
    assert bench.texts(1) == []


@pytest.mark.parametrize("kind", KINDS)
def test_while_no_code_is_wanted_none_is_given(kind: type) -> None:
    bench = plug(kind)
    bench.scan_after(0.5, "A001")
    assert bench.texts(1) == []
    bench.scanner.arm()
    bench.scanner.disarm()
    bench.scan_after(0.5, "A002")
    assert bench.texts(1) == []


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_that_was_heard_and_not_read_is_forgotten_when_none_is_wanted_any_more(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    bench.simulator.command("scan A001")
    bench.scanner.health()
    bench.scanner.disarm()
    assert bench.texts(1) == []


@pytest.mark.parametrize("kind", KINDS)
def test_the_next_citizen_may_show_the_same_code_at_once(kind: type) -> None:
    bench = plug(kind)
    for _ in range(2):
        bench.scanner.arm()
        bench.scan_after(0.1, "A001")
        assert bench.texts(0.5) == ["A001"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_sent_twice_counts_once(kind: type) -> None:
    bench = plug(kind)
    bench.simulator.command("fail double")
    bench.scanner.arm()
    bench.scan_after(0.5, "A001")
    assert bench.texts(3) == ["A001"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_left_lying_counts_once_until_it_was_away(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    for tenth in range(0, 50, 10):
        bench.scan_after(1 + tenth / 10, "A001")
    bench.scan_after(8, "A001")
    assert bench.texts(9) == ["A001", "A001"]


@pytest.mark.parametrize("kind", KINDS)
def test_different_codes_are_given_one_after_the_other(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    bench.scan_after(1, "A001")
    bench.scan_after(2, "B002")
    assert bench.texts(3) == ["A001", "B002"]


@pytest.mark.parametrize("kind", [LineScanner, GrowScanner])
def test_a_code_cut_short_is_told_as_such_and_the_next_is_read(kind: type) -> None:
    bench = plug(kind)
    bench.scanner.arm()
    bench.simulator.command("fail cut-short")
    bench.scan_after(0.5, "APPOINTMENT")
    with pytest.raises(CodeCutShortError):
        bench.scanner.read(2)
    bench.simulator.command("ok")
    bench.scan_after(0.5, "APPOINTMENT")
    assert bench.texts(1) == ["APPOINTMENT"]


@pytest.mark.parametrize("kind", KINDS)
def test_a_code_longer_than_wanted_is_told_as_such_and_the_next_is_read(kind: type) -> None:
    bench = plug(kind, max_bytes=300)
    bench.scanner.arm()
    bench.scan_after(0.5, "9" * 301)
    with pytest.raises(CodeTooLongError):
        bench.scanner.read(2)
    bench.scan_after(0.5, "9" * 300)
    assert bench.texts(1) == ["9" * 300]
