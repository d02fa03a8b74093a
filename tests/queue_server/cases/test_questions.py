"""Lists of all cases are told without the hall's thread, and say the same as it would."""

import json
import queue
from datetime import timedelta
from uuid import uuid4

import pytest

from queue_server.cases.questions import CaseQuestions
from queue_server.contract.case_commands import AcceptCase, FindCases
from queue_server.contract.envelope import Command
from queue_server.service.batch import Request
from tests.queue_server.cases.conftest import ANOTHER, HOLDER

HANG_S = 60


class Door:
    """Questions in, replies out; ``handed_on`` went to the hall's thread."""

    def __init__(self, applying):
        self.handed_on = []
        self._applying = applying
        self._questions = CaseQuestions(
            applying.cases, lambda: applying.service.state, lambda: applying.now, self.handed_on.append
        )

    def submit(self, data, kind="system", **more):
        answers = queue.SimpleQueue()
        command = Command(id=str(uuid4()), sent_at=self._applying.now, data=data, **more)
        self._questions.submit(Request(command, f"{kind}-1", kind, answers.put))
        return answers

    def ask(self, data, **more):
        return json.loads(self.submit(data, **more).get(timeout=HANG_S))


@pytest.fixture
def door(applying):
    return Door(applying)


@pytest.mark.parametrize(
    "asked",
    [
        FindCases(),
        FindCases(states=("refused", "submitted")),
        FindCases(states=("submitted",), limit=1),
        FindCases(item="civil-elderly"),
    ],
    ids=["all", "living and ended", "the first", "of an item"],
)
def test_a_list_says_what_the_hall_would_say(applying, door, asked):
    applying.decided("refused", ANOTHER)
    applying.submitted(HOLDER)
    assert door.ask(asked)["data"] == applying.staff(asked)
    assert door.handed_on == []


def test_what_was_answered_before_is_in_the_next_list(applying, door):
    case = applying.submitted()
    applying.staff(AcceptCase(case=case, operator="1001"))
    (found,) = door.ask(FindCases(states=("accepted",)))["data"]["cases"]
    assert found["case"] == case


@pytest.mark.parametrize(
    ("data", "kind"),
    [(FindCases(holder=HOLDER), "system"), (FindCases(), "kiosk"), (AcceptCase(case="c", operator="1"), "window")],
    ids=["of one person", "at a terminal", "a step"],
)
def test_everything_else_is_the_halls_business(door, data, kind):
    door.submit(data, kind)
    assert [request.command.data for request in door.handed_on] == [data]


def test_a_question_that_came_too_late_is_not_answered(applying, door):
    answer = door.ask(FindCases(), expires_at=applying.now - timedelta(seconds=1))
    assert answer["error"]["code"] == "expired"


def test_a_failure_is_told_to_whoever_asked_and_the_next_question_is_answered(applying, door, monkeypatch):
    with monkeypatch.context() as broken:
        broken.setattr(applying.cases, "reading", lambda: 1 / 0)
        assert door.ask(FindCases())["error"]["code"] == "internal"
    assert door.ask(FindCases())["ok"]
