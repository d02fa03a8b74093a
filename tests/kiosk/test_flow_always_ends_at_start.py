"""What holds for every sequence of inputs, in whatever order they come."""

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from kiosk.flow import apply_inputs, inputs
from kiosk.flow.advance import advance, begin
from kiosk.flow.blocks import Block, without_next
from kiosk.flow.care import PinVerdict
from kiosk.flow.draft import WaitingPage
from kiosk.flow.effects import (
    Ask,
    Effect,
    Fetch,
    OpenDoor,
    Print,
    PrintSheet,
    Report,
    ReportDoor,
    Send,
    TakeNumber,
    TakePicture,
)
from kiosk.flow.errands import AnswersRead, Errand, PageRead, ReadAnswers, ReadOwnAnswers, ReadPage
from kiosk.flow.filling import Keys
from kiosk.flow.inputs import Input
from kiosk.flow.lockers import DoorJob, DoorWord
from kiosk.flow.pages import OutOfService, Start
from kiosk.flow.session import Session
from kiosk.flow.shades import By, Part
from kiosk.flow.typed import Typed
from kiosk.flow.wish import Goal
from queue_server.contract.case_commands import (
    FindCases,
    GetCase,
    GiveConsent,
    OpenLocker,
    PromisePaper,
    RemovePage,
    SaveCase,
    StartCase,
    SubmitCase,
    WithdrawCase,
)
from queue_server.contract.case_views import CaseReply, CasesReply, DoorReply
from queue_server.contract.commands import (
    BookAppointment,
    CancelAppointment,
    CancelTicket,
    CheckIn,
    CommandData,
    FindAppointments,
    FindTickets,
    GetTicket,
    IssueTicket,
    ListSlots,
    MoveAppointment,
    Printed,
    RateService,
    ReadCredential,
)
from queue_server.contract.holders import Identity, IdentityReply
from queue_server.contract.replies import REFUSALS, ReplyError, refused
from queue_server.contract.views import (
    AppointmentReply,
    AppointmentsReply,
    PartHealth,
    SlotsReply,
    TicketReply,
    TicketsReply,
)
from tests.kiosk.applicant import ANOTHER
from tests.kiosk.applications import ANSWERS as ANSWERS_OF_DRAFT
from tests.kiosk.applications import CASE, HANDED_IN, WHOLE
from tests.kiosk.applications import entry as applications_entry
from tests.kiosk.hall import (
    APPLIES,
    APPOINTMENT,
    AROUND,
    DUE,
    FINISHED,
    HALL,
    HOLDER,
    NOW,
    PERSON,
    SLOTS,
    TICKET,
    entry,
    found,
)
from tests.kiosk.hall_cases import PROVEN, READY, SUBMITTED, WITH_LOCKER
from tests.kiosk.scenes import NEAR, WORDS

BLOCKS = (Block("household", "A", 21, 24, NOW.date(), 21),)

AROUNDS = (
    AROUND,
    APPLIES,
    replace(AROUND, hall=HALL.model_copy(update={"credentials": True})),
    replace(AROUND, line=False),
    replace(AROUND, blocks=BLOCKS),
    replace(AROUND, line=False, blocks=BLOCKS),
    replace(AROUND, queues=()),
    WITH_LOCKER,
    replace(WITH_LOCKER, locker=PartHealth(status="offline")),
    replace(AROUND, hall=HALL.model_copy(update={"open": False})),
    replace(AROUND, reader=PartHealth(status="offline")),
    replace(AROUND, reader=PartHealth(status="unknown"), hall=None),
)

TOO_MANY = ReplyError(code="too_many_pages", message={"zh": "多了。"}, retryable=False)

