"""What is read and handed in at the hall's pages: for the person of the visit, and for nobody else."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from kiosk.cases import CaseLine, CaseLineError, LineBrokenError, TokenFileError, read_token_file
from kiosk.flow.errands import AnswersRead, PageRead, ReadAnswers, ReadOwnAnswers, ReadPage, ReadSpace
from queue_server.contract.case_views import Case
from tests.kiosk.cases.conftest import ANOTHER, HOLDER, Asked, Pages, Says, refuses

ANSWERS = ReadAnswers("case-1", HOLDER)
PAGE = ReadPage("case-1", "lease", "page/1", HOLDER)
CASE = Case(
    case="case-1",
    code="AB12",
    item="permit",
    state="draft",
    channel="kiosk",
    started_at=datetime(2026, 11, 22, tzinfo=UTC),
    changed_at=datetime(2026, 11, 22, tzinfo=UTC),
    fields=0,
    papers=(),
    missing=(),
    result=True,
    limits=(),
    overdue=(),
    reasons=(),
    consents=(),
)


@pytest.fixture
def line() -> Iterator[CaseLine]:
    line = CaseLine("onedoor_secret", "street")
    yield line
    line.close()


def test_answers_come_with_what_the_office_wrote(pages: Pages, line: CaseLine) -> None:
    pages.answer = lambda _: Says(200, {"answers": {"phone": "13800138000"}, "note": "请补租房合同", "new": 1})
    assert line.read(pages.url, ANSWERS) == AnswersRead({"phone": "13800138000"}, "请补租房合同")
    assert pages.paths() == ["visits", "cases/case-1/answers"]
    assert [asked.token for asked in pages.asked] == ["Bearer onedoor_secret"] * 2


def test_one_visit_serves_a_person_and_another_person_has_another(pages: Pages, line: CaseLine) -> None:
    line.read(pages.url, ANSWERS)
    line.read(pages.url, ReadSpace(HOLDER))
    line.read(pages.url, ReadOwnAnswers("case-1", ANOTHER))
    assert [asked.visit for asked in pages.asked] == [None, "visit-1", "visit-1", None, "visit-2"]
    assert pages.paths()[1:] == ["cases/case-1/answers", "space", "visits", "cases/case-1/prefill"]


def test_a_person_who_has_gone_leaves_no_visit_behind(pages: Pages, line: CaseLine) -> None:
    line.read(pages.url, ANSWERS)
    line.forget()
    line.read(pages.url, ANSWERS)
    assert pages.visits == 2


def test_a_visit_that_is_over_is_begun_anew_once(pages: Pages, line: CaseLine) -> None:
    def answer(asked: Asked) -> Says:
        return Says(200, {"answers": {}}) if asked.visit == "visit-2" else refuses("identity_required", 403)

    pages.answer = answer
    assert line.read(pages.url, ANSWERS) == AnswersRead({})
    assert pages.visits == 2
    pages.answer = lambda _: refuses("identity_required", 403)
    with pytest.raises(CaseLineError) as raised:
        line.read(pages.url, ANSWERS)
    assert raised.value.error.code == "identity_required"


def test_a_page_is_read_and_handed_in_under_its_name(pages: Pages, line: CaseLine) -> None:
    pages.answer = lambda _: Says(200, b"\xff\xd8picture")
    assert line.read(pages.url, PAGE) == PageRead(b"\xff\xd8picture")
    reply = {"id": "c-1", "ok": True, "data": {"case": CASE.model_dump(mode="json")}}
    pages.answer = lambda _: Says(200, reply)
    assert line.put(pages.url, PAGE, b"\xff\xd8picture") == CASE
    put = pages.asked[-1]
    assert (put.method, put.path, put.body) == (
        "PUT",
        "/api/v1/halls/street/pages/case-1/lease/page%2F1",
        b"\xff\xd8picture",
    )


def test_a_refusal_is_told_as_a_reply_tells_it(pages: Pages, line: CaseLine) -> None:
    pages.answer = lambda _: refuses("unknown_case")
    with pytest.raises(CaseLineError) as raised:
        line.read(pages.url, ANSWERS)
    assert (raised.value.error.code, raised.value.error.message["zh"]) == ("unknown_case", "不行。")


@pytest.mark.parametrize(
    ("status", "code"),
    [(503, "busy"), (429, "busy"), (413, "invalid_command"), (500, "internal"), (404, "internal")],
)
def test_a_refusal_that_says_nothing_is_told_by_its_status(
    pages: Pages, line: CaseLine, status: int, code: str
) -> None:
    pages.answer = lambda _: Says(status, b"<html>")
    with pytest.raises(CaseLineError) as raised:
        line.read(pages.url, ANSWERS)
    assert raised.value.error.code == code


@pytest.mark.parametrize("said", [Says(None), Says(200, b"<html>"), Says(200, {"answers": "all"})])
def test_half_an_answer_is_none(pages: Pages, line: CaseLine, said: Says) -> None:
    pages.answer = lambda _: said
    with pytest.raises(LineBrokenError):
        line.read(pages.url, ANSWERS)


def test_neither_names_nor_numbers_nor_answers_can_reach_a_log() -> None:
    told = repr((ANSWERS, PAGE, AnswersRead({"name": "张示例"}, "张示例"), PageRead(b"picture")))
    for secret in ("张示例", HOLDER.id_number, "picture"):
        assert str(secret) not in told


def test_the_token_is_the_one_line_of_its_file(tmp_path: Path) -> None:
    file = tmp_path / "token"
    file.write_text("onedoor_secret\n")
    file.chmod(0o600)
    assert read_token_file(file) == "onedoor_secret"


@pytest.mark.parametrize(
    ("content", "mode"), [(b"onedoor_secret", 0o644), (b"", 0o600), (b"two words", 0o600), (b"\xff", 0o600)]
)
def test_a_token_file_that_others_can_read_or_that_holds_none_is_refused(
    tmp_path: Path, content: bytes, mode: int
) -> None:
    file = tmp_path / "token"
    file.write_bytes(content)
    file.chmod(mode)
    with pytest.raises(TokenFileError):
        read_token_file(file)


def test_a_token_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(TokenFileError, match="no-token"):
        read_token_file(tmp_path / "no-token")
