"""The dashboard shows what the server tells."""

import json
import re
from pathlib import Path

import pytest

from queue_server.domain.management import Alert, AlertKey
from queue_server.domain.state import HallState
from queue_server.web.access import Gate
from queue_server.web.glance import Glance
from queue_server.web.limits import Limits
from queue_server.web.metrics import Metrics
from tests.queue_server.conftest import MORNING, make_hall

DASHBOARD = json.loads((Path(__file__).parents[2] / "deploy" / "grafana-dashboard.json").read_text(encoding="utf-8"))
PANELS = DASHBOARD["panels"]


@pytest.fixture(scope="module")
def told():
    alert = Alert("1", AlertKey("queue_long", "tax"), MORNING)
    glance = Glance(lambda: HallState(make_hall(), alerts={"1": alert}), lambda: MORNING)
    metrics = Metrics(glance, Gate(lambda _token: None, Limits(), lambda: MORNING), lambda: True)
    metrics.requests.labels("GET", "/", 200).inc()
    metrics.seconds.labels("/").observe(0.1)
    return set(re.findall(r"^# TYPE (\S+)", metrics.text().decode(), re.MULTILINE))


@pytest.mark.parametrize("panel", PANELS, ids=lambda panel: panel["title"])
def test_every_panel_asks_for_figures_that_there_are(panel, told):
    for target in panel["targets"]:
        names = set(re.findall(r"\b(?:onedoor|process)_\w+", target["expr"]))
        assert names
        assert {name.removesuffix("_bucket") for name in names} <= told


def test_no_panel_lies_on_another():
    taken = set()
    for panel in PANELS:
        place = panel["gridPos"]
        cells = {(place["x"] + right, place["y"] + down) for right in range(place["w"]) for down in range(place["h"])}
        assert not cells & taken, panel["title"]
        assert all(right < 24 for right, _ in cells)
        taken |= cells