PLAIN: tuple[Input, ...] = (
    inputs.CardLaid(PERSON),
    inputs.CardLaid(replace(PERSON, card=True)),
    inputs.CardLaid(replace(PERSON, card=True, proven=True, says={"name": "张示例"})),
    inputs.CardFailed("garbled_frame", {"zh": "没有读完整。"}),
    inputs.CardLeft(lying=True),
    inputs.CardLeft(lying=False),
    inputs.CodeScanned("11010519491231002X"),
    inputs.CodeScanned("https://hall.example/t/9Yx2kq7Wc4TnB3sd"),
    inputs.CodeScanned("7K2MPQ9X"),
    inputs.CodeScanned("nothing that we know"),
    inputs.QueueTouched("household"),
    inputs.QueueTouched("business"),
    inputs.SheetTurned(1),
    inputs.SheetTurned(-1),
    inputs.ConfirmTouched(),
    inputs.BackTouched(),
    inputs.HomeTouched(),
    inputs.AgainTouched(),
    inputs.InsteadTouched(),
    inputs.MoreTimeTouched(),
    inputs.Touched(),
    inputs.HelpTouched(),
    inputs.LanguageChosen("en"),
    inputs.ComfortTouched(),
    *(inputs.SettingTouched(setting) for setting in inputs.Setting),
    *(inputs.GoalChosen(goal) for goal in Goal),
    *(inputs.TypeTouched(what) for what in Typed),
    inputs.WithoutIdentityTouched(),
    *(inputs.KeyTouched(key) for key in "1A7"),
    inputs.DeleteTouched(),
    inputs.PriorityTouched(),
    inputs.PriorityChosen("disabled"),
    inputs.PriorityChosen("soldier"),
    inputs.PinKeyTouched("1"),
    inputs.PinEntered(),
    inputs.PinLookedAt(PinVerdict(right=True)),
    inputs.CornerHeld(),
    inputs.ByChosen(By.THEME),
    inputs.SearchTouched(),
    inputs.ShelfTouched("户籍"),
    inputs.Found(found(3)),
    inputs.EntryTouched("household-0"),
    inputs.GuideCame(entry()),
    inputs.PartChosen(Part.MATERIALS),
    inputs.PrintTouched(),
    inputs.ItemTouched("household-move-in"),
    inputs.DayTurned(1),
    inputs.SlotTouched(SLOTS[0].start),
    inputs.AppointmentTouched(APPOINTMENT.code),
    inputs.CheckInTouched(),
    inputs.MoveTouched(),
    inputs.CancelTouched(),
    inputs.TicketTouched(TICKET.id),
    inputs.RateTouched(),
    inputs.ScoreTouched(5),
    *(apply_inputs.AnswerChosen(place) for place in range(2)),
    *(inputs.KeyTouched(key) for key in "13800138000"),
    apply_inputs.DivisionTouched("440604"),
    apply_inputs.DivisionsFound("", "", NEAR, NEAR),
    apply_inputs.DivisionsFound("440604", "广东省佛山市禅城区", (), ()),
    apply_inputs.WordsFound("a", WORDS),
    apply_inputs.CandidateTouched(WORDS[0]),
    *(apply_inputs.KeysTouched(keys) for keys in Keys),
    apply_inputs.SkipTouched(),
    apply_inputs.QuestionTouched("kind"),
    apply_inputs.PaperTouched("lease"),
    apply_inputs.PaperTouched("id_card"),
    apply_inputs.PageTouched("p-3"),
    apply_inputs.TakeTouched(),
    apply_inputs.PageTaken("order-1", b"picture"),
    apply_inputs.PageNotTaken("order-1", "blurred", {"zh": "照片模糊。"}),
    apply_inputs.PromiseTouched(),
    apply_inputs.RemoveTouched(),
    apply_inputs.HandoverTouched(),
    apply_inputs.HandoverChosen("counter"),
    apply_inputs.HandoverChosen("courier"),
    apply_inputs.PagesFound("case-1", (WaitingPage("case-1", "lease", "p-8", HOLDER),)),
    apply_inputs.PageKept("p-9", WHOLE),
    apply_inputs.PageRefused(
        "case-1", "p-9", ReplyError(code="too_many_pages", message={"zh": "多了。"}, retryable=False)
    ),
    inputs.GuideCame(applications_entry()),
    inputs.CardLaid(ANOTHER),
    inputs.CardLaid(PROVEN),
    inputs.CardLaid(PROVEN),
    inputs.CaseTouched(READY.case),
    inputs.CollectTouched(),
)

