"""The voice's thread: one announcement after the other, whatever the loudspeaker does."""

from __future__ import annotations

import queue
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

import pytest
from structlog.testing import capture_logs

from screens.voice import speaker as speaker_module
from screens.voice.message import message_of
from screens.voice.rules import RecallRule, VoiceRules, VolumeFrom
from screens.voice.speaker import Caption, Speaker
from tests.screens.voice.conftest import HANG_S, NOON, Gate, call_of

if TYPE_CHECKING:
    from queue_server.contract.views import PartHealth
    from screens.voice.clips import ClipBook
    from screens.voice.speech import Announcement

RULES = VoiceRules(languages=("zh",), chime=False)


@dataclass
class Room:
    """A speaker at a gate, with its captions and its health; the clock stands until it is moved."""

    book: ClipBook
    gate: Gate
    now: datetime = NOON
    captions: queue.Queue[Caption] = field(default_factory=queue.Queue)
    health: queue.Queue[PartHealth] = field(default_factory=queue.Queue)
    speakers: list[Speaker] = field(default_factory=list)

    def start(self, rules: VoiceRules = RULES, *, check_every_s: float = 1e6) -> Speaker:
        speaker = Speaker(
            rules, self.book, self.gate, clock=lambda: self.now,
            tell_caption=self.captions.put, tell_health=self.health.put, check_every_s=check_every_s,
        )  # fmt: skip
        self.speakers.append(speaker)
        speaker.start()
        return speaker

    def hear(self, *calls: Announcement, gone: tuple[Announcement, ...] = ()) -> None:
        self.speakers[-1].hear(calls, frozenset(gone), self.now)

    def begun(self) -> str:
        assert self.gate.began.acquire(timeout=HANG_S)
        return self.gate.played[-1]

    def let_go(self) -> None:
        self.gate.let_go.release()

    def next_health(self) -> tuple[str, str | None]:
        health = self.health.get(timeout=HANG_S)
        return health.status, health.detail


@pytest.fixture
def room(book: ClipBook, gate: Gate) -> Iterator[Room]:
    room = Room(book, gate)
    yield room
    for speaker in room.speakers:
        speaker.stop()


def test_no_announcement_begins_before_the_one_before_it_has_ended(room: Room) -> None:
    room.start()
    room.hear(call_of("A001"))
    assert room.begun() == "A001-3"
    room.hear(call_of("A002"), call_of("A003"))
    assert not room.gate.began.acquire(blocking=False)
    room.let_go()
    assert room.begun() == "A002-3"
    room.let_go()
    assert room.begun() == "A003-3"
    assert room.gate.most_at_once == 1


def test_what_is_played_is_what_was_mixed_as_loud_as_the_hour_and_the_recall_want(room: Room) -> None:
    rules = replace(RULES, volume=(VolumeFrom(time(), 30),), recall=RecallRule(4, 8))
    room.start(rules)
    room.hear(call_of("A001", recalls=1))
    room.begun()
    expected = message_of(call_of("A001", recalls=1), rules, room.book, times=1, now=NOON).sound
    assert room.gate.sounds == [expected]


def test_captions_are_told_as_each_announcement_begins(room: Room) -> None:
    room.start(VoiceRules())
    room.hear(call_of("A012", "3"), call_of("B001", "12"))
    room.begun()
    caption = room.captions.get_nowait()
    assert caption.texts == {"zh": "请 A012 号到 3 号窗口", "en": "Number A012, please go to window 3"}
    assert (caption.announcement, caption.began) == (call_of("A012", "3"), NOON)
    assert caption.lasts_s == room.gate.sounds[0].seconds
    assert room.captions.empty()


def test_at_volume_nothing_calls_are_shown_and_not_played(room: Room) -> None:
    speaker = room.start(replace(RULES, volume=(VolumeFrom(time(), 0),)))
    room.hear(call_of("A001"))
    assert room.captions.get(timeout=HANG_S).announcement.number == "A001"
    speaker.stop()
    assert room.gate.played == []
    assert speaker.counts == {"shown_only": 1}


