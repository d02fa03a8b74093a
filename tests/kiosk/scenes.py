"""Sessions to look at and to test with: every page as a citizen meets it. Invented people and places only."""

from dataclasses import replace
from datetime import datetime, timedelta, timezone

from kiosk.flow.blocks import Block
from kiosk.flow.care import Care, PinVerdict
from kiosk.flow.pages import (
    ChooseQueue,
    Confirm,
    Done,
    Maintenance,
    OutOfService,
    OutReason,
    Page,
    Printing,
    Problem,
    Sending,
    StaffPin,
    Start,
)
from kiosk.flow.session import Person, Session, Surroundings
from kiosk.flow.times import idle_s
from queue_server.contract.commands import IdType, Printed
from queue_server.contract.replies import REFUSALS
from queue_server.contract.views import Estimate, HallState, PartHealth, QueueState, Ticket

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

AROUND = Surroundings(line=True, hall=HALL, queues=QUEUES, windows_open=8, reader=OK, printer=OK)
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
    if not isinstance(page, Start | OutOfService):
        session = replace(session, person=PERSON)
    return replace(session, **more)  # type: ignore[arg-type]  # fields of Session by name


def refused(code: str, number: str | None = None, again: str | None = None) -> Problem:
    words = REFUSALS[code]
    return Problem(code, text={"zh": words.zh, "en": words.en}, number=number, again=again)


def done(printed: Printed, status: str = "ok", attempt: int = 1) -> Done:
    return Done(COMMAND_ID, TICKET, attempt, printed, PartHealth.model_validate({"status": status}).status)


_CARD_TAKEN = {
    "zh": "身份证拿开得太早了。请重新平放，听到提示后再拿开。",
    "en": "The card was lifted too early. Please lay it flat again and leave it until you hear the signal.",
}
_NOTICE = {"zh": "今天下午医保窗口人多，建议上午办理。", "en": "Medical insurance is busy this afternoon."}
_WITH_PHONE = HALL.model_copy(update={"phone": "0757-8200-0000"})
_MISSING = PartHealth(status="offline", detail="not_configured")

SCENES: dict[str, Session] = {
    "start": at(Start()),
    "start-speech": at(Start(), replace(AROUND, speaks=True)),
    "choose-speech": at(ChooseQueue(), replace(AROUND, speaks=True), guided=True),
    "start-notice": at(
        Start(), replace(AROUND, windows_open=None, hall=HALL.model_copy(update={"notices": (_NOTICE,)}))
    ),
    "start-card-left": at(Start(card_left=True)),
    "start-checking": at(Start(), replace(AROUND, reader=PartHealth(status="unknown"))),
    "start-closed": at(
        Start(),
        replace(AROUND, hall=HALL.model_copy(update={"open": False, "next_change": NOW + timedelta(hours=23)})),
    ),
    "start-no-line": at(Start(), replace(AROUND, line=False)),
    "choose": at(ChooseQueue()),
    "choose-second-sheet": at(ChooseQueue(sheet=1)),
    "choose-few": at(ChooseQueue(), FEW),
    "choose-none": at(ChooseQueue(), replace(AROUND, queues=())),
    "confirm": at(Confirm("household", 0)),
    "confirm-long": at(Confirm("property", 0), replace(AROUND, printer=PartHealth(status="out"))),
    "sending": at(Sending((COMMAND_ID,), "household", lost=False)),
    "sending-lost": at(Sending((COMMAND_ID,), "property", lost=True), replace(AROUND, line=False), left_s=43.0),
    "printing": at(Printing(COMMAND_ID, TICKET, 1)),
    "done": at(done(Printed.YES), left_s=7.4),
    "done-window": at(Done(COMMAND_ID, TICKET.model_copy(update={"window": "3", "ahead": 0}), 1, Printed.YES, "ok")),
    "done-no-paper": at(done(Printed.NO, "out")),
    "done-maybe": at(done(Printed.UNKNOWN, "unknown")),
    "done-gave-up": at(done(Printed.NO, "jam", attempt=3)),
    "problem-card": at(Problem("card.card_taken_away", text=_CARD_TAKEN)),
    "problem-waiting": at(refused("already_waiting", number="A007")),
    "problem-busy": at(refused("busy", again="household")),
    "problem-no-answer": at(Problem("no_answer", again="household", command_ids=(COMMAND_ID,))),
    "out-reader": at(OutOfService(OutReason.READER), replace(AROUND, reader=PartHealth(status="offline"))),
    "out-lacking": at(OutOfService(OutReason.READER), replace(AROUND, reader=_MISSING, printer=_MISSING)),
    "out-fault": at(OutOfService(OutReason.FAULT)),
    "out-locked": at(OutOfService(OutReason.LOCKED), replace(AROUND, hall=_WITH_PHONE)),
    "start-no-line-phone": at(Start(), replace(AROUND, line=False, hall=_WITH_PHONE)),
    "choose-offline": at(ChooseQueue(), OFFLINE),
    "confirm-offline": at(Confirm("household", 0), OFFLINE),
    "done-offline": at(Done(COMMAND_ID, OFFLINE_TICKET, 1, Printed.YES, "ok"), OFFLINE),
    "done-offline-no-paper": at(Done(COMMAND_ID, OFFLINE_TICKET, 1, Printed.NO, "out"), OFFLINE),
    "staff-pin": staff(StaffPin("123", PinVerdict(right=False, tries_left=3))),
    "staff-locked-out": staff(StaffPin(verdict=PinVerdict(right=False, locked_s=290.0))),
    "maintenance": staff(Maintenance()),
    "maintenance-ill": staff(
        Maintenance(tested=Printed.NO),
        replace(AROUND, line=False, printer=PartHealth(status="out"), reader=_MISSING, care=replace(CARE, locked=True)),
    ),
    "help": at(Start(), helping=True),
    "help-choose": at(ChooseQueue(), helping=True),
    "warning": at(ChooseQueue(), left_s=14.0),
}
