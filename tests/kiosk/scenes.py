"""Sessions to look at: every page as a citizen meets it. Invented people and places only."""

from dataclasses import replace
from datetime import timedelta

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
from kiosk.flow.care import PinVerdict
from kiosk.flow.case_pages import AtDoor, DoorStage, MyCases, OneCase
from kiosk.flow.draft import WaitingPage
from kiosk.flow.filling import Keys
from kiosk.flow.inputs import Setting
from kiosk.flow.offered import Candidate, Division
from kiosk.flow.own_pages import MySpace, OneAnswer
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
from kiosk.flow.session import Session, Surroundings
from kiosk.flow.shades import By, News, OutReason, Paper, Part
from kiosk.flow.typed import Typed
from kiosk.flow.wish import Goal, Wish
from queue_server.contract.case_commands import DeleteSpace, SaveSpace, WithdrawCase
from queue_server.contract.commands import CancelTicket, Printed, ReadCredential
from queue_server.contract.views import PartHealth
from tests.kiosk import applications
from tests.kiosk.applications import applying
from tests.kiosk.hall import (
    APPLIES,
    APPOINTMENT,
    AROUND,
    ASKED,
    BOOKING,
    CARE,
    CLOSED,
    COMMAND_ID,
    DUE,
    EARLY,
    FEW,
    FINISHED,
    HALL,
    HOLDER,
    NOW,
    OFFLINE,
    OFFLINE_TICKET,
    OK,
    SLOTS,
    TICKET,
    WANTED,
    applied_for,
    at,
    done,
    entry,
    found,
    refused,
    staff,
)
from tests.kiosk.hall_cases import (
    AT_COUNTER,
    BACK,
    DOOR,
    PROMISED,
    PROVEN,
    QUESTIONS,
    READY,
    REFUSED,
    SPACE,
    SUBMITTED,
    WITH_LOCKER,
    case,
)

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
_BLURRED = {
    "zh": "照片模糊，字看不清。请把纸放平，手拿开，再拍一次。",
    "en": "The picture is blurred. Please lay the page flat, take your hands away and take it again.",
}
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
    "problem-page": applying(refused("too_many_pages"), draft=applications.whole_draft(), trail=(Review(),)),
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
