"""The queue server: the one place that puts its parts together."""

import fcntl
import secrets
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from contextlib import ExitStack, closing
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar, TextIO

import structlog
from pydantic import BaseModel

from queue_server.alerts import AlertWatch
from queue_server.cases.opening import FOLDER as CASES_FOLDER
from queue_server.cases.opening import KEY_FILE as CASES_KEY
from queue_server.cases.opening import Cases, CaseSetup
from queue_server.catalogue import CatalogueFile
from queue_server.contract.address import BrokerAddress
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.topics import SERVER
from queue_server.domain.state import HallState
from queue_server.enrolment import EnrolmentDesk
from queue_server.journal import SqliteJournal
from queue_server.notices.opening import FOLDER, KEY_FILE, Notices, NoticeSetup, OpenModem, no_modem
from queue_server.notices.settings import SECTION as NOTICES
from queue_server.notices.settings import NoticesSection
from queue_server.offices import SECTION as OFFICES
from queue_server.offices import Offices, OfficeSections
from queue_server.service.announcer import Announcer
from queue_server.service.batch import Request
from queue_server.service.broker import BrokerFiles, BrokerSupervisor
from queue_server.service.client_ear import ClientEar
from queue_server.service.clients import ClientRegistry
from queue_server.service.clock import utc_now
from queue_server.service.hall_desk import HallDesk
from queue_server.service.hall_file import HallSetup
from queue_server.service.hall_service import HallService
from queue_server.service.loop import HallLoop
from queue_server.service.mqtt_door import MqttDoor
from queue_server.service.persons import load_or_create_key
from queue_server.service.translate import Translator
from queue_server.service.views import ServerFacts
from queue_server.staff.entrance import Entrance
from queue_server.staff.passwords import Passwords
from queue_server.staff.settings import SECTION as STAFF
from queue_server.staff.settings import StaffSection
from queue_server.staff.store import StaffStore
from queue_server.statistics.books import DayBooks, reading_books
from queue_server.web.api.cases import CaseSetup as CaseRoutes
from queue_server.web.app import WebSetup, make_app
from queue_server.web.live import JournalHistory, News, told_to
from queue_server.web.server import HttpServer
from queue_server.web.staff.area import StaffSetup
from queue_server.web.staff.errands import ProviderSetup
from queue_server.web.staff.provider_pages import BACK
from queue_server.webhooks import SECTION as WEBHOOKS
from queue_server.webhooks import Webhooks, WebhookSections

JOURNAL = "journal.sqlite"
CATALOGUE = "catalogue.db"
STAFF_FILE = "staff.sqlite"

MORE_SECTIONS: Mapping[str, type[BaseModel]] = {
    NOTICES: NoticesSection,
    WEBHOOKS: WebhookSections,
    STAFF: StaffSection,
    OFFICES: OfficeSections,
}
"""Sections of a hall file that rooms of the server know, beside those of the hall."""

TICKET_ID_BYTES = 12
"""96 random bits: nobody finds another person's ticket page by trying."""


APPOINTMENT_CODE_LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
APPOINTMENT_CODE_LENGTH = 8
"""40 random bits in letters of which none is taken for another, to be read from a phone and typed at a kiosk."""


class DataInUseError(RuntimeError):
    """Another queue server works in this data directory."""

    code: ClassVar[str] = "data_in_use"


@dataclass(frozen=True, slots=True)
class ServeSettings:
    """What ``onedoor serve`` was told. Without ``mqtt`` the server runs a broker of its own; port 0 means any.

    ``open_modem`` opens the hall's own modem for notices. ``folder`` is where the hall file lies: relative paths in it
    begin there. ``file`` is the hall file itself, for those who change it on a page.
    """

    setup: HallSetup
    data: Path
    version: str
    mqtt: BrokerAddress | None = None
    http_host: str = "127.0.0.1"
    http_port: int = 0
    open_modem: OpenModem = no_modem
    folder: Path = Path()
    file: Path | None = None


def serve(settings: ServeSettings, ready: TextIO) -> None:
    """Serve until SIGTERM or SIGINT; writes the line ``ready mqtt=… http=…`` when commands are heard."""
    with ExitStack() as stack:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        stack.enter_context(_sole_owner(settings.data))
        clients = ClientRegistry(settings.data)
        address = settings.mqtt or _own_broker(settings.data, clients, stack)
        _serve_hall(settings, address, clients, stack, ready)


