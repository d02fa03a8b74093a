"""What a manager sees of the hall, and how it is said."""

import pytest

from queue_server.alerts.heard import Heard
from queue_server.contract.views import Health, PartHealth, Presence
from queue_server.domain import commands, events
from queue_server.domain.evolve import evolve
from queue_server.domain.management import ALERT_RULES
from queue_server.service.views import Views
from queue_server.web.staff.manager.picture import manager_picture
from queue_server.web.staff.manager.sentences import alert_sentence, lasting
from queue_server.web.words.manager import MANAGER


class Looking:
    """A story, and what a manager sees of it."""

    def __init__(self, story):
        self.story = story
        self.heard = Heard(story.now)
        self.enrolled = {}

    def see(self):
        return manager_picture(Views(self.story.state, self.story.now), self.heard, self.enrolled)

    def present(self, client, kind="kiosk", *, online=True):
        told = Presence(online=online, kind=kind, version="1", at=self.story.now)
        self.heard = self.heard.with_presence(client, told, self.story.now)

    def says(self, client, **parts):
        told = {name: PartHealth(status=status) for name, status in parts.items()}
        self.heard = self.heard.with_health(client, Health(at=self.story.now, parts=told), self.story.now)

    def raised(self, rule, subject, **more):
        event = events.AlertRaised(at=self.story.now, rule=rule, subject=subject, **more)
        self.story.state = evolve(self.story.state, event)
        return str(self.story.state.seq)

    def said(self, language="zh"):
        return [alert_sentence(alert, MANAGER[language], language) for alert in self.see().alerts]


@pytest.fixture
def looking(story):
    return Looking(story)


def test_sums_of_the_hall(looking):
    looking.story.issue()
    looking.story.later(minutes=7).issue("tax")
    looking.story.open()
    see = looking.see()
    assert (see.waiting, see.longest_minutes, see.windows_working, see.issued) == (2, 7, 1, 2)
    assert looking.see().open


def test_nobody_waits_is_no_wait_of_nothing(looking):
    assert looking.see().longest_minutes is None


def test_a_queue_says_who_waits_and_whether_it_takes_more(looking):
    looking.story.issue()
    looking.story.accepted(commands.CloseQueue("tax"))
    household, tax = looking.see().queues
    assert (household.waiting, household.first_minutes, household.open, household.closed_by_hand) == (1, 0, True, False)
    assert (tax.open, tax.closed_by_hand, tax.range) == (False, True, None)


@pytest.mark.parametrize(
    ("steps", "offered"),
    [
        ([], ("open",)),
        ([commands.OpenWindow("1", "1001")], ("pause", "close")),
        ([commands.OpenWindow("1", "1001"), commands.PauseWindow("1")], ("open", "close")),
        ([commands.OpenWindow("1", "1001"), commands.CallNext("1")], ()),
    ],
)
def test_a_window_offers_what_can_be_done_with_it(looking, steps, offered):
    looking.story.issue()
    for step in steps:
        looking.story.accepted(step)
    assert looking.see().windows[0].steps == offered


def test_what_nobody_sees_to_comes_first_and_of_that_the_urgent(looking):
    first = looking.raised("queue_long", "tax", value=30, target=30)
    second = looking.raised("window_idle", "1", urgent=True, value=300, target=300)
    third = looking.raised("window_idle", "2", urgent=True, value=300, target=300)
    looking.story.accepted(commands.AcknowledgeAlert(second, "1001"))
    assert [alert.id for alert in looking.see().alerts] == [third, first, second]


def test_an_alert_says_how_long_it_is_by_now(looking):
    looking.raised("window_idle", "1", urgent=True, value=300, target=300)
    looking.story.later(minutes=3)
    assert looking.said() == ["1号综合窗口 开着但没有叫号，已 8 分钟，有人在等"]
    assert looking.said("en") == ["Counter 1 is open and has called nobody for 8 min while people wait"]


def test_an_alert_of_people_says_how_many_there_are_by_now(looking):
    looking.raised("queue_long", "household", value=30, target=30)
    looking.story.issue()
    assert looking.said() == ["户籍业务 有 1 人在等（目标 30 人）"]


