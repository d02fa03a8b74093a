"""An invented hall as a terminal knows it, and whoever stands before it. Invented people and places only."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any

from kiosk.flow.blocks import Block
from kiosk.flow.care import Care
from kiosk.flow.pages import Done, Identify, OutOfService, Page, Problem, Start, Typing
from kiosk.flow.session import Person, Session, Shelves, Surroundings
from kiosk.flow.times import idle_s
from kiosk.flow.wish import Goal, Wish
from queue_server.catalogue import Entry, Shelf, Summary, read_entry, to_line
from queue_server.contract.commands import FindTickets, Holder, IdType, IssueTicket, Printed
from queue_server.contract.replies import REFUSALS
from queue_server.contract.views import (
    Appointment,
    Estimate,
    HallState,
    ItemOffer,
    PartHealth,
    PriorityOffer,
    QueueState,
    Slot,
    Ticket,
)

NOW = datetime(2026, 11, 23, 9, 41, tzinfo=timezone(timedelta(hours=8)))
COMMAND_ID = "5f0c7d0e-0000-4000-8000-000000000001"
OK = PartHealth(status="ok")

PERSON = Person(IdType.RESIDENT_ID, "11010519491231002X", "张示例")

HALL = HallState(
    hall="chancheng",
    name={"zh": "禅城区行政服务中心", "en": "Chancheng Service Centre"},
    open=True,
    next_change=NOW + timedelta(hours=2, minutes=19),
    notices=(),
    phone="0757-12345678",
    sms=True,
    priorities=(
        PriorityOffer(id="elderly", name={"zh": "老年人优先", "en": "Elderly"}, from_age=65),
        PriorityOffer(id="disabled", name={"zh": "残疾人优先", "en": "Disabled"}),
        PriorityOffer(id="soldier", name={"zh": "军人优先", "en": "Soldiers"}, claim="staff"),
    ),
    items=(
        ItemOffer(
            code="household-move-in",
            queue="household",
            name={"zh": "户口迁入", "en": "Move-in registration"},
            bookable=True,
        ),
        ItemOffer(code="permit", queue="household", name={"zh": "居住证办理", "en": "Residence permit"}),
        ItemOffer(code="social-card", queue="social", name={"zh": "社会保障卡申领", "en": "Social security card"}),
    ),
)
CLOSED = HALL.model_copy(update={"open": False, "next_change": NOW + timedelta(hours=23)})


@cache
def entry() -> Entry:
    """A guide with everything in it."""
    return read_entry(
        """{"code": "household-move-in", "name": {"zh": "户口迁入登记", "en": "Move-in registration"},
        "theme": {"zh": "户籍", "en": "Household"}, "department": {"zh": "公安局", "en": "Public Security Bureau"},
        "guide": {"time_limit": {"promised_days": 3, "legal_days": 10}, "fee": {"zh": "不收费", "en": "Free of charge"},
        "channels": ["window", "self_service"],
        "conditions": [{"zh": "在本市有合法稳定住所。", "en": "You have a lawful, stable home in this city."},
          {"zh": "投靠配偶、父母或子女的，对方户口在本市。",
           "en": "Who joins a spouse, parents or children: they are registered in this city."}],
        "materials": [{"name": {"zh": "居民身份证", "en": "Resident ID card"}, "form": "original_and_copy"},
          {"name": {"zh": "户口簿", "en": "Household register"}, "form": "original"},
          {"name": {"zh": "房屋权属证明或者租赁备案证明", "en": "Proof of ownership, or of the registered lease"},
           "form": "copy", "copies": 2},
          {"name": {"zh": "结婚证", "en": "Marriage certificate"}, "form": "copy", "required": false,
           "note": {"zh": "投靠配偶时需要", "en": "when joining a spouse"}}],
        "legal_basis": [{"zh": "《中华人民共和国户口登记条例》第十条", "en": "Household Registration Rules, Art. 10"}],
        "steps": [{"zh": "在窗口交材料", "en": "Hand in the papers at the counter"},
          {"zh": "三个工作日后领取户口簿", "en": "Collect the register after three working days"}],
        "where": {"zh": "二楼户籍窗口", "en": "First floor, household counters"}}}"""
    )


@cache
def applied_for() -> Entry:
    """One that can be applied for at a terminal."""
    application = {
        "form": {
            "type": "object",
            "additionalProperties": False,
            "properties": {
                "home_address": {
                    "words": {"zh": "现在的住址", "en": "Where you live now"},
                    "pad": "address",
                    "type": "string",
                    "maxLength": 100,
                    "space": "home_address",
                },
                "phone": {
                    "words": {"zh": "手机号码", "en": "Mobile number"},
                    "pad": "digits",
                    "type": "string",
                    "pattern": "^1[3-9][0-9]{9}$",
                    "space": "phone",
                },
            },
        },
        "papers": [
            {"kind": "lease", "name": {"zh": "租房合同", "en": "Lease"}, "pages": 10},
            {
                "kind": "photo",
                "name": {"zh": "证件照", "en": "Photograph"},
                "required": False,
                "pages": 1,
                "later_days": 5,
                "note": {"zh": "首次申领时需要", "en": "for a first card"},
            },
        ],
    }
    return read_entry(json.dumps({**json.loads(to_line(entry())), "application": application}))


def found(count: int) -> tuple[Summary, ...]:
    names = (
        ("户口迁入登记", "Move-in registration"),
        ("新生儿入户登记", "Registration of a newborn"),
        ("夫妻投靠户口迁移登记", "Move to join a spouse"),
        ("分户立户", "Separate household"),
        ("户籍证明", "Certificate of household registration"),
        ("注销户口", "Removal from the register"),
        ("变更姓名", "Change of name"),
    )
    theme, department = {"zh": "户籍", "en": "Household"}, {"zh": "公安局", "en": "Public Security Bureau"}
    return tuple(
        Summary(f"household-{index}", {"zh": zh, "en": en}, theme, department, ("window", "self_service"))
        for index, (zh, en) in enumerate(names[:count])
    )


def queue(
    queue_id: str, zh: str, en: str, waiting: int, minutes: tuple[int, int] | None, *, is_open: bool = True
) -> QueueState:
    estimate = Estimate(p50_s=minutes[0] * 60, p90_s=minutes[1] * 60) if minutes else None
    return QueueState(
        queue=queue_id, name={"zh": zh, "en": en}, open=is_open, waiting=waiting, serving=1, estimate=estimate
    )


QUEUES = (
    queue("household", "户籍业务", "Household registration", 12, (20, 35)),
    queue("social", "社会保险", "Social insurance", 0, (1, 4)),
    queue("property", "不动产登记与抵押登记业务", "Property and mortgage registration", 18, (50, 78)),
    queue("tax", "税务", "Tax", 7, None),
    queue("business", "企业开办", "Starting a business", 0, None, is_open=False),
    queue("pension", "城乡居民养老保险待遇资格认证", "Pension eligibility confirmation", 3, (5, 14)),
    queue("transport", "交通违法处理", "Traffic violations", 5, (10, 20)),
    queue("medical", "医疗保险", "Medical insurance", 1, (3, 6)),
)

THEMES = (
    ("户籍", "Household", 8),
    ("身份证与出入境", "Identity and travel", 7),
    ("社会保险", "Social insurance", 6),
    ("医疗保险", "Medical insurance", 4),
    ("住房与公积金", "Housing and provident fund", 8),
    ("企业开办", "Starting a business", 6),
    ("税务", "Tax", 5),
)
SHELVES = Shelves(
    themes=tuple(Shelf({"zh": zh, "en": en}, entries) for zh, en, entries in THEMES),
    departments=(
        Shelf({"zh": "公安局", "en": "Public Security Bureau"}, 15),
        Shelf({"zh": "人力资源和社会保障局", "en": "Human Resources and Social Security Bureau"}, 14),
        Shelf({"zh": "税务局", "en": "Tax Bureau"}, 5),
    ),
)

AROUND = Surroundings(
    line=True,
    hall=HALL,
    queues=QUEUES,
    windows_open=8,
    reader=OK,
    scanner=OK,
    printer=OK,
    shelves=SHELVES,
)
APPLIES = replace(AROUND, camera=OK, cases=True)
"""Where people can apply: the terminal has its token and a camera."""

FEW = replace(AROUND, queues=QUEUES[:3])

TICKET = Ticket(
    id="t-1",
    number="A012",
    queue="household",
    priority="ordinary",
    origin="kiosk",
    state="waiting",
    issued_at=NOW,
    ahead=12,
    estimate=Estimate(p50_s=1200, p90_s=2100),
    url="https://hall.example/t/9Yx2kq7Wc4TnB3sd",
)


OFFLINE = replace(
    AROUND, line=False, blocks=tuple(Block(each.queue, "A", 21, 40, NOW.date(), 21) for each in QUEUES[:4])
)
OFFLINE_TICKET = TICKET.model_copy(
    update={"id": "A021", "number": "A021", "origin": "offline", "ahead": 0, "estimate": None, "url": None}
)
CARE = Care("kiosk-01", "0.1.0", volume=60, roll_printed=312, roll_m=46.2, unanswered=3, reserved=140)


def staff(page: Page, around: Surroundings = AROUND) -> Session:
    """As the staff find it: nobody's card was read."""
    around = around if around.care.client else replace(around, care=CARE)
    return Session(page=page, around=around, left_s=idle_s(page))


