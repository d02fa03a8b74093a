"""The journal of a sound day, to be spoilt."""

import json

import pytest

from queue_server.domain import commands
from queue_server.domain.events import to_data
from queue_server.journal import RawEvent


@pytest.fixture
def sound_day(make_story):
    """Every step that a ticket and a window can take, over two days."""
    story = make_story()
    story.open("1")
    story.open("2", "1002")
    story.issue("household", person="p")
    story.issue("household")
    story.issue("household")
    story.issue("tax")
    story.accepted(commands.ReserveNumbers("household", 3, "kiosk-1"))
    story.accepted(commands.ReportPrint("A001", "yes"))
    story.later(minutes=1).call("1")
    story.accepted(commands.Recall("1"))
    story.accepted(commands.Undo("1"))
    story.call("1")
    story.accepted(commands.StartService("1"))
    story.accepted(commands.Park("1", "a photo"))
    story.accepted(commands.CallTicket("1", "A001"))
    story.accepted(commands.StartService("1"))
    story.accepted(commands.Transfer("1", "tax"))
    story.call("1")
    story.accepted(commands.Miss("1"))
    story.accepted(commands.Undo("1"))
    story.accepted(commands.Miss("1"))
    story.accepted(commands.Resume("A002"))
    story.accepted(commands.CancelTicket("A003"))
    story.call("2")
    story.accepted(commands.StartService("2"))
    story.accepted(commands.Finish("2"))
    story.accepted(commands.Undo("2"))
    story.accepted(commands.Finish("2"))
    story.accepted(commands.RateService("B001", 5))
    story.accepted(commands.CloseQueue("tax"))
    story.accepted(commands.OpenQueue("tax"))
    story.accepted(commands.PauseWindow("2"))
    story.accepted(commands.CloseWindow("2"))
    story.later(days=1)
    story.issue("household")
    return story


@pytest.fixture
def rows(sound_day):
    return [
        RawEvent(seq, event.at.isoformat(), event.type, json.dumps(to_data(event)))
        for seq, event in enumerate(sound_day.happened, 1)
    ]
