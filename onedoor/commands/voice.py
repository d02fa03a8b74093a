"""``onedoor screen voice`` and ``onedoor voice``."""

from datetime import datetime
from pathlib import Path

from hardware.sound import SoundError
from hardware.sound.characters import VOICES
from onedoor.output import EXIT_BAD_INPUT, client_id, fail, read_broker_url
from screens.voice.errors import RulesFileError, VoiceError
from screens.voice.making import make_clips
from screens.voice.program import VoiceSettings, run_voice, say_once
from screens.voice.rules import VoiceRules
from screens.voice.rules_file import load_rules
from screens.voice.speech import Announcement


def run_voice_screen(hall: str, mqtt: str, client: str | None, settings: Path | None, data: Path) -> None:
    """Announce the calls of a hall until a signal; leaves with what is wrong, all of it, when it cannot."""
    address = read_broker_url(mqtt)
    voice = VoiceSettings(hall, address, client_id(client, address), _cache(data), _rules(settings))
    try:
        raise SystemExit(run_voice(voice))
    except (VoiceError, SoundError) as error:
        fail(str(error), EXIT_BAD_INPUT)


def run_say(number: str, window: str, recalls: int, settings: Path | None, data: Path) -> None:
    """Say one call, as the voice would now, and print its captions."""
    announcement = Announcement(number, window, datetime.now().astimezone(), recalls)
    try:
        message = say_once(_rules(settings), _cache(data), announcement)
    except (VoiceError, SoundError) as error:
        fail(str(error))
    for caption in message.captions.values():
        print(caption)
    if not message.audible:
        print("not played: the volume is 0 at this time of day")


def run_make_clips(folder: Path) -> None:
    """Make placeholder clips in a folder for each language."""
    for language in VOICES:
        try:
            made = make_clips(folder / language, language)
        except (VoiceError, SoundError) as error:
            fail(str(error))
        print(f"{made} clips in {folder / language}", flush=True)


def _rules(file: Path | None) -> VoiceRules:
    try:
        return load_rules(file) if file else VoiceRules()
    except RulesFileError as error:
        fail(str(error), EXIT_BAD_INPUT)


def _cache(data: Path) -> Path:
    return data / "voice"
