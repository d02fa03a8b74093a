"""The hall file: every mistake at once, with its place."""

from importlib.resources import as_file, files
from pathlib import Path

import pytest

from queue_server.domain.hall import Bookable, CheckIn
from queue_server.domain.hours import Span
from queue_server.service.hall_file import HallFileError, load_hall_file
from queue_server.settings import MORE_SECTIONS

GOOD = """\
[hall]
id = "chancheng"
name = { zh = "禅城区行政服务中心", en = "Chancheng Service Centre" }
timezone = "Asia/Shanghai"
region = "440604"

[hours]
weekly = { mon = ["08:30-12:00", "14:00-24:00"] }
closed = ["2026-10-01"]
extra = { "2026-10-10" = ["09:00-12:00"] }

[[queue]]
id = "household"
prefix = "A"
name = { zh = "户籍业务" }
daily_quota = 300

[[item]]
code = "household-move-in"
queue = "household"
name = { zh = "户口迁入" }
typical_minutes = 9
bookable = { every_minutes = 15, capacity = 2 }

[[window]]
id = "1"
name = { zh = "1号综合窗口" }
serves = ["*"]

[[priority]]
id = "elderly"
name = { zh = "老年人优先" }
head_start_minutes = 10
weight = 1.5

[rules]
one_ticket_per_person_per_queue = true
recalls_before_missed = 3
check_in = { early_minutes = 30, late_minutes = 15 }

[alerts]
window_idle_minutes = 4
wait_minutes = 20.5
off = ["forecast_long"]

[alerts.queues.household]
people = 12

[security]
enrolled_only = true

[web]
public_url = "https://hall.example/"
"""


def load(tmp_path: Path, text: str):
    file = tmp_path / "hall.toml"
    file.write_text(text, encoding="utf-8")
    return load_hall_file(file)


def mistakes(tmp_path: Path, text: str) -> list[str]:
    with pytest.raises(HallFileError) as error:
        load(tmp_path, text)
    return [str(mistake) for mistake in error.value.mistakes]


def test_the_example_of_the_contract_is_a_hall(tmp_path):
    setup = load(tmp_path, GOOD)
    assert setup.hall.hours.weekly[0] == (Span(510, 720), Span(840, 1440))
    assert setup.hall.items["household-move-in"].typical_minutes == 9
    assert list(setup.hall.priorities) == ["ordinary", "appointment", "elderly"]
    assert setup.enrolled_only
    assert (setup.alerts.window_idle_minutes, setup.alerts.wait_s("household")) == (4, 1230)
    assert (setup.alerts.people_in("household"), setup.alerts.people_in("tax")) == (12, 30)
    assert setup.alerts.off == {"forecast_long"}
    assert setup.public_url == "https://hall.example"


def test_appointments_are_as_the_file_says(tmp_path):
    text = GOOD.replace("daily_quota = 300", "shared_capacity = 4")
    hall = load(tmp_path, text.replace("early_minutes = 30, late_minutes = 15", "late_minutes = 5")).hall
    assert hall.items["household-move-in"].bookable == Bookable(every_minutes=15, capacity=2)
    assert hall.queues["household"].shared_capacity == 4
    assert hall.rules.check_in == CheckIn(early_minutes=30, late_minutes=5)
    assert (hall.rules.appointments_per_person, hall.rules.book_ahead_days) == (2, 30)


def test_the_priority_of_appointments_may_be_named_otherwise(tmp_path):
    hall = load(tmp_path, GOOD.replace('id = "elderly"', 'id = "appointment"')).hall
    assert hall.priorities["appointment"].head_start_minutes == 10


def test_the_hall_of_the_demonstration_is_one():
    with as_file(files("onedoor.demo").joinpath("street.hall.toml")) as file:
        hall = load_hall_file(file, MORE_SECTIONS).hall
    assert (len(hall.queues), len(hall.windows), len(hall.items)) == (6, 8, 30)


def test_all_mistakes_are_told_at_once_each_with_its_line(tmp_path):
    text = (
        GOOD.replace('timezone = "Asia/Shanghai"', 'timezone = "Asia/Nowhere"')
        .replace('"08:30-12:00"', '"12:00-08:30"')
        .replace('prefix = "A"', 'prefix = "1"')
        .replace("daily_quota = 300", 'daily_quota = "300"\ncolour = "red"')
        .replace('serves = ["*"]', 'serves = ["household", "tax"]')
    )
    assert mistakes(tmp_path, text) == [
        'line 4, hall.timezone: a time zone name such as "Asia/Shanghai"',
        'line 8, hours.weekly.mon[1]: opening hours that end after they begin; "24:00" ends a day',
        'line 14, queue[1].prefix: one to four letters such as "A"',
        "line 16, queue[1].daily_quota: a valid integer",
        "line 17, queue[1].colour: nobody knows this key: is it spelt right?",
        'line 29, window[1].serves: "tax" is no queue; expected one of household or "*"',
    ]


@pytest.mark.parametrize(
    ("text", "mistake"),
    [
        ("", "hall: is missing"),
        (GOOD.replace("[[queue]]", "[[queues]]"), "line 12, queues: nobody knows this section"),
        (GOOD + GOOD[GOOD.index("[[window]]") : GOOD.index("[[priority]]")], 'window[2].id: "1" is taken by window[1]'),
        (GOOD.replace('queue = "household"', 'queue = "houshold"'), '"houshold" is no queue'),
        (GOOD.replace('zh = "禅城区行政服务中心", ', ""), "line 3, hall.name: a table with at least zh"),
        (GOOD.replace('id = "chancheng"', "id = chancheng"), "TOML: Invalid value (at line 2, column 6)"),
        (GOOD.replace("alerts.queues.household", "alerts.queues.tax"), 'alerts.queues.tax: "tax" is no queue'),
        (GOOD.replace('"forecast_long"', '"weather"'), "alerts.off[1]: 'window_idle'"),
        (GOOD.replace("[[window]]", "[window]"), "window: sections that begin with [[window]]"),
    ],
)
def test_a_mistake_says_what_was_expected(tmp_path, text, mistake):
    assert any(mistake in told for told in mistakes(tmp_path, text))


def test_a_file_that_is_not_there_is_said_so(tmp_path):
    with pytest.raises(HallFileError, match="a file that can be read"):
        load_hall_file(tmp_path / "nothing.toml")


def test_a_queue_may_want_an_identity_and_a_priority_an_age_or_somebodys_word(tmp_path):
    text = GOOD.replace("daily_quota = 300", 'identity = "required"').replace(
        "head_start_minutes = 10", 'head_start_minutes = 10\nfrom_age = 60\nclaim = "staff"'
    )
    hall = load(tmp_path, text.replace('id = "chancheng"', 'id = "chancheng"\nphone = "0757-12345"')).hall
    assert hall.queues["household"].identity_required
    assert (hall.priorities["elderly"].from_age, hall.priorities["elderly"].claim) == (60, "staff")
    assert hall.phone == "0757-12345"
