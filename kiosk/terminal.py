"""The terminal without its screen: inputs go through the flow, effects are kept first and carried out then."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

import structlog

from kiosk.care import Caretaker, PinKeeper
from kiosk.care.caretaker import Hands
from kiosk.cases import CaseDesk, CaseLine, PagePost
from kiosk.client import HallClient, Post
from kiosk.devices import DeviceRoom
from kiosk.doors import Releases
from kiosk.flow.advance import advance, begin
from kiosk.flow.apply_inputs import PagesFound
from kiosk.flow.apply_pages import AnswerTyped
from kiosk.flow.collecting import given_up
from kiosk.flow.effects import (
    Ask,
    CheckPin,
    DoStaff,
    Effect,
    Fetch,
    ForgetPerson,
    KeepPage,
    LookUpDivisions,
    LookUpOwnQuestions,
    LookUpPages,
    LookUpWords,
    OpenDoor,
    OpenGuide,
    Print,
    PrintSheet,
    Report,
    ReportDoor,
    SampleJob,
    SayAgain,
    SearchCatalogue,
    Send,
    StopWatching,
    TakeNumber,
    TakePicture,
    WatchForCard,
    Withdraw,
)
from kiosk.flow.inputs import (
    Answered,
    DoorEnded,
    Input,
    PaperUsed,
    PinLookedAt,
    PrintEnded,
    Refused,
    SurroundingsChanged,
    Tick,
    TicketCame,
    TicketRefused,
)
from kiosk.flow.lockers import DoorWord
from kiosk.flow.pages import Maintenance, OutOfService, Start
from kiosk.flow.session import Session, after_fault
from kiosk.guide import Guide, NoNarrator
from kiosk.guide.narrator import LOUDSPEAKER
from kiosk.keyboard import Keyboard
from kiosk.library import Library
from kiosk.lookout import Lookout
from kiosk.outbox import Outbox
from kiosk.print_line import PrintLine
from kiosk.standby import Standby
from queue_server.contract.connection import Connection
from queue_server.contract.views import PartHealth

MakeDevices = Callable[[Callable[[Input], None], Callable[[str, PartHealth], None]], DeviceRoom]
"""From who wants to hear of cards and paper, and of the parts' health, to the devices."""


@dataclass(frozen=True, slots=True)
class Staff:
    """What the staff bring: who knows their PIN, how long a roll of paper is, and how the program is started anew."""

    pins: PinKeeper
    restart: Callable[[], None]
    roll_m: float | None = None


CaseLines = Callable[[], CaseLine | None]
"""A line to the hall's pages for one more thread; None for a terminal that has no token."""


def no_lines() -> None:
    """Of a terminal at which nothing can be applied for."""


MakeGuide = Callable[[Callable[[PartHealth], None]], Guide]
"""From who wants to hear of the loudspeaker's health, to who speaks."""


def silent(_tell_health: Callable[[PartHealth], None]) -> Guide:
    """The guide of a terminal without a loudspeaker."""
    return Guide(NoNarrator())


