"""The hall file is edited by forms, and everything that a form does not say stays as somebody wrote it."""

import tomllib

import pytest
from pydantic import BaseModel

from queue_server.notices.settings import TextSection
from queue_server.service.hall_file import _load, _model
from queue_server.web.staff.administration.fields import REPEATED, SECTIONS
from queue_server.web.staff.administration.hall_text import differences, entries, filled, with_entry, without_entry
from queue_server.web.words.hall_fields import FIELDS

TEXT = """\
# Our hall, as the manager wants it.
[hall]
id = "street"
name = { zh = "街道政务服务中心" }
timezone = "Asia/Shanghai"

[hours]
weekly = { mon = ["08:30-12:00", "14:00-17:30"] }
closed = ["2026-10-01"]

[[queue]]  # the busy one
id = "household"
prefix = "A"
name = { zh = "户籍业务", en = "Household" }

[[queue]]
id = "tax"
prefix = "B"
name = { zh = "税务" }

[[item]]
code = "move-in"
queue = "household"
name = { zh = "户口迁入" }
typical_minutes = 9.5
bookable = { every_minutes = 15, capacity = 2 }

[[window]]
id = "1"
name = { zh = "1号" }
serves = ["*"]

[rules]
recalls_before_missed = 3
"""


def section(text, name, index=0):
    found = tomllib.loads(text)[name]
    return found[index] if name in REPEATED else found


def changed(name, index=0, **entered):
    """The text after one form was sent with some fields changed."""
    inputs = {**filled(TEXT, name, index), **{key.replace("__", "."): value for key, value in entered.items()}}
    return with_entry(TEXT, name, index, inputs)


@pytest.mark.parametrize("name", SECTIONS)
def test_a_form_that_nobody_changed_changes_nothing(name):
    for index in range(len(entries(TEXT, name))):
        assert with_entry(TEXT, name, index, filled(TEXT, name, index)) == TEXT


def test_one_field_is_one_line():
    text = changed("queue", prefix="H")
    assert differences(TEXT, text) == [
        ("@", ""),
        (" ", "[[queue]]  # the busy one"),
        (" ", 'id = "household"'),
        ("-", 'prefix = "A"'),
        ("+", 'prefix = "H"'),
        (" ", 'name = { zh = "户籍业务", en = "Household" }'),
        (" ", ""),
    ]


def test_values_come_as_what_they_are():
    assert section(changed("queue", daily_quota="300"), "queue")["daily_quota"] == 300
    assert section(changed("queue", name__en=""), "queue")["name"] == {"zh": "户籍业务"}
    assert section(changed("item", typical_minutes="12"), "item")["typical_minutes"] == 12
    assert section(changed("item", bookable__capacity="3"), "item")["bookable"]["capacity"] == 3
    assert section(changed("window", serves="household, tax"), "window")["serves"] == ["household", "tax"]
    assert (
        section(changed("rules", one_ticket_per_person_per_queue="no"), "rules")["one_ticket_per_person_per_queue"]
        is False
    )
    assert section(changed("rules", check_in__late_minutes="20"), "rules")["check_in"] == {"late_minutes": 20}
    hours = section(changed("hours", weekly__tue="09:00-12:00", extra="2026-10-10 09:00-12:00"), "hours")
    assert hours["weekly"]["tue"] == ["09:00-12:00"]
    assert hours["extra"] == {"2026-10-10": ["09:00-12:00"]}


def test_what_is_emptied_is_gone():
    assert "recalls_before_missed" not in section(changed("rules", recalls_before_missed=""), "rules")


def test_nonsense_is_kept_for_the_check_to_complain_of():
    assert section(changed("queue", daily_quota="many"), "queue")["daily_quota"] == "many"


def test_what_cannot_be_changed_here_is_not():
    assert changed("hall", id="other") == TEXT


def test_entries_come_and_go():
    new = with_entry(TEXT, "queue", None, {"id": "civil", "prefix": "C", "name.zh": "民政"})
    assert [each["id"] for each in entries(new, "queue")] == ["household", "tax", "civil"]
    assert [each["id"] for each in entries(without_entry(new, "queue", 1), "queue")] == ["household", "civil"]
    assert without_entry(TEXT, "queue", 9) == TEXT


def test_a_section_that_is_not_there_is_made():
    text = with_entry(TEXT, "notices", None, {"text.called.zh": "请{number}到{window}"})
    assert section(text, "notices") == {"text": {"called": {"zh": "请{number}到{window}"}}}
    assert text.startswith(TEXT)


def test_every_key_of_the_hall_file_has_a_field_or_is_edited_as_text():
    def keys(model, above=""):
        for name, info in model.model_fields.items():
            inner = [each for each in (info.annotation, *getattr(info.annotation, "__args__", ())) if _is_model(each)]
            if inner:
                yield from keys(inner[0], f"{above}{name}.")
            elif name == "weekly":
                yield from (f"weekly.{day}" for day in _model.WEEKDAYS)
            else:
                yield above + name

    models = {**_load._SINGLE, **{name: model for name, (model, _) in _load._REPEATED.items()}}
    for name in ("hall", "hours", "rules", *REPEATED):
        assert {field.name for field in SECTIONS[name]} == set(keys(models[name]))
    assert {field.name for field in SECTIONS["notices"]} == {f"text.{step}" for step in TextSection.model_fields}


def test_every_field_has_a_label_in_both_languages():
    for words in FIELDS.values():
        for name, fields in SECTIONS.items():
            for field in fields:
                assert words[f"{name}.{field.name}"]
                assert all(words[choice] for choice in field.choices)


def _is_model(annotation):
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
