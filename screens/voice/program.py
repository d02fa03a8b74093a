"""Starts the voice: the only place that knows all of its parts."""

import queue
import shutil
import signal
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from importlib.metadata import version
from pathlib import Path
from typing import Literal

import structlog

from hardware.sound.player import Player, player_for
from hardware.sound.reading import Language
from queue_server.contract import views as contract
from queue_server.contract.address import BrokerAddress
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.views import Health, PartHealth
from screens.board.hearing import with_news
from screens.board.seen import Seen
from screens.feed import Feed
from screens.voice.clips import ClipBook, load_clips, read_folder
from screens.voice.making import make_clips
from screens.voice.message import Message, message_of
from screens.voice.noticing import called_no_more, newly_called
from screens.voice.rules import VoiceRules
from screens.voice.speaker import Caption, Speaker
from screens.voice.speech import Announcement


@dataclass(frozen=True, slots=True)
class VoiceSettings:
    """One voice.

    ``client`` is the stable id of this program. ``cache`` is a folder for files that can be made again: the clips of
    languages that nobody recorded.
    """

    hall: str
    broker: BrokerAddress
    client: str
    cache: Path
    rules: VoiceRules


def run_voice(settings: VoiceSettings) -> int:
    """Announce calls until SIGTERM or SIGINT comes; returns the program's exit code. In the main thread only.

    :raises VoiceError: when there are no clips to speak with; SoundError when they cannot be made.
    """
    rules = settings.rules
    voice = Voice(
        Connection(
            settings.broker,
            settings.hall,
            Identity(client=settings.client, kind="screen", version=version("onedoor")),
            clock=_now,
        ),
        rules,
        clips_for(rules, settings.cache),
        player_for(rules.output),
        clock=_now,
    )
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: voice.stop())
    voice.run()
    return 0


def clips_for(rules: VoiceRules, cache: Path) -> ClipBook:
    """The clips of all languages; those that nobody recorded are made once and kept in the cache.

    :raises VoiceError: when recorded clips are missing or unfit; SoundError when others cannot be made.
    """
    for language in rules.languages:
        if language not in rules.clips:
            _make_where_missing(cache / language, language)
    return load_clips(_folders(rules, cache), yao=rules.yao)


def say_once(rules: VoiceRules, cache: Path, announcement: Announcement) -> Message:
    """Play one announcement as the voice would now, to hear whether the loudspeaker is right.

    :raises VoiceError: when it cannot be said; SoundError when it cannot be played.
    """
    message = message_of(announcement, rules, clips_for(rules, cache), times=rules.repeat, now=announcement.called_at)
    if message.audible:
        player_for(rules.output).play(message.sound, f"{announcement.number}-{announcement.window}")
    return message


def _folders(rules: VoiceRules, cache: Path) -> Mapping[Language, Path]:
    return {language: rules.clips.get(language, cache / language) for language in rules.languages}


def _make_where_missing(folder: Path, language: Language) -> None:
    _, mistakes = read_folder(folder, language, yao=True)
    if not mistakes:
        return
    log = structlog.get_logger("voice").bind(language=language, folder=str(folder))
    if folder.exists():
        # Somebody may have recorded some of them: they are not for us to delete.
        aside = folder.with_name(f"{folder.name}-unfit")
        shutil.rmtree(aside, ignore_errors=True)
        folder.replace(aside)
        log.warning("clips_set_aside", aside=str(aside), mistakes=mistakes)
    log.info("clips_made", clips=make_clips(folder, language))


class Voice:
    """Between the broker's news and the speaker. Speaks until it is stopped."""

    def __init__(
        self,
        connection: Connection,
        rules: VoiceRules,
        book: ClipBook,
        player: Player,
        *,
        clock: Callable[[], datetime],
    ) -> None:
        self._connection = connection
        self._clock = clock
        self._awake: queue.SimpleQueue[Literal["news", "health", "stop"]] = queue.SimpleQueue()
        self._loudspeaker = PartHealth(status="unknown")
        self._log = structlog.get_logger("voice")
        self._feed = Feed(connection, (connection.topics.board,), wake=lambda: self._awake.put("news"))
        self._speaker = Speaker(
            rules,
            book,
            player,
            clock=clock,
            tell_caption=self._tell_caption,
            tell_health=self._tell_health,
        )

    def stop(self) -> None:
        """End :meth:`run`, from any thread or a signal's handler."""
        # Unlike an event's set, this queue's put may interrupt its own get in the middle of anything.
        self._awake.put("stop")

    def run(self) -> None:
        """Hear and speak until :meth:`stop`."""
        self._speaker.start()
        self._connection.start()
        seen = Seen(stale_since=self._clock())
        try:
            while (word := self._awake.get()) != "stop":
                if word == "news":
                    seen = self._hear(seen)
                else:
                    self._publish_health()
        finally:
            self._speaker.stop()
            self._connection.stop()
            self._log.info("voice_ended", **self._speaker.counts)

    def _hear(self, before: Seen) -> Seen:
        now, news = self._clock(), self._feed.take()
        if news.line_up:
            self._publish_health()
        after, misheard = with_news(before, news, self._connection.topics, now)
        for message in misheard:
            self._log.warning("message_not_understood", topic=message.topic, mistakes=message.mistakes)
        if after.board is not None and after.board is not before.board:
            self._speaker.hear(newly_called(before, after), called_no_more(before.board, after.board), now)
        return after

    def _tell_caption(self, caption: Caption) -> None:
        # Told late it would be no caption any more.
        if self._connection.connected:
            topic = self._connection.topics.announcement(self._connection.identity.client)
            self._connection.publish(topic, told(caption))
        self._log.info(
            "announced",
            number=caption.announcement.number,
            window=caption.announcement.window,
            recalls=caption.announcement.recalls,
            **{f"caption_{language}": text for language, text in caption.texts.items()},
        )

    def _tell_health(self, loudspeaker: PartHealth) -> None:
        self._loudspeaker = loudspeaker
        self._awake.put("health")

    def _publish_health(self) -> None:
        # Without a line nothing is sent: all is told when it is back.
        if self._connection.connected:
            topic = self._connection.topics.health(self._connection.identity.client)
            self._connection.publish(
                topic, Health(at=self._clock(), parts={"loudspeaker": self._loudspeaker}), retain=True
            )


def told(caption: Caption) -> contract.Announcement:
    """A caption in the contract's words."""
    call = caption.announcement
    return contract.Announcement(
        at=caption.began,
        number=call.number,
        window=call.window,
        called_at=call.called_at,
        recalls=call.recalls,
        text=dict(caption.texts),
        lasts_s=round(caption.lasts_s, 1),
    )


def _now() -> datetime:
    return datetime.now().astimezone()