def _serve_hall(
    settings: ServeSettings, address: BrokerAddress, clients: ClientRegistry, stack: ExitStack, ready: TextIO
) -> None:
    hall = settings.setup.hall
    connection = Connection(address, hall.id, Identity(SERVER, "server", settings.version), clock=utc_now)
    journal = SqliteJournal(settings.data / JOURNAL)
    stack.callback(journal.close)

    http = HttpServer(settings.http_host, settings.http_port, remembered=settings.data / "http.port")
    url = settings.setup.public_url or http.url
    catalogue = CatalogueFile(settings.data / CATALOGUE)
    watch = AlertWatch(settings.setup.alerts, clients.expected, utc_now)
    notices = _notices(
        settings,
        journal,
        f"{url}/t/",
        wake=lambda: loop.wake(),  # noqa: PLW0108 - the loop comes later
        service=watch.service,
    )
    translator = Translator(
        load_or_create_key(settings.data / "person.key"),
        new_ticket_id=lambda: secrets.token_urlsafe(TICKET_ID_BYTES),
        new_appointment_code=new_appointment_code,
    )
    cases = _cases(settings, journal, catalogue)
    service = HallService(
        hall,
        journal,
        clock=utc_now,
        translator=translator,
        ticket_url=f"{url}/t/",
        watch=watch.due,
        contacts=notices.contacts if notices else None,
        cases=cases.room,
    )
    staff: StaffSection = settings.setup.more.get(STAFF) or StaffSection()
    news = News(hall.id)
    books = DayBooks(settings.data / "statistics.db", settings.data / JOURNAL, hall.id)
    webhooks = _webhooks(settings, watch)
    offices = _offices(
        settings,
        watch,
        cases,
        state=lambda: service.state,
        submit=lambda request: loop.submit(request),  # noqa: PLW0108 - the loop comes later
    )
    publish = told_to(news.publish, connection.publish, webhooks.publish, offices.publish)
    announcer = Announcer(hall.id, publish, lambda: ServerFacts(url, catalogue.version(), sms=notices is not None))
    loop = HallLoop(service, announcer, clock=utc_now, followers=[cases.room, *([notices.desk] if notices else [])])
    ClientEar(connection, watch, loop.client_returned)
    MqttDoor(connection, clients, loop.submit, enrolled_only=settings.setup.enrolled_only)
    app = make_app(
        WebSetup(
            state=lambda: service.state,
            clock=utc_now,
            broker_connected=lambda: connection.connected,
            catalogue=catalogue,
            submit=loop.submit,
            bearer=clients.bearer,
            news=news,
            history=JournalHistory(settings.data / JOURNAL, hall.id),
            public_url=url,
            version=settings.version,
            notices=notices,
            books=books,
            heard=lambda: watch.heard,
            cases=CaseRoutes(cases, translator.person_of, utc_now),
            expected=clients.expected,
            staff=StaffSetup(
                settings.data / STAFF_FILE,
                rules=staff.rules,
                provider=_provider(staff, settings.folder, url),
                clients=EnrolmentDesk(settings.data, settings.version, own_broker=settings.mqtt is None),
                hall_desk=HallDesk(settings.file, MORE_SECTIONS, loop.change_hall) if settings.file else None,
            ),
        )
    )

    said_ready = threading.Event()

    def line_changed(connected: bool) -> None:  # noqa: FBT001 - the shape of a connection listener
        if not connected:
            return
        watch.line_back()
        loop.tell_everything()
        if not said_ready.is_set():
            said_ready.set()
            print(f"ready mqtt={address.public_url} http={http.url}", file=ready, flush=True)

    connection.on_change(line_changed)
    _tell_first_link(settings.data / STAFF_FILE, url)
    http.start(app)
    stack.callback(http.stop)
    stack.callback(news.end)  # whoever holds a page open is let go before the pages end
    stack.callback(reading_books(books))
    _serve_others(stack, webhooks, offices)
    connection.start()
    stack.callback(connection.stop)
    _stop_on_signals(loop.stop)
    structlog.get_logger("server").info("started", hall=hall.id, seq=service.state.seq)
    if notices:
        notices.start()
    loop.run()
    if notices:
        notices.close(service.state)
    service.keep_snapshot()
    structlog.get_logger("server").info("stopping", seq=service.state.seq)


