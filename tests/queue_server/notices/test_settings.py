"""What a hall file may say of notices, and how a mistake in it is told."""

import tomllib
from datetime import datetime, time

import pytest
from pydantic import ValidationError

from hardware.modem._parts import parts_of
from queue_server.notices.errors import TemplateError
from queue_server.notices.limits import QuietHours
from queue_server.notices.plan import longest_values, plan_of, text_lengths
from queue_server.notices.settings import NoticesSection, TextSection
from queue_server.notices.steps import OF_A_HALL, STEP_RULES, Step
from queue_server.notices.texts import Template, holds_id_number, length, parts, signed
from queue_server.notices.words import DEFAULT_TEXTS
from tests.queue_server.conftest import SHANGHAI, make_hall
from tests.queue_server.notices.conftest import SITE

ALIYUN = """
sign = "禅城政务"
steps = ["called"]
[[provider]]
id = "aliyun"
kind = "aliyun"
access_key_id = "testId"
secret_file = "/etc/onedoor/aliyun.secret"
price = 0.045
codes = { called = { zh = "SMS_1", en = "SMS_2" } }
"""


def read(text):
    return NoticesSection.model_validate(tomllib.loads(text))


def mistakes(text):
    with pytest.raises(ValidationError) as refused:
        read(text)
    return [f"{'.'.join(map(str, each['loc']))}: {each['msg']}" for each in refused.value.errors()]


def test_a_hall_that_says_nothing_more_writes_what_would_be_sent_to_a_file():
    section = read("")
    assert [provider.kind for provider in section.provider] == ["file"]
    assert section.steps == OF_A_HALL
    assert section.quiet_hours == QuietHours(time(22), time(7))


def test_providers_are_used_in_the_order_of_the_file():
    section = read(ALIYUN + '[[provider]]\nid = "own"\nkind = "modem"\nurl = "serial:///dev/ttyUSB2"\n')
    assert [provider.id for provider in section.provider] == ["aliyun", "own"]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ('steps = ["call"]', '"call" is no step; expected one of ticket_taken, before_you'),
        ('text.called.zh = "请{nummer}号"', "zh: there is no {nummer} here: expected one of"),
        ('text.called.zh = "请{number号"', "zh: a placeholder is one of {hall}, {item}"),
        ('text.called.zh = "11010519491231002X"', "zh: an ID number is in no text"),
        ('text.called.zh = ""', "one line of at most 500 characters"),
        ('text.called.chinese = "x"', '"chinese" is no language'),
        ('text.paged.zh = "x"', "text.paged: Extra inputs are not permitted"),
        ('quiet_hours = "22-7"', 'quiet hours such as "22:00-07:00"'),
        ('quiet_hours = "24:00-07:00"', 'quiet hours such as "22:00-07:00"'),
        ("people_before = 0", "greater than or equal to 1"),
        ('people_before = "3"', "people_before: Input should be a valid integer"),
        ('outcomes = { done = "called" }', '"called" is no step; expected one of paper_missing, result_ready'),
        ("provider = []", "at least 1 item"),
        ('[[provider]]\nid = "x"\nkind = "pigeon"', "provider.0"),
        ('[[provider]]\nid = "x"\nkind = "file"\nurl = "sms.txt"', 'a file such as "file:///var/log/sms.txt"'),
        ('[[provider]]\nid = "x"\nkind = "file"\n[[provider]]\nid = "x"\nkind = "file"', "an id of its own"),
        ('[[provider]]\nid = "x"\nkind = "modem"\nurl = "sim://modem"\nat_once = 2', "less than or equal to 1"),
        (ALIYUN.replace('["called"]', '["called", "missed"]'), "no provider has a code for missed in zh"),
        (ALIYUN.replace('zh = "SMS_1"', 'ja = "SMS_1"'), "a code for called in ja, of which there is no text"),
        (ALIYUN + 'text.called.zh = "{link}"', "provider.0.aliyun.text: Extra inputs"),
        (
            'text.called.zh = "{number} {link}"\n' + ALIYUN,
            "aliyun takes no address in a placeholder: end the text of called in zh",
        ),
        (ALIYUN.replace("access_key_id", "acces_key_id"), "provider.0.aliyun.access_key_id: Field required"),
        (
            '[[provider]]\nid = "x"\nkind = "gateway"\n[provider.send]\nurl = "https://sms.example"\n'
            'form = { a = "b" }\njson = { a = "b" }',
            "a body is a form or json, not both",
        ),
        (
            '[[provider]]\nid = "x"\nkind = "gateway"\n[provider.send]\nurl = "https://sms.example"\n'
            '[provider.receipt]\nstate_at = "s"\ndelivered = ["0"]',
            "a receipt is known by notice_at or reference_at",
        ),
    ],
)
def test_a_mistake_is_told_with_what_was_expected(text, told):
    assert any(told in mistake for mistake in mistakes(text)), mistakes(text)


