"""Pages, answers and own data over HTTP: a terminal sees only whose card was shown, staff see what they decide on."""

from dataclasses import replace

import pytest
import requests

from queue_server.cases.pictures import MOST_BYTES
from queue_server.catalogue import to_line, version_of, write_catalogue
from queue_server.catalogue.files import shipped_entries
from queue_server.contract.case_commands import (
    AcceptCase,
    AskSupplement,
    DecideCase,
    GiveConsent,
    SaveCase,
    SaveSpace,
    StartCase,
    SubmitCase,
)
from queue_server.domain.hall import Item
from tests.queue_server.cases.conftest import ANOTHER, ANSWERS, HOLDER, PERMIT, picture
from tests.queue_server.web.conftest import HANG_S


@pytest.fixture
def busy_hall(busy_hall):
    return replace(busy_hall, items={**busy_hall.items, PERMIT: Item(PERMIT, "household", {"zh": "居住证"}, 10)})


@pytest.fixture
def terminal(street, tmp_path):
    entries = [entry for entry in shipped_entries() if entry.application is not None]
    write_catalogue(tmp_path / "catalogue.db", version_of(map(to_line, entries)), entries)
    return Terminal(street)


class Terminal:
    """A kiosk with its token, and whoever stands before it."""

    def __init__(self, street):
        self.street = street
        self.token = street.bearer("kiosk-01", "kiosk")
        self.staff = street.bearer("window-1", "window")
        self.case = street.done(StartCase(item=PERMIT, holder=HOLDER))["case"]["case"]
        street.done(SaveCase(case=self.case, answers=ANSWERS))

    def visit(self, holder=HOLDER, token=None):
        body = holder.model_dump_json(exclude_none=True)
        return requests.post(f"{self.street.api}/visits", body, headers=token or self.token, timeout=HANG_S)

    def headers(self, holder=HOLDER):
        return {**self.token, "Onedoor-Visit": self.visit(holder).json()["visit"]}

    def address(self, page="id-1", paper="id_card", case=None):
        return f"{self.street.api}/pages/{case or self.case}/{paper}/{page}"

    def put(self, body=None, headers=None, **named):
        body = picture() if body is None else body
        return requests.put(self.address(**named), body, headers=headers or self.headers(), timeout=HANG_S)

    def get(self, path, headers):
        return requests.get(f"{self.street.api}/{path}", headers=headers, timeout=HANG_S)

    def page(self, headers, **named):
        return requests.get(self.address(**named), headers=headers, timeout=HANG_S)


def code(answer):
    return answer.status_code, answer.json()["error"]["code"]


def test_a_page_is_handed_in_and_read_again(terminal):
    answer = terminal.put()
    assert answer.status_code == 200, answer.text
    (paper,) = [paper for paper in answer.json()["data"]["case"]["papers"] if paper["paper"] == "id_card"]
    assert paper["pages"] == ["id-1"]
    read = terminal.page(terminal.headers())
    assert (read.status_code, read.headers["content-type"], read.content) == (200, "image/jpeg", picture())
    assert read.headers["cache-control"] == "no-store"


def test_the_same_page_again_changes_nothing_and_another_takes_its_place(terminal):
    terminal.put()
    seq = terminal.street.service.state.seq
    assert terminal.put().json()["ok"]
    assert terminal.street.service.state.seq == seq
    other = picture("另一张", form="PNG")
    terminal.put(other)
    read = terminal.page(terminal.headers())
    assert (read.headers["content-type"], read.content) == ("image/png", other)


@pytest.mark.parametrize("body", [b"", b"not a picture", picture()[:200]], ids=["nothing", "text", "half"])
def test_a_picture_that_is_none_is_refused_and_nothing_kept(terminal, body):
    assert terminal.put(body).status_code == 400
    assert not list(terminal.street.directory.rglob("*.page"))


def test_a_body_that_is_too_large_is_refused_before_it_is_read(terminal):
    answer = terminal.put(bytes(MOST_BYTES + 1))
    assert answer.status_code == 413


def test_a_paper_that_nobody_asked_for_and_too_many_pages_are_refused(terminal):
    assert code(terminal.put(paper="diploma")) == (404, "unknown_paper")
    headers = terminal.headers()
    for number in (1, 2):
        assert terminal.put(picture(str(number)), headers, page=f"id-{number}").status_code == 200
    assert code(terminal.put(picture("3"), headers, page="id-3")) == (409, "too_many_pages")
    assert terminal.put(picture("2 again"), headers, page="id-2").status_code == 200