def test_sixty_calls_at_once_are_said_politely_and_the_late_ones_dropped_with_a_log_and_a_count(room: Room) -> None:
    """Each sound takes the clock forward by its own length, as if it had been heard."""
    calls = [call_of(f"A{number:03}", str(number % 20)) for number in range(60)]
    with capture_logs() as logged:
        speaker = room.start()
        room.hear(*calls)
        while room.now - NOON <= RULES.drop_after:
            room.begun()
            room.now += timedelta(seconds=room.gate.sounds[-1].seconds)
            room.let_go()
        room.hear(call_of("Z001"))
        assert room.begun() == "Z001-3"
    room.gate.played.pop()
    room.gate.sounds.pop()
    said = [name.split("-")[0] for name in room.gate.played]
    assert said == [call.number for call in calls[: len(said)]]
    heard_for = sum(sound.seconds for sound in room.gate.sounds)
    assert heard_for - room.gate.sounds[-1].seconds <= RULES.drop_after.total_seconds() < heard_for
    assert len(said) > 10
    assert room.gate.most_at_once == 1
    assert speaker.counts == {"said": len(said), "late": 60 - len(said)}
    dropped = [line["number"] for line in logged if line["event"] == "announcement_left"]
    assert dropped == [call.number for call in calls[len(said) :]]
    assert {line["why"] for line in logged if line["event"] == "announcement_left"} == {"late"}


def test_who_has_arrived_before_the_turn_came_is_not_announced(room: Room) -> None:
    speaker = room.start()
    room.hear(call_of("A001"))
    room.begun()
    room.hear(call_of("A002"), call_of("A003"))
    room.hear(gone=(call_of("A002"),))
    room.let_go()
    assert room.begun() == "A003-3"
    assert speaker.counts["withdrawn"] == 1


def test_a_loudspeaker_is_looked_at_before_anybody_is_called(room: Room) -> None:
    room.start()
    assert room.next_health() == ("ok", None)
    assert room.gate.played == []


def test_a_loudspeaker_that_fails_is_told_once_and_back_as_soon_as_it_plays(room: Room) -> None:
    with capture_logs() as logged:
        speaker = room.start()
        assert room.next_health() == ("ok", None)
        room.gate.broken = "no card"
        for number in ("A001", "A002"):
            room.hear(call_of(number))
            room.begun()
            room.let_go()
        assert room.next_health() == ("offline", "no card")
        room.hear(call_of("A003"))
        room.begun()
        room.gate.broken = ""
        room.let_go()
        assert room.next_health() == ("ok", None)
        speaker.stop()
    assert [line["event"] for line in logged if line["event"].startswith("loudspeaker")] == [
        "loudspeaker_lost",
        "loudspeaker_back",
    ]
    assert speaker.counts == {"player_failed": 2, "said": 1}
    assert [room.captions.get_nowait().announcement.number for _ in range(3)] == ["A001", "A002", "A003"]


def test_a_lost_loudspeaker_is_looked_at_again_though_nobody_is_called(room: Room) -> None:
    room.gate.broken = "no card"
    room.start(check_every_s=0.01)
    assert room.next_health() == ("offline", "no card")
    for _ in range(3):
        assert room.gate.checks.acquire(timeout=HANG_S)
    room.gate.broken = ""
    assert room.next_health() == ("ok", None)


def test_a_number_that_cannot_be_read_costs_its_own_announcement_only(room: Room) -> None:
    with capture_logs() as logged:
        speaker = room.start()
        room.hear(call_of("A特1"), call_of("A002"))
        assert room.begun() == "A002-3"
    assert speaker.counts["unreadable"] == 1
    assert [line["text"] for line in logged if line["event"] == "announcement_unreadable"] == ["A特1"]


def test_a_fault_in_the_voice_itself_is_logged_and_survived(room: Room, monkeypatch: pytest.MonkeyPatch) -> None:
    def faulty(announcement: Announcement, *given: object, **more: object) -> object:
        if announcement.number == "BOOM":
            raise RuntimeError("an invented fault")
        return mix(announcement, *given, **more)

    mix: Callable[..., object] = message_of
    monkeypatch.setattr(speaker_module, "message_of", faulty)
    with capture_logs() as logged:
        speaker = room.start()
        room.hear(call_of("BOOM"), call_of("A002"))
        assert room.begun() == "A002-3"
    assert speaker.counts["failed"] == 1
    assert [str(line["exc_info"]) for line in logged if line["event"] == "announcement_failed"] == ["an invented fault"]


def test_stopping_does_not_wait_for_what_is_being_said_nor_say_the_rest(room: Room) -> None:
    speaker = room.start()
    room.hear(call_of("A001"), call_of("A002"))
    room.begun()
    speaker.stop()
    assert room.gate.played == ["A001-3"]
