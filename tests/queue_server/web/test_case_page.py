"""The page of an application by its code: how it stands and what is next, and nothing of the person."""

import re
from dataclasses import replace

import pytest

from queue_server.catalogue import to_line, version_of, write_catalogue
from queue_server.catalogue.files import shipped_entries
from queue_server.contract.case_commands import (
    AcceptCase,
    AskSupplement,
    DecideCase,
    MarkReady,
    SaveCase,
    SaveSpace,
    StartCase,
    SubmitCase,
)
from queue_server.domain.cases.rules import Locker
from queue_server.domain.hall import Item
from tests.queue_server.cases.conftest import ANOTHER, ANSWERS, HOLDER, PERMIT
from tests.queue_server.web.test_api_cases import Terminal

SECRETS = (*ANSWERS.values(), HOLDER.id_number, HOLDER.name, HOLDER.phone, "请重拍第二页")


@pytest.fixture
def busy_hall(busy_hall):
    items = {**busy_hall.items, PERMIT: Item(PERMIT, "household", {"zh": "居住证", "en": "Residence permit"}, 10)}
    lockers = {"lobby": Locker("lobby", "kiosk-01", 2, {"zh": "大厅取件柜", "en": "the lobby's locker"})}
    return replace(busy_hall, items=items, lockers=lockers)


@pytest.fixture
def terminal(street, tmp_path):
    entries = [entry for entry in shipped_entries() if entry.application is not None]
    write_catalogue(tmp_path / "catalogue.db", version_of(map(to_line, entries)), entries)
    return Terminal(street)


@pytest.fixture
def code(terminal):
    """Of a case that was handed in."""
    terminal.put()
    done = terminal.street.done
    return done(SubmitCase(case=terminal.case, handover="locker"))["case"]["code"]


def read(street, code, language="zh-CN"):
    answer = street.page(f"/c/{code}", language)
    assert answer.status_code == 200
    return " ".join(re.sub(r"<[^>]+>", " ", answer.text).split())


def test_a_case_that_was_handed_in_says_until_when_it_is_answered(street, code):
    assert "待受理" in read(street, code)
    assert "11月27日 前告知您是否受理" in read(street, code)
    assert "You will be told by 27 Nov" in read(street, code, "en-GB")


def test_a_case_that_was_sent_back_says_why_and_what_is_wanted(street, terminal, code):
    asked = AskSupplement(
        case=code, operator="1001", reasons=("paper_unreadable",), papers=("id_card",), note="请重拍第二页"
    )
    street.done(asked)
    page = read(street, code)
    for said in ("待补正", "12月5日 前补交", "材料不清晰或不完整", "居民身份证正反面", "工作人员写的说明"):
        assert said in page


def test_a_case_that_was_refused_says_why_long_after_it_has_ended(street, code):
    street.done(AcceptCase(case=code, operator="1001"))
    street.done(DecideCase(case=code, operator="1001", outcome="refused", reasons=("not_eligible",)))
    assert "不符合办理条件" in read(street, code)
    street.later(days=10)
    street.ask(SaveSpace(holder=ANOTHER, answers={}))  # the day turns
    assert street.service.state.shelf.find(code) is None
    assert "不符合办理条件" in read(street, code)


def test_a_result_that_waits_says_where_and_not_what_opens_the_door(street, terminal, code):
    street.done(AcceptCase(case=code, operator="1001"))
    street.done(DecideCase(case=code, operator="1001", outcome="approved"))
    street.done(MarkReady(case=code, operator="1001", place="locker"))
    page = read(street, code)
    assert "在大厅取件柜" in page
    assert "12月20日 前领取" in page
    assert street.service.state.shelf.find(code).pickup not in page


def test_no_page_says_anything_of_the_person(street, terminal, code):
    street.done(AskSupplement(case=code, operator="1001", reasons=("other",), note="请重拍第二页"))
    text = street.page(f"/c/{code}").text
    assert not [secret for secret in SECRETS if secret in text]
    assert terminal.case not in text


def test_a_draft_has_a_page_too(street, terminal):
    draft = street.done(StartCase(item=PERMIT, holder=ANOTHER))["case"]
    street.done(SaveCase(case=draft["case"], answers=ANSWERS))
    assert "未提交" in read(street, draft["code"])


def test_a_case_is_known_by_its_code_alone_however_it_is_typed(street, terminal, code):
    assert read(street, f"{code[:4].lower()}-{code[4:]}")
    assert street.page(f"/c/{terminal.case}").status_code == 404
    unknown = street.page("/c/NOTHING2")
    assert unknown.status_code == 404
    assert "没有找到这个办件" in unknown.text


def test_who_guesses_codes_has_to_wait(street, terminal, code):
    answers = [street.page(f"/c/GUESS{number:03d}").status_code for number in range(25)]
    assert answers[0] == 404
    assert answers[-1] == 429
    assert street.page(f"/c/{code}").status_code == 429


def test_the_page_is_small_and_needs_no_script(street, code):
    answer = street.page(f"/c/{code}")
    style = street.get(re.search(r'href="(/static/[^"]+)"', answer.text)[1])
    assert len(answer.content) + len(style.content) < 30_000
    assert "<script" not in answer.text
    assert answer.headers["cache-control"] == "no-store"