ANSWERS = {
    GetTicket: TicketReply(ticket=FINISHED),
    FindTickets: TicketsReply(tickets=(TICKET, FINISHED)),
    FindAppointments: AppointmentsReply(appointments=(APPOINTMENT, DUE)),
    ListSlots: SlotsReply(slots=SLOTS),
    ReadCredential: IdentityReply(holder=Identity(id_type="resident_id", id_number=PERSON.id_number)),
    CheckIn: TicketReply(ticket=TICKET),
    CancelTicket: TicketReply(ticket=TICKET),
    BookAppointment: AppointmentReply(appointment=APPOINTMENT),
    MoveAppointment: AppointmentReply(appointment=APPOINTMENT),
    CancelAppointment: AppointmentReply(appointment=APPOINTMENT),
    RateService: None,
    StartCase: CaseReply(case=CASE),
    SaveCase: CaseReply(case=CASE),
    GiveConsent: CaseReply(case=WHOLE),
    RemovePage: CaseReply(case=CASE),
    PromisePaper: CaseReply(case=CASE),
    SubmitCase: CaseReply(case=HANDED_IN),
    ReadAnswers: AnswersRead(ANSWERS_OF_DRAFT),
    ReadOwnAnswers: AnswersRead({"phone": "13800138000"}),
    ReadPage: PageRead(b"picture"),
    FindCases: CasesReply(cases=(WHOLE, SUBMITTED, READY), more=False),
    GetCase: CaseReply(case=READY),
    WithdrawCase: CaseReply(case=SUBMITTED),
    OpenLocker: DoorReply(locker="lobby", compartment=5, case=READY),
}


class World:
    """Carries out effects in the least way: it answers commands and prints when the test says so."""

    def __init__(self) -> None:
        self.session, _ = begin(APPLIES)
        self.commands: list[str] = []
        self.asked: list[tuple[str, CommandData | Errand]] = []
        self.sheets: list[PrintSheet] = []
        self.jobs: list[Print] = []
        self.reported: list[str] = []
        self.confirmations = 0
        self.issued: list[str] = []
        self.blocks = BLOCKS
        self.taken: list[str] = []
        self.given: list[str] = []
        self.doors: list[DoorJob] = []
        self.opened: set[str] = set()
        self.releases: list[str] = []
        self.told: list[str] = []
        self._count = 0

    def give(self, each: Input) -> None:
        self._count += 1
        if isinstance(each, inputs.ConfirmTouched | inputs.AgainTouched):
            self.confirmations += 1
        self.session, effects = advance(self.session, each, NOW, str(UUID(int=self._count)))
        for effect in effects:
            self._keep(effect)

    def _keep(self, effect: Effect) -> None:
        if isinstance(effect, Send) and isinstance(effect.command.data, IssueTicket):
            self.issued.append(effect.command.id)
            if effect.command.data.number is not None:
                self.given.append(effect.command.data.number)
            self.commands.append(effect.command.id)
        if isinstance(effect, Ask | Send) and type(effect.command.data) in ANSWERS:
            self.asked.append((effect.command.id, effect.command.data))
        if isinstance(effect, Fetch):
            self.asked.append((effect.id, effect.errand))
        if isinstance(effect, TakePicture):
            self.give(apply_inputs.PageTaken(effect.order, b"picture"))
        self._keep_door(effect)
        if isinstance(effect, PrintSheet):
            self.sheets.append(effect)
        if isinstance(effect, TakeNumber):
            self.taken.append(effect.block.number)
            self.blocks = without_next(self.blocks, effect.block)
        if isinstance(effect, Print):
            self.jobs.append(effect)
        if isinstance(effect, Report):
            self.reported.append(effect.job_id)

    def _keep_door(self, effect: Effect) -> None:
        if isinstance(effect, OpenDoor):
            self.doors.append(effect.job)
            self.opened.add(effect.job.id)
        if isinstance(effect, ReportDoor):
            self.told.append(effect.job_id)


