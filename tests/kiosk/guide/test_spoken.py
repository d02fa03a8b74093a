"""What is said of each page."""

import sys
from dataclasses import replace

import pytest

from hardware.sound.reading import PAUSE
from kiosk.flow import inputs
from kiosk.flow.effects import SayAgain
from kiosk.flow.pages import ChooseQueue, Confirm, Page, StaffPin, Start, Typing
from kiosk.flow.session import Session
from kiosk.flow.times import LEFT_ASIDE_S
from kiosk.flow.typed import Typed
from kiosk.guide import SENTENCES, Spoken, spoken
from kiosk.guide.clips import words
from kiosk.guide.pages import SAID_OF
from tests.kiosk.hall import AROUND
from tests.kiosk.scenes import SCENES
from tests.kiosk.visit import Visit

SILENT = {scene for scene in SCENES if scene.startswith(("staff-", "maintenance"))} - {"staff-confirm"}


def kinds() -> set[type[Page]]:
    """Every page there is. A dataclass with slots is a second class: the one that its module names counts."""
    return {getattr(sys.modules[kind.__module__], kind.__name__) for kind in Page.__subclasses__()}


def said(scene: str, *, headphones: bool = False, language: str = "zh") -> tuple[str, ...]:
    session = SCENES[scene]
    around = replace(session.around, speaks=True, headphones=headphones)
    heard = spoken(replace(session, around=around, guided=True, language=language))
    return heard.clips if heard else ()


def test_nothing_is_said_unasked() -> None:
    assert spoken(SCENES["start"]) is None


def test_every_kind_of_page_has_its_words() -> None:
    assert set(SAID_OF) == kinds()


def test_every_page_that_a_citizen_meets_is_among_the_scenes() -> None:
    assert {type(session.page) for session in SCENES.values()} == kinds()


@pytest.mark.parametrize("scene", sorted(set(SCENES) - SILENT))
@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_page_says_something_that_there_are_clips_for(scene: str, language: str) -> None:
    clips = said(scene, language=language)
    assert clips
    assert set(clips) - {PAUSE} <= set(words("zh" if language == "zh" else "en"))


@pytest.mark.parametrize("scene", sorted(SILENT))
def test_nothing_is_said_to_the_staff_least_of_all_their_pin(scene: str) -> None:
    assert said(scene) == ()


def test_both_languages_say_the_same_things() -> None:
    assert SENTENCES["zh"].keys() == SENTENCES["en"].keys()


def test_the_number_is_read_character_by_character_and_then_what_to_do() -> None:
    assert said("done") == (
        "number", "letter-A", "digit-0", "digit-1", "digit-2", PAUSE, "take-paper", PAUSE,
        "ahead", "number-10", "digit-2", PAUSE, "wait",
    )  # fmt: skip


def test_what_is_not_known_offline_is_not_said_as_known() -> None:
    assert "ahead-unknown" in said("done-offline")
    assert "ahead-unknown" in said("confirm-offline")


def test_a_number_that_somebody_holds_already_is_said_into_headphones_only() -> None:
    assert said("problem-waiting") == ("has-number", PAUSE, "on-screen")
    assert said("problem-waiting", headphones=True)[2:] == ("number", "letter-A", "digit-0", "digit-0", "digit-7")


def test_what_is_typed_is_said_into_headphones_only_each_character_as_it_comes() -> None:
    assert said("type-id") == ("type-id_number",)
    assert said("type-id", headphones=True) == ("digit-9",)
    assert said("type-id-whole", headphones=True) == ("letter-X", PAUSE, "type-whole")
    assert said("search-found", headphones=True) == ("letter-K",)


def test_the_same_digit_twice_is_said_twice() -> None:
    session = replace(SCENES["type-id"], around=replace(AROUND, headphones=True))
    once, twice = (spoken(replace(session, page=Typing(Typed.ID_NUMBER, text))) for text in ("1", "11"))
    assert once is not None
    assert twice is not None
    assert once.clips == twice.clips
    assert once != twice


def test_a_mistyped_number_is_told_as_such() -> None:
    assert said("type-id-wrong") == ("type-wrong",)


def test_a_booking_code_is_said_into_headphones_only() -> None:
    assert said("booked") == ("booked",)
    assert said("booked", headphones=True)[2:6] == ("booking-code", "digit-7", "letter-K", "digit-2")


def test_where_a_ticket_stands_is_said_and_its_number_into_headphones_only() -> None:
    assert said("ticket") == ("ticket-waiting", PAUSE, "ahead", "number-10", "digit-2")
    assert said("ticket", headphones=True)[:2] == ("number", "letter-A")


def test_who_waits_for_the_staff_is_told_so_until_they_type() -> None:
    assert said("staff-confirm") == ("staff-come",)
    typed = replace(SCENES["staff-confirm"], guided=True, page=StaffPin("1", confirming=Confirm("household")))
    assert spoken(typed) is None


def test_the_help_is_announced_and_what_happened_is_said_in_its_own_words() -> None:
    assert said("help") == ("help",)
    assert said("problem-card") == ("problem-card",)
    assert said("problem-early") == ("problem-early",)
    assert said("problem-busy") == ("problem",)


def test_whoever_plugs_in_headphones_is_guided_without_touching_anything() -> None:
    session = Session(page=Start(), around=replace(AROUND, headphones=True))
    assert spoken(session) == Spoken("zh", ("start",))


def test_the_first_touch_turns_it_on_and_the_next_says_it_again() -> None:
    visit = Visit()
    assert visit.give(inputs.GuidanceTouched()) == []
    assert visit.session.guided
    assert visit.give(inputs.GuidanceTouched()) == [SayAgain()]


def test_the_next_citizen_is_not_spoken_to() -> None:
    visit = Visit()
    visit.give(inputs.GuidanceTouched(), inputs.Tick(LEFT_ASIDE_S))
    assert not visit.session.guided
    visit.session = replace(visit.session, page=ChooseQueue(), guided=True)
    visit.give(inputs.HomeTouched())
    assert not visit.session.guided


def test_before_a_page_ends_the_warning_is_said() -> None:
    assert said("warning") == ("warning",)
    assert said("warning-card") == ("card-taken",)
