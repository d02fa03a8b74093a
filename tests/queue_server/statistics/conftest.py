"""A hall's day as the journal holds it."""

import json
from datetime import date

import pytest

from queue_server.domain.events import to_data
from queue_server.journal import Recorded
from queue_server.statistics.report import make_report


@pytest.fixture
def story(make_story):
    """A hall that is always open."""
    return make_story()


@pytest.fixture
def day(story):
    """A001 waited two minutes and is called at window 1; A002 waits."""
    story.issue("household", item="move-in")
    story.issue("household", item="move-in")
    story.open("1")
    story.later(minutes=2).call("1")
    return story


@pytest.fixture
def recorded():
    """Events as a journal gives them back, in the hall's own time."""

    def as_recorded(story):
        return [
            Recorded(seq, story.state.hall.local(event.at), event.type, json.dumps(to_data(event)))
            for seq, event in enumerate(story.happened, 1)
        ]

    return as_recorded


@pytest.fixture
def report(recorded):
    """The report of the story's first day."""

    def make(story, by=None, first=date(2026, 11, 20), last=date(2026, 11, 20)):
        return make_report(recorded(story), first, last, by)

    return make