def _cases(settings: ServeSettings, journal: SqliteJournal, catalogue: CatalogueFile) -> Cases:
    return Cases(
        CaseSetup(
            hall=settings.setup.hall.id,
            connection=journal.connection,
            database=settings.data / JOURNAL,
            folder=settings.data / CASES_FOLDER,
            secret=load_or_create_key(settings.data / CASES_KEY),
            catalogue=catalogue,
            clock=utc_now,
        )
    )


def _notices(
    settings: ServeSettings,
    journal: SqliteJournal,
    ticket_url: str,
    *,
    wake: Callable[[], None],
    service: Callable[[str, str | None], None],
) -> Notices | None:
    """None where the hall file has no section for them."""
    section = settings.setup.more.get(NOTICES)
    if section is None:
        return None
    return Notices(
        NoticeSetup(
            hall=settings.setup.hall,
            section=section,
            journal=journal,
            connection=journal.connection,
            database=settings.data / JOURNAL,
            folder=settings.data / FOLDER,
            secret=load_or_create_key(settings.data / KEY_FILE),
            ticket_url=ticket_url,
            clock=utc_now,
            wake=wake,
            open_modem=settings.open_modem,
            service=service,
        )
    )


def _tell_first_link(file: Path, url: str) -> None:
    """As long as nobody can administer the hall, every start makes a link with which somebody can."""
    with closing(StaffStore(file)) as store:
        link = Entrance(store, Passwords(), utc_now).first_link()
    if link is not None:
        sys.stderr.write(f"administrator: {url}/staff/link/{link} (once, within 24 hours)\n")


def _provider(section: StaffSection, folder: Path, url: str) -> ProviderSetup | None:
    """:raises OSError: when the secret cannot be read."""
    if section.oidc is None:
        return None
    oidc = section.oidc
    secret = (folder / oidc.secret_file).read_text(encoding="utf-8").strip()
    return ProviderSetup(oidc.issuer, oidc.client_id, secret, f"{url}{BACK}", oidc.claim)


def _webhooks(settings: ServeSettings, watch: AlertWatch) -> Webhooks:
    sections = settings.setup.more.get(WEBHOOKS) or WebhookSections([])
    return Webhooks(
        settings.setup.hall.id,
        [each.model_copy(update={"secret_file": settings.folder / each.secret_file}) for each in sections.root],
        data=settings.data,
        journal=settings.data / JOURNAL,
        clock=utc_now,
        said=watch.service,
    )


def _serve_others(stack: ExitStack, *served: Webhooks | Offices) -> None:
    """Other people's systems, until the end."""
    for each in served:
        each.start()
        stack.callback(each.stop)


def _offices(
    settings: ServeSettings,
    watch: AlertWatch,
    cases: Cases,
    *,
    state: Callable[[], HallState],
    submit: Callable[[Request], None],
) -> Offices:
    sections = settings.setup.more.get(OFFICES) or OfficeSections([])
    return Offices(
        settings.setup.hall.id,
        [each.model_copy(update={"secret_file": settings.folder / each.secret_file}) for each in sections.root],
        data=settings.data,
        journal=settings.data / JOURNAL,
        cases=cases,
        state=state,
        submit=submit,
        clock=utc_now,
        said=watch.service,
    )


def new_appointment_code() -> str:
    return "".join(secrets.choice(APPOINTMENT_CODE_LETTERS) for _ in range(APPOINTMENT_CODE_LENGTH))


def _own_broker(data: Path, clients: ClientRegistry, stack: ExitStack) -> BrokerAddress:
    files = BrokerFiles(data)
    account, secret = files.new_server_account()
    files.write(clients, account)
    supervisor = BrokerSupervisor(files)
    supervisor.start()
    stack.callback(supervisor.stop)
    return files.address(account.id, secret)


def _sole_owner(data: Path) -> TextIO:
    lock = (data / "lock").open("w")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        lock.close()
        raise DataInUseError(f"another queue server works in {data}") from error
    return lock


def _stop_on_signals(stop: Callable[[], None]) -> None:
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda _number, _frame: stop())