def at(page: Page, around: Surroundings = AROUND, left_s: float | None = None, **more: object) -> Session:
    session = Session(page=page, around=around, left_s=idle_s(page) if left_s is None else left_s)
    if not isinstance(page, Start | OutOfService | Identify | Typing):
        session = replace(session, person=PERSON)
    return replace(session, **more)  # type: ignore[arg-type]  # fields of Session by name


HOLDER = Holder(id_type=IdType.RESIDENT_ID, id_number=PERSON.id_number, name=PERSON.name, language="zh")
WANTED = IssueTicket(queue="household", priority="elderly", holder=HOLDER)
ASKED = FindTickets(holder=HOLDER)


def refused(code: str, **more: Any) -> Problem:
    words = REFUSALS[code]
    return Problem(code, text={"zh": words.zh, "en": words.en}, **more)


def slot(hour: int, minute: int, free: int = 5) -> Slot:
    start = NOW.replace(hour=hour, minute=minute) + timedelta(days=1)
    return Slot(start=start, end=start + timedelta(minutes=15), free=free)


SLOTS = tuple(slot(9 + index // 4, index % 4 * 15, free=1 if index == 2 else 5) for index in range(10))
APPOINTMENT = Appointment(
    code="7K2MPQ9X",
    item="household-move-in",
    queue="household",
    start=SLOTS[0].start,
    end=SLOTS[0].end,
    state="booked",
)
DUE = APPOINTMENT.model_copy(
    update={
        "start": NOW.replace(hour=10, minute=0),
        "end": NOW.replace(hour=10, minute=15),
        "check_in_from": NOW.replace(hour=9, minute=30),
        "check_in_until": NOW.replace(hour=10, minute=15),
    }
)
"""To be checked in now."""
EARLY = DUE.model_copy(update={"check_in_from": NOW.replace(hour=9, minute=50)})
FINISHED = TICKET.model_copy(update={"state": "finished", "ahead": 0, "estimate": None})
BOOKING = Wish(Goal.BOOK, item="household-move-in")


def done(printed: Printed, status: str = "ok", attempt: int = 1) -> Done:
    return Done(COMMAND_ID, TICKET, attempt, printed, PartHealth.model_validate({"status": status}).status)
