from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import pytest

from hardware.errors import LinkLostError
from hardware.id_card import (
    STATUSES,
    CardTakenAwayError,
    CardUnreadableError,
    GarbledFrameError,
    IdCardError,
    IdCardReader,
    InvalidIdNumberError,
    ReaderFaultyError,
    ReaderSilentError,
    Timing,
    UnsupportedCardError,
)
from hardware.id_card._demo_cards import NEWEST_ADDRESS, demo_cards
from hardware.id_card._layouts import card_to_text
from hardware.id_card.simulator import IdCardSimulator
from hardware.link import open_link
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from hardware.simulators import Wire

FIRST, SECOND, *_ = demo_cards()


def laid(card: Any = FIRST, **options: Any) -> IdCardSimulator:
    simulator = IdCardSimulator(**options)
    simulator.lay(card)
    return simulator


def test_an_empty_reader_has_no_card_and_is_well(bench: Any) -> None:
    reader = bench.reader(IdCardSimulator())
    assert reader.poll() is None
    assert reader.health() == PartHealth(PartStatus.OK)


@pytest.mark.parametrize("card", demo_cards(), ids=lambda card: card.id_number)
def test_a_laid_card_is_read_whole(bench: Any, card: Any) -> None:
    found = bench.reader(laid(card)).poll()
    assert found.holder == card
    assert not found.still_lying


def test_over_any_wire_a_patient_citizen_is_read_truly_or_asked_to_lay_the_card_again(
    bench: Any, nasty_wire: Wire, impatience: float
) -> None:
    """Twelve citizens in a row: no wrong card, and no error but those that laying again can mend."""
    simulator = IdCardSimulator()
    reader: IdCardReader = bench.reader(simulator, nasty_wire, patience=2 * impatience)
    for turn in range(12):
        card = demo_cards()[turn % len(demo_cards())]
        found = None
        for _ in range(10):
            simulator.lay(card)
            try:
                found = reader.poll()
            except IdCardError as error:
                assert error.lay_again or isinstance(error, ReaderSilentError)  # noqa: PT017 - some turns raise
            if found:
                break
        assert found is not None
        assert found.holder == card


def test_a_card_that_hides_after_reading_is_reported_once_until_it_is_lifted(bench: Any) -> None:
    simulator = laid(after_read="hidden")
    reader = bench.reader(simulator)
    assert reader.poll().holder == FIRST
    assert reader.poll() is None
    assert reader.poll() is None
    simulator.remove()
    assert reader.poll() is None
    simulator.lay(FIRST)
    assert not reader.poll().still_lying


def test_a_card_that_stays_findable_is_marked_as_still_lying(bench: Any) -> None:
    simulator = laid(after_read="found")
    reader = bench.reader(simulator)
    assert [reader.poll().still_lying for _ in range(3)] == [False, True, True]
    simulator.remove()
    assert reader.poll() is None
    simulator.lay(FIRST)
    assert not reader.poll().still_lying


def test_a_card_exchanged_between_two_polls_is_a_new_card(bench: Any) -> None:
    simulator = laid(after_read="found")
    reader = bench.reader(simulator)
    reader.poll()
    simulator.lay(SECOND)
    found = reader.poll()
    assert found.holder == SECOND
    assert not found.still_lying


def test_a_card_taken_away_before_it_was_read_says_so(bench: Any) -> None:
    simulator = laid()
    simulator.fail("taken-away")
    with pytest.raises(CardTakenAwayError) as caught:
        bench.reader(simulator).poll()
    assert caught.value.code == "card_taken_away"


def test_an_unreadable_card_that_still_lies_there_is_unreadable(bench: Any) -> None:
    simulator = laid()
    simulator.fail("unreadable")
    with pytest.raises(CardUnreadableError) as caught:
        bench.reader(simulator).poll()
    assert (caught.value.code, caught.value.sw3) == ("card_unreadable", 0x41)


def test_a_silent_reader_is_silent_and_offline(bench: Any, impatience: float) -> None:
    simulator = laid()
    simulator.fail("silent")
    reader = bench.reader(simulator, patience=impatience)
    with pytest.raises(ReaderSilentError):
        reader.poll()
    assert reader.health() == PartHealth(PartStatus.OFFLINE, "reader_silent")