def _step(world: World, kind: str, pick: int) -> None:
    if kind == "plain":
        world.give(PLAIN[pick % len(PLAIN)])
    elif kind == "tick":
        world.give(inputs.Tick(pick % 70))
    elif kind == "around":
        around = AROUNDS[pick % len(AROUNDS)]
        world.give(inputs.SurroundingsChanged(replace(around, blocks=world.blocks if around.blocks else ())))
    elif kind == "ticket" and world.commands:
        world.give(inputs.TicketCame(world.commands.pop(pick % len(world.commands)), TICKET))
    elif kind == "refusal" and world.commands:
        command_id = world.commands.pop(pick % len(world.commands))
        error = refused(command_id, sorted(REFUSALS)[pick % len(REFUSALS)]).error
        assert error is not None
        world.give(inputs.TicketRefused(command_id, error))
    elif kind == "answer" and world.asked:
        command_id, asked = world.asked.pop(pick % len(world.asked))
        if pick % 3:
            world.give(inputs.Answered(command_id, type(asked), ANSWERS[type(asked)]))
        else:
            error = refused(command_id, sorted(REFUSALS)[pick % len(REFUSALS)]).error
            assert error is not None
            world.give(inputs.Refused(command_id, error))
    else:
        _step_of_devices(world, kind, pick)


def _step_of_devices(world: World, kind: str, pick: int) -> None:
    if kind == "release":
        released = str(UUID(int=10_000 + len(world.releases)))
        world.releases.append(released)
        world.give(inputs.DoorReleased(released, "lobby", 1 + pick % 3, NOW - timedelta(seconds=pick % 120)))
    elif kind == "door" and world.doors:
        job = world.doors.pop(pick % len(world.doors))
        world.give(inputs.DoorEnded(job, list(DoorWord)[pick % 4]))
        world.give(inputs.DoorClosed(job))
    elif kind == "printed" and world.sheets:
        world.give(inputs.PrintEnded(world.sheets.pop().job, list(Printed)[pick % 3], "unknown", None))
    elif kind == "printed" and world.jobs:
        job = world.jobs.pop(pick % len(world.jobs)).job
        world.give(inputs.PrintEnded(job, list(Printed)[pick % 3], "unknown", None))


KINDS = ["plain"] * 4 + ["tick", "around", "ticket", "refusal", "answer", "answer", "printed", "door", "release"]

steps = st.lists(st.tuples(st.sampled_from(KINDS), st.integers(0, 500)), max_size=60)


@settings(max_examples=300, deadline=None)
@given(steps)
def test_no_sequence_of_inputs_breaks_the_flow_sends_twice_or_keeps_a_person(sequence: list[tuple[str, int]]) -> None:
    world = World()
    for kind, pick in sequence:
        _step(world, kind, pick)
        assert len(world.issued) == len(set(world.issued)) <= world.confirmations + len(world.given)
        assert world.given == world.taken
        assert len(world.given) == len(set(world.given))
        assert len(world.reported) == len(set(world.reported))
        assert len(world.told) == len(set(world.told))
        if isinstance(world.session.page, Start | OutOfService):
            assert world.session.person is None
    while world.doors:
        world.give(inputs.DoorEnded(world.doors.pop(), DoorWord.SHUT))
    for _ in range(200):
        world.give(inputs.Tick(1.0))
    assert not world.doors
    assert world.opened <= set(world.told)
    assert isinstance(world.session.page, Start | OutOfService)
    lying = world.session.card_lying
    assert world.session == Session(page=world.session.page, around=world.session.around, card_lying=lying)


@settings(max_examples=100, deadline=None)
@given(steps)
def test_one_confirmation_asks_once_and_gives_one_reserved_number_at_most(sequence: list[tuple[str, int]]) -> None:
    world = World()
    for kind, pick in sequence:
        asked, given_, confirmed = len(world.issued) - len(world.given), len(world.given), world.confirmations
        _step(world, kind, pick)
        assert len(world.issued) - len(world.given) - asked <= world.confirmations - confirmed
        assert len(world.given) - given_ <= 1
        assert len(world.given) <= world.confirmations
