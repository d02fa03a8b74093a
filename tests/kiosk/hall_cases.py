"""The cases of a person, the locker they are collected from, and the answers that the hall keeps. Invented only."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

from kiosk.flow.lockers import DoorJob
from kiosk.flow.own_pages import OwnQuestion
from queue_server.contract.case_commands import Answer
from queue_server.contract.case_views import Case, CaseLimit, CasePaper, LimitKind
from queue_server.contract.views import LockerOffer
from tests.kiosk.hall import AROUND, CARE, COMMAND_ID, HALL, NOW, OK, PERSON, applied_for

PROVEN = replace(PERSON, proven=True)
LOCKER = LockerOffer(locker="lobby", name={"zh": "大厅取件柜", "en": "Locker in the lobby"}, kiosk="kiosk-01")
WITH_LOCKER = replace(
    AROUND,
    hall=HALL.model_copy(
        update={
            "lockers": (LOCKER,),
            "url": "https://hall.example",
            "case_reasons": {
                "paper_unreadable": {"zh": "材料不清晰或不完整", "en": "A paper cannot be read, or is not whole"}
            },
        }
    ),
    locker=OK,
    cases=True,
    care=CARE,
)


def case(state: str, **more: Any) -> Case:
    """An application for moving in, as the hall tells of it."""
    lease = CasePaper(paper="lease", required=True, most=10, pages=("p1", "p2"))
    known = {
        "case": f"c-{state}",
        "code": "K7M2PQ9X",
        "item": "household-move-in",
        "state": state,
        "channel": "kiosk",
        "started_at": NOW - timedelta(days=3),
        "changed_at": NOW - timedelta(days=1),
        "submitted_at": None if state == "draft" else NOW - timedelta(days=2),
        "fields": 4,
        "papers": (lease, CasePaper(paper="photo", required=False, most=1, pages=())),
        "missing": (),
        "result": True,
        "limits": (),
        "overdue": (),
        "reasons": (),
        "consents": (),
    }
    return Case(**{**known, **more})


def due(limit: LimitKind, days: int) -> CaseLimit:
    return CaseLimit(limit=limit, due_on=NOW.date() + timedelta(days=days))


READY = case("ready", locker="lobby", compartment=5, limits=(due("collect", 28),))
PROMISED = case(
    "accepted",
    limits=(due("promised", 9),),
    papers=(
        CasePaper(paper="lease", required=True, most=10, pages=("p1",)),
        CasePaper(paper="photo", required=False, most=1, pages=(), promised_on=NOW.date() + timedelta(days=5)),
    ),
)
AT_COUNTER = case("ready", limits=(due("collect", 28),))
SUBMITTED = case("submitted", limits=(due("accept", 4),))
BACK = case(
    "supplement",
    code="B2M2PQ9X",
    reasons=("paper_unreadable",),
    limits=(due("supplement", 14),),
    papers=(
        CasePaper(paper="lease", required=True, most=10, pages=("p1",), wanted=True),
        CasePaper(paper="photo", required=False, most=1, pages=(), promised_on=NOW.date() + timedelta(days=5)),
    ),
)
REFUSED = case("refused", reasons=("paper_unreadable",), ended_at=NOW, item="social-card", code="R2M2PQ9X")
DOOR = DoorJob(COMMAND_ID, "lobby", 5)
SPACE: dict[str, Answer] = {"home_address": "广东省佛山市禅城区示例路 1 号 2 栋 301 房", "phone": "13800138000"}
QUESTIONS = {name: OwnQuestion(applied_for(), name) for name in SPACE}