def test_a_terminal_without_a_visit_or_with_another_persons_sees_nothing(terminal):
    terminal.put()
    for path in (
        f"cases/{terminal.case}/answers",
        f"cases/{terminal.case}/prefill",
        f"pages/{terminal.case}/id_card/id-1",
    ):
        assert code(terminal.get(path, terminal.token)) == (400, "identity_required")
        assert code(terminal.get(path, terminal.headers(ANOTHER))) == (404, "unknown_case")
    assert code(terminal.put(headers=terminal.headers(ANOTHER))) == (404, "unknown_case")
    assert code(terminal.put(headers=terminal.token)) == (400, "identity_required")


def test_a_visit_is_of_one_terminal_and_ends(terminal):
    headers = terminal.headers()
    other = {**headers, **terminal.street.bearer("kiosk-02", "kiosk")}
    assert code(terminal.page(other)) == (400, "identity_required")
    terminal.street.later(minutes=20)
    assert code(terminal.get("space", headers)) == (400, "identity_required")


def test_nobody_without_a_token_and_no_screen_hands_anything_in(terminal):
    assert terminal.put(headers={"Onedoor-Visit": "x"}).status_code == 403
    screen = terminal.street.bearer("screen-1", "screen")
    assert code(terminal.visit(token=screen)) == (403, "not_allowed")


@pytest.mark.parametrize(
    ("body", "refusal"),
    [
        ("{}", "invalid_command"),
        ('{"id_type": "none"}', "identity_required"),
        ('{"id_type": "resident_id", "id_number": "110105194912310021"}', "invalid_id_number"),
    ],
)
def test_a_visit_begins_with_an_identity(terminal, body, refusal):
    answer = requests.post(f"{terminal.street.api}/visits", body, headers=terminal.token, timeout=HANG_S)
    assert code(answer) == (400, refusal)


def test_a_person_reads_the_own_answers_and_staff_who_applies_and_where_it_goes(terminal):
    terminal.put()
    terminal.street.done(SubmitCase(case=terminal.case, handover="courier", address="示例市收件路9号"))
    terminal.street.done(
        AskSupplement(case=terminal.case, operator="1001", reasons=("answer_wrong",), note="请核对住址")
    )
    path = f"cases/{terminal.case}/answers"
    assert terminal.get(path, terminal.headers()).json() == {"answers": ANSWERS, "note": "请核对住址"}
    told = terminal.get(path, terminal.staff).json()
    assert told["holder"]["name"] == "测试人"
    assert told["address"] == "示例市收件路9号"
    assert terminal.page(terminal.staff).content == picture()


def test_a_case_is_read_by_its_code_and_after_it_has_left_the_hall(terminal):
    terminal.put()
    terminal.street.done(SubmitCase(case=terminal.case, handover="counter"))
    terminal.street.done(AcceptCase(case=terminal.case, operator="1001"))
    decided = terminal.street.done(
        DecideCase(case=terminal.case, operator="1001", outcome="refused", reasons=("not_eligible",))
    )
    receipt = decided["case"]["code"]
    for _ in range(2):
        assert terminal.get(f"cases/{receipt}/answers", terminal.staff).json()["answers"] == ANSWERS
        assert terminal.page(terminal.staff, case=receipt).status_code == 200
        terminal.street.later(days=10)
        terminal.street.ask(SaveSpace(holder=ANOTHER, answers={}))  # the day turns
    assert terminal.case not in terminal.street.service.state.shelf.cases


def test_earlier_data_is_used_only_with_consent_for_this_case(terminal):
    street = terminal.street
    street.done(SaveSpace(holder=HOLDER, answers={"phone": "13900139000", "employer": "", "shoe_size": 42}))
    path = f"cases/{terminal.case}/prefill"
    assert code(terminal.get(path, terminal.headers())) == (403, "consent_needed")
    street.done(GiveConsent(case=terminal.case, purpose="use_space", holder=HOLDER))
    assert terminal.get(path, terminal.headers()).json() == {"answers": {"phone": "13900139000"}}
    assert terminal.get("space", terminal.headers()).json()["answers"]["shoe_size"] == 42
    assert terminal.get("space", terminal.headers(ANOTHER)).json() == {"answers": {}}
