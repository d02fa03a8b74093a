"""An item to apply for, and a draft of it. Invented people and places only."""

from dataclasses import replace
from datetime import date, timedelta
from functools import cache
from io import BytesIO
from typing import Any

from PIL import Image, ImageDraw

from kiosk.flow.draft import Draft, begun
from kiosk.flow.pages import Page
from kiosk.flow.session import Session
from kiosk.flow.wish import Goal, Wish
from queue_server.catalogue import Entry, read_entry
from queue_server.contract.case_views import Case, CasePaper
from tests.kiosk.hall import APPLIES, NOW, at

ENTRY = """
{"code": "permit", "name": {"zh": "居住证办理", "en": "Residence permit"},
"theme": {"zh": "居住", "en": "Residence"}, "department": {"zh": "公安局", "en": "Public Security Bureau"},
"guide": {"time_limit": {"promised_days": 5, "legal_days": 15}, "fee": {"zh": "不收费", "en": "Free of charge"},
  "channels": ["window", "self_service"],
  "conditions": [{"zh": "在本地居住半年以上。", "en": "You have lived here for half a year."},
    {"zh": "在这里有稳定的工作、住所，或者在这里上学。", "en": "You work, have a home or study here."}],
  "materials": [{"name": {"zh": "居民身份证", "en": "Resident ID card"}}]},
"application": {
  "form": {"type": "object", "additionalProperties": false,
    "properties": {
      "name": {"words": {"zh": "姓名", "en": "Name"}, "pad": "text", "type": "string", "maxLength": 30, "card": "name"},
      "kind": {"words": {"zh": "您要办哪一种", "en": "What do you apply for"}, "pad": "choice",
        "oneOf": [{"const": "first", "words": {"zh": "首次申领", "en": "First permit"}},
          {"const": "renewal", "words": {"zh": "签注（续期）", "en": "Renewal"}},
          {"const": "replacement", "words": {"zh": "补领", "en": "Replacement of a lost permit"}}]},
      "permit_number": {"words": {"zh": "原居住证号码", "en": "Number of your permit"},
        "help": {"zh": "印在居住证正面，十八位", "en": "On the front, eighteen characters"},
        "pad": "digits", "type": "string", "pattern": "^[0-9]{17}[0-9X]$"},
      "since": {"words": {"zh": "从哪一天起住在本地", "en": "Since when have you lived here"}, "pad": "date",
        "type": "string", "format": "date"},
      "home": {"words": {"zh": "现在的住址", "en": "Where you live now"}, "pad": "address", "type": "string",
        "minLength": 5, "maxLength": 100, "space": "home_address"},
      "owned": {"words": {"zh": "房子是不是自己的", "en": "Is it your own"}, "pad": "yes_no", "type": "boolean"},
      "people": {"words": {"zh": "一起住几个人", "en": "How many people live there"}, "pad": "digits",
        "type": "integer", "minimum": 1, "maximum": 20},
      "employer": {"words": {"zh": "工作单位或者学校", "en": "Employer or school"}, "pad": "text", "type": "string",
        "minLength": 2, "maxLength": 60, "space": "employer"},
      "phone": {"words": {"zh": "手机号码", "en": "Mobile number"}, "pad": "phone", "type": "string",
        "pattern": "^1[3-9][0-9]{9}$", "space": "phone"}},
    "required": ["name", "kind", "since", "home", "phone"],
    "allOf": [{"if": {"properties": {"kind": {"const": "renewal"}}, "required": ["kind"]},
      "then": {"required": ["permit_number"]}}]},
  "papers": [
    {"kind": "id_card", "name": {"zh": "居民身份证正反面", "en": "Identity card, both sides"}, "pages": 2},
    {"kind": "lease", "name": {"zh": "租房合同", "en": "Lease"}, "pages": 10, "later_days": 5},
    {"kind": "work", "name": {"zh": "就业证明", "en": "Proof of work"}, "required": false, "pages": 10,
      "note": {"zh": "因就业申请时需要", "en": "If you apply because of work"}}],
  "result": true}}
"""

ANSWERS: dict[str, Any] = {
    "name": "张示例",
    "kind": "renewal",
    "permit_number": "11010519491231002X",
    "since": "2024-03-01",
    "home": "广东省佛山市禅城区示例一路 2 号 3 座 401",
    "owned": False,
    "people": 3,
    "employer": "示例电子厂",
    "phone": "13800138000",
}


@cache
def entry() -> Entry:
    return read_entry(ENTRY)


def paper(kind: str, most: int, *pages: str, **more: Any) -> CasePaper:
    return CasePaper(paper=kind, required=kind != "work", most=most, pages=pages, **more)


NO_PAPERS = (paper("id_card", 2), paper("lease", 10, may_come_later=True), paper("work", 10))
ALL_PAPERS = (
    paper("id_card", 2, "p-1", "p-2"),
    paper("lease", 10, "p-3", "p-4", "p-5", may_come_later=True),
    paper("work", 10),
)

CASE = Case(
    case="case-1",
    code="7K2MPQ9X",
    item="permit",
    state="draft",
    channel="kiosk",
    started_at=NOW - timedelta(minutes=9),
    changed_at=NOW - timedelta(minutes=2),
    fields=5,
    papers=NO_PAPERS,
    missing=("id_card", "lease"),
    result=True,
    due_on=date(2026, 11, 30),
    limits=(),
    overdue=(),
    reasons=(),
    consents=(),
)
WHOLE = CASE.model_copy(update={"papers": ALL_PAPERS, "missing": (), "fields": 9})
HANDED_IN = WHOLE.model_copy(
    update={"state": "submitted", "submitted_at": NOW, "due_on": date(2026, 11, 30), "handover": "counter"}
)


def draft(case: Case = CASE, **more: Any) -> Draft:
    """With what the card says: the name."""
    return replace(begun(entry(), case), answers={"name": "张示例"}, given=frozenset({"name"}), **more)


def whole_draft(**more: Any) -> Draft:
    return replace(draft(WHOLE), answers=ANSWERS, handover="counter", **more)


@cache
def photographed() -> bytes:
    """A page with lines on it."""
    image = Image.new("RGB", (620, 877), "white")
    canvas = ImageDraw.Draw(image)
    canvas.rectangle((60, 60, 400, 90), fill="black")
    for row in range(20):
        canvas.rectangle((60, 140 + row * 34, 560 - row % 3 * 60, 150 + row * 34), fill="#444444")
    out = BytesIO()
    image.save(out, "JPEG", quality=85)
    return out.getvalue()


def applying(page: Page, **more: Any) -> Session:
    more = {"around": APPLIES, "draft": draft(), "wish": Wish(Goal.APPLY, item="permit"), **more}
    return at(page, **more)
