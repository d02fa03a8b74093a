"""The guide follows the session: each thing once, and again when asked."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from kiosk.flow.pages import ChooseQueue
from kiosk.guide import Guide, NoNarrator, Spoken
from tests.kiosk.scenes import SCENES

GUIDED = replace(SCENES["start"], guided=True)


@dataclass
class Voice:
    said: list[tuple[Spoken | None, int]] = field(default_factory=list)

    def start(self) -> None: ...

    def say(self, said: Spoken | None, volume: int) -> None:
        self.said.append((said, volume))

    def stop(self) -> None: ...


def test_each_thing_is_said_once_and_again_when_asked() -> None:
    voice = Voice()
    guide = Guide(voice)
    for _ in range(3):
        guide.follow(GUIDED, 60)
    assert voice.said == [(Spoken("zh", ("start",)), 60)]
    guide.forget()
    guide.follow(GUIDED, 80)
    assert voice.said[1:] == [(Spoken("zh", ("start",)), 80)]


def test_the_next_page_is_said_and_the_end_of_guidance_is_silence() -> None:
    voice = Voice()
    guide = Guide(voice)
    guide.follow(GUIDED, 60)
    guide.follow(replace(GUIDED, page=ChooseQueue()), 60)
    guide.follow(SCENES["start"], 60)
    assert [said.clips if said else None for said, _ in voice.said] == [("start",), ("choose",), None]


def test_headphones_are_looked_at_each_time(tmp_path: Path) -> None:
    guide = Guide(NoNarrator(), tmp_path / "state")
    assert (guide.speaks, guide.headphones) == (False, False)
    (tmp_path / "state").write_text("1")
    assert guide.headphones