class Terminal:
    """Used from one thread. ``show`` gets every new session, ``forget`` is called when a person is gone."""

    def __init__(  # noqa: PLR0913 - the one place where everything meets
        self,
        connection: Connection,
        outbox: Outbox,
        make_devices: MakeDevices,
        staff: Staff,
        library: Library,
        keys: Keyboard,
        case_lines: CaseLines = no_lines,
        *,
        make_guide: MakeGuide = silent,
        clock: Callable[[], datetime],
        fresh_id: Callable[[], str],
        post: Post,
        show: Callable[[Session], None],
        forget: Callable[[], None],
    ) -> None:
        self._connection = connection
        self._outbox = outbox
        self._clock = clock
        self._fresh_id = fresh_id
        self._show = show
        self._forget = forget
        self._library = library
        self._keys = keys
        self._cases = CaseDesk(case_lines(), tell=lambda given: post(lambda: self.handle(given)))
        self._pages = PagePost(case_lines(), outbox.pages, post=post, tell=self.handle)
        self._pins = staff.pins
        self._restart = staff.restart
        self._guide = make_guide(lambda health: post(lambda: self._part_seen(LOUDSPEAKER, health)))
        self._restart_wanted = False
        self._caretaker = Caretaker(
            outbox.remembered,
            Hands(self._print_sample, self._reload, self.restart_when_free),
            roll_m=staff.roll_m,
            changed=self._care_changed,
        )
        self._standby = Standby(outbox, fresh_id=fresh_id, changed=self._look_around)
        self._client = HallClient(
            connection,
            outbox,
            clock=clock,
            post=post,
            listen=self.handle,
            look_around=self._look_around,
            block_came=self._standby.block_came,
            number_refused=self._number_refused,
        )
        self._lookout = Lookout(
            connection.identity,
            outbox,
            clock,
            client=self._client,
            standby=self._standby,
            caretaker=self._caretaker,
            guide=self._guide,
            library=self._library,
            cases=self._cases,
        )
        self._devices = make_devices(
            lambda given: post(lambda: self.handle(given)),
            lambda part, health: post(lambda: self._part_seen(part, health)),
        )
        self._print_line = PrintLine(outbox, self._devices.print, clock)
        connection.on(
            connection.topics.control(connection.identity.client),
            lambda _topic, payload: post(lambda: self._caretaker.control_came(payload)),
        )
        releases = Releases(outbox.doors, self.handle)
        connection.on(connection.topics.event, lambda _topic, payload: post(lambda: releases.event_came(payload)))
        self._log = structlog.get_logger("terminal")
        self._session, self._first_effects = begin(self._lookout.around())

    @property
    def session(self) -> Session:
        return self._session

    def start(self) -> None:
        """Take up what a power cut left, then connect."""
        self._devices.start()
        self._guide.start()
        self._library.start(self._look_around)
        self._cases.start()
        self._pages.start()
        self._keys.start(self._words_can_be_found)
        self._look_around()
        self._carry_out(self._first_effects)
        self._take_up_jobs()
        self._take_up_doors()
        self._connection.start()
        self._show(self._session)

    def stop(self) -> None:
        self._devices.stop()
        self._guide.stop()
        self._connection.stop()
        self._library.stop()
        self._cases.stop()
        self._pages.stop()
        self._keys.stop()

    def handle(self, given: Input) -> None:
        """One input through the flow. What must survive is on disk before anything else is done."""
        if isinstance(given, PaperUsed):
            self._caretaker.paper_used(given.millimetres)
            return
        with self._outbox.together():
            if isinstance(given, TicketCame | TicketRefused | Answered | Refused):
                self._outbox.settle(given.command_id)
            session, effects = advance(self._session, given, self._clock(), self._fresh_id())
            for effect in effects:
                self._keep(effect)
        if type(session.page) is not type(self._session.page):
            self._log.info("page", page=type(session.page).__name__, because=type(given).__name__)
        changed = session != self._session
        self._session = session
        if isinstance(given, PrintEnded) and self._print_line.ended(given.job) and isinstance(given.job, SampleJob):
            self._caretaker.sample_printed(given.printed)
        self._carry_out(effects)
        # What was looked up is answered by then, in a session that is newer than this one.
        self._guide.follow(self._session, self._caretaker.care.volume)
        if changed:
            self._show(self._session)

    def time_passed(self, elapsed_s: float) -> None:
        """To be called about once a second, with seconds on a clock that nobody sets."""
        self._client.time_passed(elapsed_s)
        self._library.time_passed(elapsed_s)
        self._caretaker.day_is(self._lookout.today())
        self._look_around()
        if self._standby.time_passed(elapsed_s, self._client.around, self._clock()):
            self._client.send_pending()
        self.handle(Tick(elapsed_s))
        self._restart_if_nobody_is_there()

    def restart_when_free(self) -> None:
        """Start the program anew as soon as nobody stands here and nothing is being printed."""
        self._restart_wanted = True

    def fault(self) -> None:
        """The program itself failed somewhere: out of service for a moment, with a new session."""
        before, self._session = self._session, after_fault(self._session)
        with self._outbox.together():
            for effect in given_up(before, self._session, self._clock()):
                self._keep(effect)
        self._devices.watch(wanted=False)
        self._cases.forget()
        self._forget()
        self._show(self._session)

    def _keep(self, effect: Effect) -> None:
        match effect:
            case Send(command):
                self._outbox.keep(command)
            case TakeNumber(block):
                self._outbox.numbers.take(block)
            case Withdraw(command_ids):
                self._client.withdraw(command_ids)
                self._cases.withdraw(command_ids)
            case Print(job):
                self._outbox.keep_job(job, int(self._clock().timestamp()))
            case Report(job_id, command):
                self._outbox.drop_job(job_id)
                self._outbox.keep(command)
            case KeepPage(page, picture):
                self._outbox.pages.keep(page, picture)
            case OpenDoor(door):
                self._outbox.doors.keep(door)
            case ReportDoor(job_id, command):
                self._outbox.doors.told(job_id)
                self._outbox.keep(command)
            case _:
                pass

    def _carry_out(self, effects: tuple[Effect, ...]) -> None:
        for effect in effects:
            match effect:
                case WatchForCard() | StopWatching() | TakePicture() | Print() | PrintSheet() | OpenDoor():
                    self._order_device(effect)
                case Ask() | Fetch():
                    self._ask(effect)
                case SearchCatalogue() | OpenGuide() | LookUpOwnQuestions() | LookUpWords() | LookUpDivisions():
                    self.handle(self._looked_up(effect))
                case LookUpPages(case):
                    self.handle(PagesFound(case, self._outbox.pages.of(case)))
                case CheckPin(pin):
                    self.handle(PinLookedAt(self._pins.verdict(pin, self._clock())))
                case DoStaff(action):
                    self._caretaker.do(action)
                case SayAgain():
                    self._guide.forget()
                case ForgetPerson():
                    self._cases.forget()
                    self._forget()
                case _:
                    pass
        self._client.send_pending()
        self._pages.send_next()
        self._print_line.go_on()

    def _order_device(self, effect: WatchForCard | StopWatching | TakePicture | Print | PrintSheet | OpenDoor) -> None:
        match effect:
            case Print(job) | PrintSheet(job) if self._devices.prints_apart(job):
                self._devices.print(job)
            case Print(job) | PrintSheet(job):
                self._print_line.add(job)
            case OpenDoor(door):
                self._devices.open_door(door)
            case TakePicture(order):
                self._devices.take_page(order)
            case _:
                self._devices.watch(wanted=isinstance(effect, WatchForCard))

    def _looked_up(
        self, effect: SearchCatalogue | OpenGuide | LookUpOwnQuestions | LookUpWords | LookUpDivisions
    ) -> Input:
        if isinstance(effect, LookUpWords | LookUpDivisions):
            return self._keys.answer(effect)
        return self._library.answer(effect)

    def _words_can_be_found(self) -> None:
        """Somebody may be typing already, and waits for words."""
        page = self._session.page
        if isinstance(page, AnswerTyped) and page.letters:
            self.handle(self._keys.answer(LookUpWords(page.letters)))

    def _ask(self, effect: Ask | Fetch) -> None:
        if isinstance(effect, Ask):
            self._client.ask(effect.command)
        else:
            self._cases.fetch(effect)

    def _take_up_jobs(self) -> None:
        for ended in self._print_line.take_up():
            self.handle(ended)
        self._print_line.go_on()

    def _take_up_doors(self) -> None:
        """A door that was ordered to open when the power went is told, and not opened by itself: whoever stood there
        may have gone.
        """
        for door in self._outbox.doors.untold():
            self._log.warning("door_outcome_unknown", locker=door.locker, compartment=door.compartment)
            self.handle(DoorEnded(door, DoorWord.UNKNOWN))

    def _part_seen(self, part: str, health: PartHealth) -> None:
        self._lookout.part_seen(part, health)
        self._care_changed()

    def _look_around(self) -> None:
        self._library.hall_is(self._client.around.hall)
        self._cases.hall_is(self._client.around.hall)
        self._pages.hall_is(self._client.around.hall)
        around = self._lookout.around()
        if around != self._session.around:
            self.handle(SurroundingsChanged(around))
            if around.collects:
                self._tell_health()

    def _number_refused(self, number: str) -> None:
        self._caretaker.number_refused(number, self._lookout.today())

    def _care_changed(self) -> None:
        self._tell_health()
        self._look_around()

    def _tell_health(self) -> None:
        self._client.tell_health(self._lookout.health(needs_locker=self._session.around.collects))

    def _print_sample(self) -> None:
        hall = self._client.around.hall
        name = hall.name if hall else {"zh": ""}
        self._print_line.add(SampleJob(self._fresh_id(), name, self._connection.identity.client))
        self._print_line.go_on()

    def _reload(self) -> None:
        """Everything that can be read again without ending the program."""
        self._devices.reopen()
        self._client.send_all_again()

    def _restart_if_nobody_is_there(self) -> None:
        nobody = isinstance(self._session.page, Start | OutOfService | Maintenance) and self._session.person is None
        if self._restart_wanted and nobody and not self._print_line.busy:
            self._restart_wanted = False
            self._log.info("restarting")
            self._restart()
