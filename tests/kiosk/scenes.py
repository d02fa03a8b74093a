"""Sessions to look at and to test with: every page as a citizen meets it. Invented people and places only."""

import json
from dataclasses import replace
from datetime import datetime, timedelta, timezone
from functools import cache
from typing import Any

from kiosk.flow.apply_pages import (
    AnswerChoice,
    AnswerTyped,
    AskConsent,
    ChooseDivision,
    ChooseHandover,
    LookAtPage,
    OfferDraft,
    OnePaper,
    Papers,
    Review,
    Submitted,
    TakePage,
    Taking,
    ToldOnce,
)
from kiosk.flow.blocks import Block
from kiosk.flow.care import Care, PinVerdict
from kiosk.flow.case_pages import AtDoor, DoorStage, MyCases, OneCase
from kiosk.flow.draft import WaitingPage
from kiosk.flow.filling import Keys
from kiosk.flow.inputs import Setting
from kiosk.flow.lockers import DoorJob
from kiosk.flow.offered import Candidate, Division
from kiosk.flow.own_pages import MySpace, OneAnswer, OwnQuestion
from kiosk.flow.pages import (
    Asking,
    Booked,
    ChooseBookable,
    ChooseComfort,
    ChooseEntry,
    ChoosePriority,
    ChooseQueue,
    ChooseShelf,
    ChooseSlot,
    Closed,
    Confirm,
    ConfirmBooking,
    Done,
    Enquiries,
    Expected,
    FindBy,
    Identify,
    Maintenance,
    MyAppointments,
    MyTickets,
    OneAppointment,
    OneTicket,
    OutOfService,
    Page,
    Printing,
    Problem,
    Rate,
    ReadGuide,
    Said,
    Search,
    Sending,
    StaffPin,
    Start,
    Sure,
    Typing,
    Welcome,
)
from kiosk.flow.session import Person, Session, Shelves, Surroundings
from kiosk.flow.shades import By, News, OutReason, Paper, Part
from kiosk.flow.times import idle_s
from kiosk.flow.typed import Typed
from kiosk.flow.wish import Goal, Wish
from queue_server.catalogue import Entry, Shelf, Summary, read_entry, to_line
from queue_server.contract.case_commands import Answer, DeleteSpace, SaveSpace, WithdrawCase
from queue_server.contract.case_views import Case, CaseLimit, CasePaper, LimitKind
from queue_server.contract.commands import (
    CancelTicket,
    FindTickets,
    Holder,
    IdType,
    IssueTicket,
    Printed,
    ReadCredential,
)
from queue_server.contract.replies import REFUSALS
from queue_server.contract.views import (
    Appointment,
    Estimate,
    HallState,
    ItemOffer,
    LockerOffer,
    PartHealth,
    PriorityOffer,
    QueueState,
    Slot,
    Ticket,
)
from tests.kiosk import applications

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


PROVINCES = tuple(
    Division(f"{code}0000", name)
    for code, name in (
        (11, "北京市"),
        (12, "天津市"),
        (13, "河北省"),
        (14, "山西省"),
        (15, "内蒙古自治区"),
        (44, "广东省"),
    )
)
NEAR = (Division("440604", "广东省佛山市禅城区"), Division("110105", "北京市朝阳区"))
WORDS = tuple(
    Candidate(text, 8)
    for text in ("示例", "实力", "势力", "视力", "实例", "市里", "失利", "十里", "是", "事", "市", "使", "十", "时")
)


def applying(page: Page, **more: Any) -> Session:
    draft = more.pop("draft", applications.draft())
    around = more.pop("around", APPLIES)
    return at(page, around, draft=draft, wish=Wish(Goal.APPLY, item="permit"), **more)


_BLURRED = {
    "zh": "照片模糊，字看不清。请把纸放平，手拿开，再拍一次。",
    "en": "The picture is blurred. Please lay the page flat, take your hands away and take it again.",
}
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
NOTE = "租房合同第二页拍得不清楚，请重新拍一张，四个角都要拍到。"