def test_a_step_that_another_provider_can_send_needs_no_code():
    section = read(ALIYUN.replace('["called"]', '["called", "missed"]') + '[[provider]]\nid = "f"\nkind = "file"\n')
    assert Step.MISSED in section.steps


def test_a_hall_s_text_in_one_language_leaves_ours_in_the_others():
    section = read('text.called.zh = "请{number}号"')
    assert section.text.of(Step.CALLED)["zh"].text == "请{number}号"
    assert section.text.of(Step.CALLED)["en"].text == DEFAULT_TEXTS[Step.CALLED]["en"]


@pytest.mark.parametrize("step", Step)
def test_every_step_has_checked_words_in_chinese_and_english(step):
    texts = TextSection().of(step)
    assert {"zh", "en"} <= set(texts)
    assert all(set(text.names) <= STEP_RULES[step].placeholders for text in texts.values())


@pytest.mark.parametrize("step", Step)
def test_every_placeholder_has_a_longest_value(step):
    hall = make_hall()
    values = longest_values(plan_of(NoticesSection(), hall, SITE), hall)
    assert STEP_RULES[step].placeholders <= set(values)


def test_the_administrator_sees_every_text_as_long_as_it_can_become():
    hall = make_hall()
    section = read('sign = "禅城政务"\ntext.called.zh = "请{number}号到{window}办理，{queue}"')
    lengths = {(each.step, each.language): each for each in text_lengths(plan_of(section, hall, SITE), hall)}
    called = lengths[Step.CALLED, "zh"]
    assert called.text == "【禅城政务】请A000号到1号综合窗口办理，户籍业务"
    assert (called.units, called.parts) == (len(called.text), 1)
    assert set(lengths) == {(step, language) for step in Step for language in ("zh", "en")}


@pytest.mark.parametrize(
    ("text", "count"),
    [("中" * 70, 1), ("中" * 71, 2), ("中" * 134, 2), ("中" * 135, 3), ("𠮷" * 35, 1), ("𠮷" * 36, 2), ("a" * 71, 2)],
)
def test_a_text_is_paid_for_by_its_parts_in_ucs2(text, count):
    assert parts(text) == count


def test_a_character_of_two_units_stays_in_one_part():
    assert parts("𠮷" * 66) == 2
    assert parts("a" + "𠮷" * 66) == 2
    assert parts("𠮷" * 67) == 3


def test_the_modem_cuts_a_text_into_as_many_parts_as_we_count():
    for text in ("中" * 70, "中" * 71, "𠮷" * 67, "a" + "𠮷" * 66, "x𠮷" * 50):
        assert len(parts_of(text)) == parts(text)


def test_a_signature_stands_in_front():
    assert signed("禅城政务", "好") == "【禅城政务】好"
    assert length("【禅城政务】好") == 7


@pytest.mark.parametrize(
    "text",
    ["11010519491231002X", "号11010519491231002x。", "12311010519491231002X", "身份证11010519491231002X已登记"],
)
def test_an_id_number_is_found_wherever_it_hides(text):
    assert holds_id_number(text)


@pytest.mark.parametrize(
    "text", ["", "110105194912310021", "A012", "https://hall.example/t/oyy2jS6T_Qr7FoJ1", "13800138000"]
)
def test_other_numbers_are_none(text):
    assert not holds_id_number(text)


def test_a_placeholder_is_filled_once_and_its_value_is_not_looked_into():
    template = Template.parse("{a}{b}{a}", {"a", "b"})
    assert template.names == ("a", "b")
    assert template.filled({"a": "{b}", "b": "x"}) == "{b}x{b}"


@pytest.mark.parametrize("text", ["{", "}", "{}", "{A}", "{a", "a}", "{a.b}", "{a!r}"])
def test_a_stray_brace_is_a_mistake(text):
    with pytest.raises(TemplateError):
        Template.parse(text, {"a"})


@pytest.mark.parametrize(
    ("quiet", "clock", "until"),
    [
        ("22:00-07:00", "21:59", None),
        ("22:00-07:00", "22:00", "2026-11-21T07:00"),
        ("22:00-07:00", "06:59", "2026-11-20T07:00"),
        ("22:00-07:00", "07:00", None),
        ("12:00-14:00", "13:00", "2026-11-20T14:00"),
        ("12:00-14:00", "14:00", None),
        ("12:00-14:00", "11:59", None),
    ],
)
def test_quiet_hours_run_over_midnight_too(quiet, clock, until):
    hours = read(f'quiet_hours = "{quiet}"').quiet_hours
    moment = datetime.fromisoformat(f"2026-11-20T{clock}").replace(tzinfo=SHANGHAI)
    expected = datetime.fromisoformat(until).replace(tzinfo=SHANGHAI) if until else None
    assert hours.until(moment) == expected
