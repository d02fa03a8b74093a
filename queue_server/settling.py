"""What was made for the whole life of the program is not searched for garbage again and again."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager

SEARCH_AFTER = (2_000, 10, 200)
"""How many more objects than before the collector waits for, and how many small searches for a larger one: most of
what is made here ends by itself, and a full search is worth its pause once a minute rather than every other second."""


def settle() -> None:
    """Take everything that there is now out of the collector's sight; call it when a large part has been set up.

    A full collection stops every thread for as long as it looks through everything: some hundred thousand objects of
    modules, pages and catalogue take a third of a second on a small machine, and none of them is ever garbage.
    """
    gc.set_threshold(*SEARCH_AFTER)
    gc.collect()
    gc.freeze()


@contextmanager
def unsearched() -> Iterator[None]:
    """While a state is made from its journal: a million events leave nothing that only a search could free."""
    searched = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if searched:
            gc.enable()
