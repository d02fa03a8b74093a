"""Searching a large catalogue as citizens type, and what it costs to make one."""

import random
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path

from bench._figures import Figure, percentile
from queue_server.catalogue import Catalogue, Entry, write_catalogue
from queue_server.catalogue.spelling import Speller
from tests.queue_server.catalogue.large import large_entries

NOWHERE = ("没有这个事项", "火箭发射", "zzz", "qqqqxx")
SEARCHES = 4000
WARM_UP = 100
GUIDE_WORDS = (
    "身份证",
    "户口簿",
    "授权委托书",
    "出生医学证明",
    "租赁合同",
    "银行卡",
    "近期照片",
    "不动产权证书",
    "birth certificate",
)


def measure() -> Iterator[Figure]:
    """A search from the letters that were typed to the list that is shown, as a kiosk does it at each key."""
    entries = large_entries()
    speller = Speller()
    spelled = [speller.spelled(entry) for entry in entries]
    with tempfile.TemporaryDirectory() as directory:
        file = Path(directory) / "catalogue.db"
        started = time.perf_counter()
        write_catalogue(file, "bench", spelled)
        written_s = time.perf_counter() - started
        size = file.stat().st_size
        with closing(Catalogue(file)) as catalogue:
            taken = _searches(catalogue, spelled)
    for share, name in ((0.5, "p50"), (0.99, "p99"), (1.0, "slowest")):
        yield Figure(f"catalogue_search_{name}_ms", percentile(taken, share) * 1000, "ms")
    yield Figure("catalogue_write_s", written_s, "s")
    yield Figure("catalogue_file_mb", size / 2**20, "MB")


def _searches(catalogue: Catalogue, entries: Sequence[Entry]) -> list[float]:
    dice = random.Random(1)  # noqa: S311 - the same searches each time
    taken = []
    for _ in range(WARM_UP + SEARCHES):
        typed = _typed(dice, dice.choice(entries))
        theme = dice.choice(entries).theme["zh"] if dice.random() < 0.2 else None
        started = time.perf_counter()
        catalogue.search(typed, theme=theme)
        taken.append(time.perf_counter() - started)
    return taken[WARM_UP:]


def _typed(dice: random.Random, entry: Entry) -> str:
    """One to all letters of what a citizen may mean by the entry."""
    name = entry.name["zh"]
    spelling = dice.choice(entry.spellings)
    start = dice.randrange(len(name))
    guide_word = dice.choice(GUIDE_WORDS)
    return dice.choice(
        (
            _begun(dice, name),
            name[start : start + dice.randint(1, 4)],
            _begun(dice, spelling.pinyin.replace(" ", "")),
            _begun(dice, spelling.pinyin),
            _begun(dice, spelling.initials),
            _begun(dice, entry.name["en"]),
            guide_word,
            f"{guide_word} {name[start : start + 2]}",
            entry.code,
            dice.choice(NOWHERE),
        )
    )


def _begun(dice: random.Random, text: str) -> str:
    return text[: dice.randint(1, len(text))]