@pytest.mark.parametrize(
    ("subject", "detail", "zh", "en"),
    [
        (
            "sms-aliyun",
            "timeout",
            "短信通道 aliyun 出现故障：通道没有按时回话",
            "SMS through aliyun fails: the provider did not answer in time",
        ),
        ("sms", "limit_day", "短信 出现故障：今天的短信已达上限", "SMS fails: today's limit is reached"),
        (
            "webhook-district",
            "HTTP 500",
            "推送到系统 district 出现故障：HTTP 500",
            "the webhook district fails: HTTP 500",
        ),
        (
            "office-permits",
            "no connection",
            "业务系统 permits 出现故障：no connection",
            "the back office permits fails: no connection",
        ),
        ("gate", "timeout", "gate 出现故障：timeout", "gate fails: timeout"),
    ],
)
def test_a_service_is_called_by_what_it_is_for(looking, subject, detail, zh, en):
    looking.raised("service_failing", subject, detail=detail)
    assert (looking.said(), looking.said("en")) == ([zh], [en])


def test_a_device_is_called_by_its_name(looking):
    looking.raised("device_trouble", "kiosk-01", part="printer", detail="jam", urgent=True)
    assert looking.said() == ["kiosk-01 的打印机：卡纸"]
    assert looking.said("en") == ["kiosk-01, printer: paper jam"]


@pytest.mark.parametrize("rule", ALERT_RULES)
def test_every_rule_has_a_sentence(looking, rule):
    looking.raised(rule, "x", part="p", value=60, target=60, detail="d")
    for language in ("zh", "en"):
        (sentence,) = looking.said(language)
        assert "x" in sentence


def test_what_is_gone_from_the_hall_file_still_has_a_name(looking):
    looking.raised("wait_long", "gone", value=1800, target=1800)
    assert "gone" in looking.said()[0]


def test_kiosks_come_first_then_screens_each_by_number(looking):
    for client, kind in (("board-01", "screen"), ("kiosk-10", "kiosk"), ("kiosk-2", "kiosk"), ("till", "system")):
        looking.present(client, kind)
    assert [client.id for client in looking.see().clients] == ["kiosk-2", "kiosk-10", "board-01"]


def test_who_is_enrolled_and_was_never_heard_is_listed_as_such(looking):
    looking.enrolled = {"kiosk-01": "kiosk"}
    (client,) = looking.see().clients
    assert client.online is None


def test_only_parts_that_need_a_hand_are_listed(looking):
    looking.present("kiosk-01")
    looking.says("kiosk-01", printer="low", id_reader="ok", scanner="offline")
    (client,) = looking.see().clients
    assert ([name for name, _ in client.parts], client.parts_count) == (["printer", "scanner"], 3)


def test_a_locked_kiosk_is_listed_though_nobody_knows_it(looking):
    looking.story.accepted(commands.ControlClient("kiosk-09", "lock", "a fault"))
    (client,) = looking.see().clients
    assert (client.id, client.locked, client.reason) == ("kiosk-09", True, "a fault")


def test_only_a_kiosk_can_be_locked_from_its_alert(looking):
    looking.present("board-01", "screen", online=False)
    looking.present("kiosk-01", online=False)
    looking.raised("client_away", "board-01", urgent=True, detail="screen")
    looking.raised("client_away", "kiosk-01", urgent=True, detail="kiosk")
    assert [alert.client for alert in looking.see().alerts] == ["", "kiosk-01"]


def test_long_times_are_said_in_hours(story):
    assert lasting(119, MANAGER["zh"]) == "119 分钟"
    assert lasting(484, MANAGER["en"]) == "8 h 4 min"


@pytest.mark.parametrize(("detail", "locked"), [("locked done=4", True), ("done=5", False), (None, False)])
def test_a_kiosk_that_is_there_says_itself_whether_it_is_locked(looking, detail, locked):
    """Staff at it may have locked or unlocked it by hand."""
    looking.present("kiosk-01")
    looking.story.accepted(commands.ControlClient("kiosk-01", "lock"))
    terminal = PartHealth(status="ok", detail=detail)
    health = Health(at=looking.story.now, parts={"terminal": terminal})
    looking.heard = looking.heard.with_health("kiosk-01", health, looking.story.now)
    assert looking.see().clients[0].locked is locked
    looking.present("kiosk-01", online=False)
    assert looking.see().clients[0].locked
