"""Loudspeakers: sounds that are read, made, joined and played by a program of the system."""

from hardware.sound.errors import (
    BadSoundError,
    PlayerError,
    PlayerFailedError,
    PlayerHungError,
    PlayerMissingError,
    SoundError,
    SynthesiserError,
)
from hardware.sound.mixing import FULL, Sound, amplified, chime, joined, read_sound, silence, trimmed, wav_bytes
from hardware.sound.player import Output, Player, PlayerName, player_for
from hardware.sound.synthesiser import speak

__all__ = [
    "FULL",
    "BadSoundError",
    "Output",
    "Player",
    "PlayerError",
    "PlayerFailedError",
    "PlayerHungError",
    "PlayerMissingError",
    "PlayerName",
    "Sound",
    "SoundError",
    "SynthesiserError",
    "amplified",
    "chime",
    "joined",
    "player_for",
    "read_sound",
    "silence",
    "speak",
    "trimmed",
    "wav_bytes",
]
