"""Every word is there in both languages, with the same figures in it."""

import re
from typing import get_args

import pytest

from queue_server.domain.cases.lifecycle import CaseState
from queue_server.domain.changeover import Reason
from queue_server.domain.lifecycle import TicketState
from queue_server.web.words.administration import ADMINISTRATION
from queue_server.web.words.appointments import APPOINTMENTS
from queue_server.web.words.case_history import CASE_HISTORY, COURIERS
from queue_server.web.words.case_page import CASE_PAGE, NEXT
from queue_server.web.words.case_states import CASE_STATES
from queue_server.web.words.cases import CASES
from queue_server.web.words.common import COMMON
from queue_server.web.words.manager import MANAGER
from queue_server.web.words.reports import REPORTS
from queue_server.web.words.sms_page import SMS_PAGE
from queue_server.web.words.space import SPACE
from queue_server.web.words.ticket import STATES, TICKET

ALL = {
    "manager": MANAGER,
    "reports": REPORTS,
    "sms_page": SMS_PAGE,
    "appointments": APPOINTMENTS,
    "case_history": CASE_HISTORY,
    "case_page": CASE_PAGE,
    "case_states": CASE_STATES,
    "cases": CASES,
    "couriers": COURIERS,
    "next": NEXT,
    "common": COMMON,
    "space": SPACE,
    "states": STATES,
    "ticket": TICKET,
}


@pytest.mark.parametrize("name", ALL)
def test_both_languages_say_the_same_things(name):
    words = ALL[name]
    assert set(words) == {"zh", "en"}
    assert set(words["zh"]) == set(words["en"])
    for key, zh in words["zh"].items():
        en = words["en"][key]
        assert zh
        assert en
        assert set(re.findall(r"{(\w+)}", zh)) == set(re.findall(r"{(\w+)}", en)), key


@pytest.mark.parametrize("name", ALL)
def test_nobody_is_shouted_at(name):
    for words in ALL[name].values():
        assert not [text for text in words.values() if "!" in text or "！" in text]


def test_every_state_of_a_ticket_has_words():
    assert set(STATES["zh"]) == {state.value for state in TicketState}


def test_whatever_hinders_a_change_of_the_hall_has_words():
    assert set(get_args(Reason)) <= set(ADMINISTRATION["zh"]) & set(ADMINISTRATION["en"])


def test_every_state_of_a_case_has_words():
    assert set(CASE_STATES["zh"]) == set(NEXT["zh"]) == {*CaseState, "ended"}


@pytest.mark.parametrize("code", ["busy", "full", "internal", "invalid_command", "unknown_path", "wrong_method"])
def test_an_error_that_a_page_can_have_has_a_title_and_what_to_do(code):
    assert {code, f"{code}_why"} <= set(COMMON["zh"])