@pytest.mark.parametrize("failure", ["garbled", "cut-short"])
def test_a_reader_that_talks_rubbish_is_garbled_and_unknown(bench: Any, failure: str) -> None:
    simulator = laid()
    simulator.fail(failure)
    reader = IdCardReader(bench.plug_in(simulator), Timing(quiet_s=0.03))
    with pytest.raises(GarbledFrameError):
        reader.poll()
    assert reader.health() == PartHealth(PartStatus.UNKNOWN, "garbled_frame")


def test_a_reader_that_recovers_is_well_again(bench: Any, impatience: float) -> None:
    simulator = laid()
    simulator.fail("silent")
    reader = bench.reader(simulator, patience=3 * impatience)
    with pytest.raises(ReaderSilentError):
        reader.poll()
    simulator.recover()
    assert reader.poll().holder == FIRST


def test_the_stray_preamble_of_some_readers_is_no_trouble(bench: Any) -> None:
    simulator = laid()
    simulator.fail("stray-preamble")
    assert bench.reader(simulator).poll().holder == FIRST


def test_a_card_with_a_wrong_check_digit_is_refused(bench: Any) -> None:
    wrong = replace(FIRST, id_number="110105194912310021")
    with pytest.raises(InvalidIdNumberError):
        bench.reader(laid(wrong)).poll()


@pytest.mark.parametrize(
    ("mark", "id_type", "name"),
    [("J", "hk_mo_tw", "陈示范"), ("I", "foreigner", "SAMPLE, PAT EXAMPLE"), ("Y", "foreigner", "艾示例")],
)
def test_every_kind_of_card_is_read(bench: Any, mark: str, id_type: str, name: str) -> None:
    simulator = IdCardSimulator()
    assert simulator.command(f"lay type {mark}") == "a card lies there, no failure"
    holder = bench.reader(simulator).poll().holder
    assert (holder.id_type, holder.name) == (id_type, name)


def test_a_card_of_a_kind_that_nobody_knows_is_unsupported(bench: Any) -> None:
    simulator = IdCardSimulator()
    simulator.command("lay type Z")
    with pytest.raises(UnsupportedCardError):
        bench.reader(simulator).poll()


# The newest address and the photo


def test_the_address_that_was_added_last_is_read_after_the_card(bench: Any) -> None:
    simulator = IdCardSimulator()
    simulator.command("lay 2")
    reader = bench.reader(simulator)
    assert reader.poll().holder == SECOND
    assert reader.newest_address() == NEWEST_ADDRESS


def test_a_card_that_never_moved_house_has_no_newest_address(bench: Any) -> None:
    reader = bench.reader(laid())
    reader.poll()
    assert reader.newest_address() is None


def test_a_card_lifted_before_its_newest_address_was_read_was_taken_away(bench: Any) -> None:
    simulator = laid()
    reader = bench.reader(simulator)
    reader.poll()
    simulator.remove()
    with pytest.raises(CardTakenAwayError):
        reader.newest_address()


def test_a_card_laid_anew_has_to_be_read_before_its_newest_address(bench: Any) -> None:
    simulator = laid(after_read="found")
    reader = bench.reader(simulator)
    reader.poll()
    simulator.lay(SECOND, NEWEST_ADDRESS)
    with pytest.raises(CardUnreadableError):
        reader.newest_address()
    reader.poll()
    assert reader.newest_address() == NEWEST_ADDRESS


def test_the_photo_is_dropped_unless_it_is_asked_for(bench: Any) -> None:
    simulator = IdCardSimulator(after_read="found")
    photo = bytes(range(256)) * 4
    simulator.lay(FIRST, photo=photo)
    reader = bench.reader(simulator)
    assert reader.poll().photo is None
    asked = reader.poll(with_photo=True)
    assert asked.photo == photo
    assert "photo" not in repr(asked)


@pytest.mark.parametrize("sw3", sorted(set(STATUSES) - {0x80, 0x90, 0x91, 0x9F}))
def test_every_status_code_ends_in_its_error(bench: Any, sw3: int) -> None:
    status = STATUSES[sw3]
    assert status.error is not None
    simulator = laid()
    simulator.force_status(sw3)
    with pytest.raises(IdCardError) as caught:
        bench.reader(simulator).poll()
    assert type(caught.value) is status.error
    assert caught.value.sw3 == sw3
    assert caught.value.detail == status.name