_CARD_TAKEN = {
    "zh": "身份证拿开得太早了。请重新平放，听到提示后再拿开。",
    "en": "The card was lifted too early. Please lay it flat again and leave it until you hear the signal.",
}
_NOTICE = {"zh": "今天下午医保窗口人多，建议上午办理。", "en": "Medical insurance is busy this afternoon."}
_MISSING = PartHealth(status="offline", detail="not_configured")

_NO_CARD = PartHealth(status="offline")

SCENES: dict[str, Session] = {
    "start": at(Start()),
    "start-speech": at(Start(), replace(AROUND, speaks=True)),
    "choose-speech": at(ChooseQueue(), replace(AROUND, speaks=True), guided=True),
    "start-notice": at(
        Start(), replace(AROUND, windows_open=None, hall=HALL.model_copy(update={"notices": (_NOTICE,)}))
    ),
    "start-card-left": at(Start(card_left=True)),
    "start-checking": at(Start(), replace(AROUND, reader=PartHealth(status="unknown"))),
    "start-closed": at(Start(), replace(AROUND, hall=CLOSED)),
    "start-no-line": at(Start(), replace(AROUND, line=False)),
    "start-nothing": at(Start(), Surroundings()),
    "start-no-reader": at(Start(), replace(AROUND, reader=_NO_CARD)),
    "identify": at(Identify(), wish=Wish(Goal.TAKE)),
    "identify-check-in": at(Identify(), replace(AROUND, scanner=_MISSING), wish=Wish(Goal.CHECK_IN)),
    "identify-no-reader": at(Identify(), replace(AROUND, reader=_NO_CARD, scanner=_MISSING), wish=Wish(Goal.TICKET)),
    "type-id": at(Typing(Typed.ID_NUMBER, "1101051949")),
    "type-id-wrong": at(Typing(Typed.ID_NUMBER, "110105194912310021")),
    "type-id-whole": at(Typing(Typed.ID_NUMBER, "11010519491231002X")),
    "type-code": at(Typing(Typed.CREDIT_CODE, "91350100M000100Y43")),
    "type-ticket": at(Typing(Typed.TICKET_NUMBER, "A012")),
    "type-phone": at(Typing(Typed.PHONE, "138001")),
    "welcome": at(Welcome(COMMAND_ID)),
    "expected": at(Expected(DUE), wish=Wish(Goal.TAKE)),
    "expected-early": at(Expected(EARLY), wish=Wish(Goal.TAKE)),
    "choose": at(ChooseQueue()),
    "choose-second-sheet": at(ChooseQueue(sheet=1)),
    "choose-few": at(ChooseQueue(), FEW),
    "choose-none": at(ChooseQueue(), replace(AROUND, queues=())),
    "confirm": at(Confirm("household", None, "elderly")),
    "confirm-long": at(Confirm("property"), replace(AROUND, printer=PartHealth(status="out")), phone="13800138000"),
    "priority": at(ChoosePriority(Confirm("household", None, "elderly"))),
    "closed": at(Closed(), replace(AROUND, hall=CLOSED), person=None),
    "sending": at(Sending((COMMAND_ID,), WANTED, lost=False)),
    "sending-lost": at(Sending((COMMAND_ID,), WANTED, lost=True), replace(AROUND, line=False), left_s=43.0),
    "asking": at(Asking((COMMAND_ID,), ASKED, lost=False)),
    "asking-lost": at(Asking((COMMAND_ID,), ASKED, lost=True), replace(AROUND, line=False), left_s=51.0),
    "printing": at(Printing(COMMAND_ID, TICKET, 1)),
    "done": at(done(Printed.YES), left_s=7.4),
    "done-window": at(Done(COMMAND_ID, TICKET.model_copy(update={"window": "3", "ahead": 0}), 1, Printed.YES, "ok")),
    "done-no-paper": at(done(Printed.NO, "out")),
    "done-maybe": at(done(Printed.UNKNOWN, "unknown")),
    "done-gave-up": at(done(Printed.NO, "jam", attempt=3)),
    "find": at(FindBy()),
    "themes": at(ChooseShelf(By.THEME)),
    "departments": at(ChooseShelf(By.DEPARTMENT)),
    "entries": at(ChooseEntry(By.THEME, "户籍", found(7))),
    "search": at(Search()),
    "search-found": at(Search("HK", found(6))),
    "search-nothing": at(Search("XYZ")),
    "guide": at(ReadGuide(entry())),
    "guide-materials": at(ReadGuide(entry(), Part.MATERIALS, paper=Paper.YES)),
    "guide-law": at(ReadGuide(entry(), Part.LAW), replace(AROUND, hall=CLOSED)),
    "enquiries": at(Enquiries()),
    "bookable": at(ChooseBookable()),
    "slots": at(ChooseSlot("household-move-in", SLOTS[0].start.date(), SLOTS), wish=BOOKING),
    "booking": at(ConfirmBooking("household-move-in", SLOTS[0]), wish=BOOKING),
    "booked": at(Booked(APPOINTMENT, moved=False, paper=Paper.NO)),
    "appointment": at(OneAppointment(APPOINTMENT)),
    "appointments": at(MyAppointments((APPOINTMENT, APPOINTMENT.model_copy(update={"code": "8K2MPQ9X"})))),
    "ticket": at(OneTicket(TICKET, mine=True)),
    "ticket-of-somebody": at(OneTicket(TICKET, mine=False)),
    "ticket-finished": at(OneTicket(FINISHED, mine=True)),
    "tickets": at(MyTickets((TICKET, FINISHED.model_copy(update={"id": "t-2", "number": "B007", "queue": "social"})))),
    "rate": at(Rate(FINISHED)),
    "sure": at(Sure(CancelTicket(ticket="t-1"), "A012")),
    "said": at(Said(News.RATED)),
    "comfort": at(ChooseComfort(), person=None),
    "start-locker": at(Start(), replace(WITH_LOCKER, hall=WITH_LOCKER.hall.model_copy(update={"open": False}))),
    "enquiries-locker": at(Enquiries(), WITH_LOCKER),
    "identify-collect": at(Identify(), WITH_LOCKER, wish=Wish(Goal.COLLECT)),
    "identify-cases": at(Identify(), WITH_LOCKER, wish=Wish(Goal.CASES)),
    "type-pickup": at(Typing(Typed.PICKUP_CODE, "K7M2"), WITH_LOCKER, wish=Wish(Goal.COLLECT)),
    "cases": at(MyCases((SUBMITTED, READY, BACK, REFUSED)), WITH_LOCKER, person=PROVEN),
    "case-submitted": at(OneCase(SUBMITTED, mine=True), WITH_LOCKER, person=PROVEN),
    "case-supplement": at(OneCase(BACK, mine=True, entry=applied_for(), note=NOTE), WITH_LOCKER, person=PROVEN),
    "case-long-note": at(
        OneCase(BACK, mine=True, entry=applied_for(), note=NOTE * 16, sheet=1), WITH_LOCKER, person=PROVEN
    ),
    "case-refused": at(OneCase(REFUSED, mine=True, paper=Paper.YES), WITH_LOCKER, person=PROVEN),
    "case-ready": at(OneCase(READY, mine=True), WITH_LOCKER, person=PROVEN),
    "case-promised": at(
        OneCase(PROMISED, mine=True, entry=applied_for()), replace(WITH_LOCKER, camera=OK, cases=True), person=PROVEN
    ),
    "case-at-counter": at(OneCase(AT_COUNTER, mine=True), WITH_LOCKER, person=PROVEN),
    "case-locker-away": at(
        OneCase(READY, mine=True), replace(WITH_LOCKER, locker=PartHealth(status="offline")), person=PROVEN
    ),
    "case-of-code": at(OneCase(SUBMITTED, mine=False), WITH_LOCKER, person=None),
    "case-mailed": at(
        OneCase(case("mailed", courier="ems", ended_at=NOW), mine=True, tracking="EX123456789CN"),
        WITH_LOCKER,
        person=PROVEN,
    ),
    "sure-case": at(Sure(WithdrawCase(case="c-1", holder=HOLDER), "household-move-in"), WITH_LOCKER),
    "door-opening": at(AtDoor(DOOR, DoorStage.OPENING), WITH_LOCKER, person=PROVEN),
    "door-open": at(AtDoor(DOOR, DoorStage.OPEN, more=True), WITH_LOCKER, person=PROVEN),
    "door-still-open": at(AtDoor(DOOR, DoorStage.OPEN), WITH_LOCKER, left_s=31.0, person=PROVEN),
    "door-closed": at(AtDoor(DOOR, DoorStage.CLOSED), WITH_LOCKER, person=PROVEN),
    "door-stuck": at(AtDoor(DOOR, DoorStage.STUCK, shut=True), WITH_LOCKER, person=PROVEN),
    "door-shut": at(AtDoor(DOOR, DoorStage.SHUT, shut=True), WITH_LOCKER, person=PROVEN),
    "door-away": at(AtDoor(DOOR, DoorStage.AWAY), WITH_LOCKER, person=PROVEN),
    "door-unknown": at(AtDoor(DOOR, DoorStage.UNKNOWN), WITH_LOCKER, person=PROVEN),
    "space": at(MySpace(SPACE, QUESTIONS), WITH_LOCKER, person=PROVEN),
    "space-empty": at(MySpace({}, {}), WITH_LOCKER, person=PROVEN),
    "space-address": at(
        OneAnswer("home_address", SPACE["home_address"], QUESTIONS["home_address"]), WITH_LOCKER, person=PROVEN
    ),
    "sure-space": at(Sure(DeleteSpace(holder=HOLDER), ""), WITH_LOCKER, person=PROVEN),
    "sure-answer": at(Sure(SaveSpace(holder=HOLDER, answers={}), "手机号码"), WITH_LOCKER, person=PROVEN),
    "problem-needs-card": at(Problem("code.needs_card"), WITH_LOCKER),
    "problem-collect": at(Problem("nothing_to_collect", instead=Wish(Goal.CASES)), WITH_LOCKER),
    "maintenance-locker": staff(
        Maintenance(), replace(WITH_LOCKER, locker=PartHealth(status="cover_open", detail="doors_open=5"), documents=OK)
    ),
    "problem-card": at(Problem("card.card_taken_away", text=_CARD_TAKEN)),
    "problem-code": at(Problem("code.unknown")),
    "problem-credential": at(refused("unknown_credential")),
    "problem-credentials-away": at(refused("credentials_away", again=ReadCredential(code="ELC1"))),
    "problem-waiting": at(refused("already_waiting", number="A007", instead=Wish(Goal.TICKET))),
    "problem-busy": at(refused("busy", again=WANTED)),
    "problem-no-answer": at(Problem("no_answer", again=WANTED, command_ids=(COMMAND_ID,))),
    "problem-early": at(refused("too_early", figures=(("from", SLOTS[0].start.isoformat()),))),
    "problem-late": at(
        refused("too_late", figures=(("until", (NOW - timedelta(minutes=9)).isoformat()),), instead=Wish(Goal.TAKE))
    ),
    "out-fault": at(OutOfService(OutReason.FAULT)),
    "out-locked": at(OutOfService(OutReason.LOCKED)),
    "start-offline": at(Start(), OFFLINE),
    "choose-offline": at(ChooseQueue(), OFFLINE),
    "confirm-offline": at(Confirm("household"), OFFLINE),
    "done-offline": at(Done(COMMAND_ID, OFFLINE_TICKET, 1, Printed.YES, "ok"), OFFLINE),
    "done-offline-no-paper": at(Done(COMMAND_ID, OFFLINE_TICKET, 1, Printed.NO, "out"), OFFLINE),
    "staff-pin": staff(StaffPin("123", PinVerdict(right=False, tries_left=3))),
    "staff-locked-out": staff(StaffPin(verdict=PinVerdict(right=False, locked_s=290.0))),
    "staff-confirm": at(StaffPin(confirming=Confirm("household", None, "soldier"))),
    "maintenance": staff(Maintenance()),
    "maintenance-ill": staff(
        Maintenance(tested=Printed.NO),
        replace(
            AROUND,
            line=False,
            printer=PartHealth(status="out"),
            reader=_MISSING,
            care=replace(CARE, locked=True, refused=("A021", "A034")),
        ),
    ),
    "guide-apply": at(ReadGuide(applications.entry()), APPLIES),
    "told-once": at(ToldOnce(applications.entry()), APPLIES, wish=Wish(Goal.APPLY, item="permit")),
    "identify-apply": at(Identify(), wish=Wish(Goal.APPLY, item="permit")),
    "offer-draft": applying(OfferDraft(applications.entry(), applications.WHOLE), draft=None),
    "offer-sent-back": applying(
        OfferDraft(applications.entry(), applications.WHOLE.model_copy(update={"state": "supplement"})), draft=None
    ),
    "sure-draft": applying(Sure(WithdrawCase(case="case-1", holder=HOLDER), "居住证办理"), draft=None),
    "consent-use": applying(AskConsent("use_space")),
    "consent-keep": applying(AskConsent("keep_space")),
    "answer-choice": applying(AnswerChoice("kind")),
    "answer-yes-no": applying(AnswerChoice("owned")),
    "answer-changed": applying(AnswerChoice("kind"), draft=applications.whole_draft(), trail=(Review(),)),
    "division": applying(ChooseDivision("home", "", PROVINCES, NEAR)),
    "address": applying(
        AnswerTyped("home", Keys.PINYIN, "广东省佛山市禅城区", "示例一路 2 号 3 座 401", "shilishi", WORDS)
    ),
    "text": applying(AnswerTyped("employer", Keys.PINYIN)),
    "text-letters": applying(AnswerTyped("employer", Keys.LETTERS, text="示例 ABC")),
    "text-signs": applying(AnswerTyped("employer", Keys.SIGNS, text="示例电子厂")),
    "text-candidates": applying(AnswerTyped("employer", Keys.PINYIN, "", "佛山", "shili", WORDS)),
    "date": applying(AnswerTyped("since", Keys.NUMBER, text="202403")),
    "date-wrong": applying(AnswerTyped("since", Keys.NUMBER, text="20240230")),
    "phone": applying(AnswerTyped("phone", Keys.NUMBER, text="13800138000")),
    "number": applying(
        AnswerTyped("permit_number", Keys.NUMBER, text="11010519491231002"), draft=applications.whole_draft()
    ),
    "papers": applying(Papers()),
    "papers-whole": applying(Papers(), draft=applications.whole_draft()),
    "one-paper": applying(OnePaper("lease"), draft=applications.whole_draft()),
    "one-paper-full": applying(OnePaper("id_card"), draft=applications.whole_draft()),
    "one-paper-none": applying(OnePaper("lease")),
    "take": applying(TakePage("lease")),
    "take-under-way": applying(TakePage("lease", taking=Taking.UNDER_WAY)),
    "take-again": applying(TakePage("id_card", taking=Taking.AGAIN, why=_BLURRED)),
    "take-shown": applying(TakePage("lease", taking=Taking.SHOWN, picture=applications.photographed())),
    "look": applying(LookAtPage("lease", "p-3", applications.photographed()), draft=applications.whole_draft()),
    "handover": applying(ChooseHandover()),
    "review": applying(Review(), draft=applications.whole_draft()),
    "review-missing": applying(Review(refused=True)),
    "review-going": applying(
        Review(going=True),
        draft=applications.whole_draft(
            waiting=(WaitingPage("case-1", "lease", "p-9", HOLDER),),
        ),
    ),
    "submitted": applying(Submitted(applications.entry(), applications.HANDED_IN, Paper.YES), draft=None),
    "submitted-no-paper": applying(Submitted(applications.entry(), applications.HANDED_IN, Paper.NO), draft=None),
    "problem-draft": at(Problem("draft_needs_card")),
    "help-papers": applying(Papers(), helping=True),
    "help": at(Start(), helping=True),
    "help-choose": at(ChooseQueue(), helping=True),
    "warning": at(ChooseQueue(), left_s=14.0),
    "warning-card": at(ChooseQueue(), left_s=19.0, card_taken=True),
}

COMFORTS: dict[str, tuple[Setting, ...]] = {
    "standard": (),
    "elder": (Setting.ELDER,),
    "contrast": (Setting.CONTRAST,),
    "low": (Setting.LOW,),
    "everything": tuple(Setting),
}
"""Which settings are on: each, and all together."""
