"""The devices: what it costs to understand a card that has been read."""

import timeit
from collections.abc import Iterator
from datetime import date

from bench._figures import Figure
from hardware.id_card import ResidentCard, Sex
from hardware.id_card._commands import base_data, text_and_photo
from hardware.id_card._frames import ANSWER_HEAD, Answer, FrameParser
from hardware.id_card._layouts import card_from_text, card_to_text

ROUNDS = 20
ANSWERS_A_ROUND = 200

# The example number of GB 11643.
CARD = ResidentCard(
    name="测试",
    sex=Sex.MALE,
    ethnicity="01",
    birth=date(1949, 12, 31),
    address="示例市示例路1号",
    id_number="11010519491231002X",
    authority="示例市公安局",
    valid_from=date(2020, 1, 1),
    valid_to=date(2040, 1, 1),
)


def measure() -> Iterator[Figure]:
    """A base answer of 1295 bytes, from the bytes off the wire to the card; the quickest round."""
    frame = Answer(0, 0, 0x90, base_data(card_to_text(CARD))).to_bytes()
    assert _understood(frame) == CARD
    rounds = timeit.repeat(lambda: _understood(frame), number=ANSWERS_A_ROUND, repeat=ROUNDS)
    yield Figure("card_answer_parse_us", min(rounds) / ANSWERS_A_ROUND * 1e6, "µs")


def _understood(frame: bytes) -> object:
    [body] = FrameParser(ANSWER_HEAD).feed(frame)
    assert isinstance(body, bytes)
    text, _ = text_and_photo(Answer.from_body(body).data)
    return card_from_text(text)