def test_the_codes_that_mean_no_card_and_item_missing_and_success_are_no_errors(bench: Any) -> None:
    assert {sw3 for sw3, status in STATUSES.items() if status.error is None} == {0x80, 0x90, 0x91, 0x9F}
    simulator = laid()
    simulator.force_status(0x80)
    assert bench.reader(simulator).poll() is None


def test_a_base_text_that_is_not_on_the_card_means_a_faulty_reader(bench: Any) -> None:
    """Every card has its base text; a reader that answers 91 to it is not to be trusted."""
    simulator = laid()
    simulator.force_status(0x91)
    with pytest.raises(ReaderFaultyError):
        bench.reader(simulator).poll()


@pytest.mark.parametrize(("sw3", "name"), [(0x60, "self_test_failed"), (0x66, "not_authorised")])
def test_a_reader_that_cannot_work_is_offline_with_its_own_reason(bench: Any, sw3: int, name: str) -> None:
    simulator = IdCardSimulator()
    simulator.force_status(sw3)
    assert bench.reader(simulator).health() == PartHealth(PartStatus.OFFLINE, name)


def test_every_error_tells_the_citizen_what_to_do_in_both_languages() -> None:
    for error in IdCardError.__subclasses__():
        assert "请" in error.sentence.zh
        assert "Please" in error.sentence.en
        assert error.sentence.by_language() == {"zh": error.sentence.zh, "en": error.sentence.en}
        assert not set("!！") & set(error.sentence.zh + error.sentence.en)
    assert len({error.code for error in IdCardError.__subclasses__()}) == len(IdCardError.__subclasses__())


def test_a_pulled_plug_is_a_lost_link_and_an_offline_part(bench: Any) -> None:
    reader = bench.reader(laid())
    bench.unplug()
    with pytest.raises(LinkLostError):
        reader.poll()
    assert reader.health() == PartHealth(PartStatus.OFFLINE, "link_lost")


class LateLink:
    """Answers each write with the bytes that are due: the answer to the command before comes late."""

    def __init__(self, answers: list[bytes]) -> None:
        self.answers = answers
        self.arrived = b""
        self.written: list[bytes] = []

    def write(self, data: bytes) -> None:
        self.written.append(data)
        self.arrived += self.answers.pop(0)

    def read(self, max_bytes: int, timeout_s: float) -> bytes:  # noqa: ARG002 - nothing comes later
        data, self.arrived = self.arrived[:max_bytes], self.arrived[max_bytes:]
        return data

    def drain_input(self) -> None:
        self.arrived = b""

    def close(self) -> None:
        self.arrived = b""


def test_a_late_answer_to_the_command_before_is_not_taken_for_the_answer() -> None:
    simulator = laid()
    find, select, read = (
        simulator.receive(bytes.fromhex(f"AAAAAA96690003{rest}")) for rest in ("200122", "200221", "300132")
    )
    link = LateLink([b"", find, find + select, find + select + read])
    assert IdCardReader(link, Timing()).poll() is not None
    assert len(link.written) == 4


def test_demo_cards_are_laid_in_turn_when_asked_for() -> None:
    now = [0.0]
    simulator = IdCardSimulator(lay_every_s=20, lie_s=4, clock=lambda: now[0])
    seen = []
    for now[0] in (0.0, 15.9, 16.1, 19.9, 20.1, 36.1, 40.1):
        find = simulator.receive(bytes.fromhex("AAAAAA96690003200122"))
        seen.append(find[9] == 0x9F)
    assert seen == [False, False, True, True, False, True, False]


def test_by_default_no_card_lies_on_a_simulated_reader_in_the_kiosk() -> None:
    link = open_link("sim://id-card")
    try:
        assert IdCardReader(link).poll() is None
    finally:
        link.close()


def test_a_card_can_lie_on_a_simulated_reader_all_the_time() -> None:
    link = open_link("sim://id-card?lay_every_s=4&lie_s=4")
    try:
        found = IdCardReader(link).poll()
    finally:
        link.close()
    assert found is not None
    assert found.holder in demo_cards()


def test_a_text_block_can_be_laid_as_it_is(bench: Any) -> None:
    assert bench.reader(laid(card_to_text(SECOND))).poll().holder == SECOND
