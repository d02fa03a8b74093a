"""A hall whose manager is told what needs a hand."""

from dataclasses import replace

import pytest

from queue_server.alerts import QueueThresholds, Thresholds
from queue_server.alerts.heard import Heard
from queue_server.alerts.rules import Facts, brought
from queue_server.contract.views import Health, PartHealth, Presence
from queue_server.domain.evolve import evolve_all
from queue_server.domain.management import ALERT_RULES


class Watched:
    """A story, what is heard in it, and the alerts that come of both."""

    def __init__(self, story):
        self.story = story
        self.thresholds = Thresholds(
            window_idle_minutes=5,
            people=3,
            wait_minutes=20,
            forecast_minutes=15,
            queues={"tax": QueueThresholds(people=5)},
        )
        self.enrolled = frozenset()
        self.heard = Heard(story.now)

    def only(self, rule):
        """Every other rule is silent."""
        self.thresholds = replace(self.thresholds, off=frozenset(ALERT_RULES) - {rule})

    def later(self, **passed):
        self.story.later(**passed)
        return self

    def look(self):
        """What is raised and what is over now."""
        facts = Facts(self.story.state, self.heard, self.enrolled, self.story.now)
        happened = brought(facts, self.thresholds)
        self.story.state = evolve_all(self.story.state, happened)
        return [event.type for event in happened]

    @property
    def alerts(self):
        """The alerts there are, as words."""
        return sorted(" ".join(filter(None, alert.key)) for alert in self.story.state.alerts.values())

    def alert(self):
        (alert,) = self.story.state.alerts.values()
        return alert

    def present(self, client="kiosk-01", *, online=True, kind="kiosk"):
        told = Presence(online=online, kind=kind, version="1", at=self.story.now)
        self.heard = self.heard.with_presence(client, told, self.story.now)

    def gone(self, client="kiosk-01"):
        self.present(client, online=False)

    def says(self, client="kiosk-01", **parts):
        told = {name: PartHealth(status=status) for name, status in parts.items()}
        health = Health(at=self.story.now, parts=told)
        self.heard = self.heard.with_health(client, health, self.story.now)

    def tells(self, part, detail, client="kiosk-01"):
        """The part is well, and has something to say."""
        health = Health(at=self.story.now, parts={part: PartHealth(status="ok", detail=detail)})
        self.heard = self.heard.with_health(client, health, self.story.now)

    def restarted(self):
        """The server began to hear anew."""
        self.heard = Heard(self.story.now)


@pytest.fixture
def watched(story):
    return Watched(story)
