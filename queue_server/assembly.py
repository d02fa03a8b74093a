"""The one place that puts the parts of a hall's server together."""

from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from fastapi import FastAPI

from queue_server.alerts import AlertWatch
from queue_server.cases.opening import FOLDER as CASES_FOLDER
from queue_server.cases.opening import KEY_FILE as CASES_KEY
from queue_server.cases.opening import Cases, CaseSetup
from queue_server.cases.questions import CaseQuestions
from queue_server.catalogue import CatalogueFile
from queue_server.contract.address import BrokerAddress
from queue_server.contract.connection import Connection, Identity
from queue_server.contract.topics import SERVER
from queue_server.credentials import SECTION as CREDENTIALS
from queue_server.credentials import CredentialDesk, CredentialsSection, HttpVerifier, VerifierSecretError
from queue_server.domain.state import HallState
from queue_server.enrolment import EnrolmentDesk
from queue_server.journal import SqliteJournal
from queue_server.notices.opening import FOLDER, KEY_FILE, Notices, NoticeSetup
from queue_server.notices.settings import SECTION as NOTICES
from queue_server.offices import SECTION as OFFICES
from queue_server.offices import Offices, OfficeSections
from queue_server.service.announcer import Announcer
from queue_server.service.batch import Request
from queue_server.service.client_ear import ClientEar
from queue_server.service.clients import ClientRegistry
from queue_server.service.clock import utc_now
from queue_server.service.codes import new_appointment_code, new_ticket_id
from queue_server.service.hall_desk import HallDesk
from queue_server.service.hall_service import HallService
from queue_server.service.loop import HallLoop
from queue_server.service.mqtt_door import MqttDoor
from queue_server.service.persons import load_or_create_key
from queue_server.service.translate import Translator
from queue_server.service.views import ServerFacts
from queue_server.settings import CATALOGUE, JOURNAL, MORE_SECTIONS, STAFF_FILE, ServeSettings
from queue_server.staff.settings import SECTION as STAFF
from queue_server.staff.settings import StaffSection
from queue_server.statistics.books import DayBooks
from queue_server.web.api.cases import CaseSetup as CaseRoutes
from queue_server.web.app import WebSetup, make_app
from queue_server.web.live import JournalHistory, News, told_to
from queue_server.web.server import HttpServer
from queue_server.web.staff.area import StaffSetup
from queue_server.web.staff.errands import ProviderSetup
from queue_server.web.staff.provider_pages import BACK
from queue_server.webhooks import SECTION as WEBHOOKS
from queue_server.webhooks import Webhooks, WebhookSections


@dataclass(frozen=True, slots=True)
class HallServer:
    """One hall's server, put together and not yet at work. ``url`` is where its pages are reached."""

    url: str
    connection: Connection
    service: HallService
    loop: HallLoop
    watch: AlertWatch
    http: HttpServer
    app: FastAPI
    news: News
    books: DayBooks
    webhooks: Webhooks
    offices: Offices
    credentials: CredentialDesk
    notices: Notices | None


def assemble(settings: ServeSettings, address: BrokerAddress, clients: ClientRegistry, stack: ExitStack) -> HallServer:
    """Everything that serves a hall. ``stack`` closes its journal.

    :raises OSError: when a file cannot be read or written.
    :raises JournalError: when the journal is of a later version.
    """
    hall = settings.setup.hall
    connection = Connection(address, hall.id, Identity(SERVER, "server", settings.version), clock=utc_now)
    journal = SqliteJournal(settings.data / JOURNAL)
    stack.callback(journal.close)
    http = HttpServer(settings.http_host, settings.http_port, remembered=settings.data / "http.port")
    url = settings.setup.public_url or http.url
    catalogue = CatalogueFile(settings.data / CATALOGUE)
    watch = AlertWatch(settings.setup.alerts, clients.expected, utc_now)
    translator = Translator(
        load_or_create_key(settings.data / "person.key"),
        new_ticket_id=new_ticket_id,
        new_appointment_code=new_appointment_code,
    )
    cases = _cases(settings, journal, catalogue)
    notices = _notices(
        settings,
        journal,
        url,
        wake=lambda: loop.wake(),  # noqa: PLW0108 - the loop comes later
        service=watch.service,
    )
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
    verifier = _verifier(settings)
    announcer = Announcer(
        hall.id,
        publish,
        lambda: ServerFacts(url, catalogue.version(), sms=notices is not None, credentials=verifier is not None),
    )
    loop = HallLoop(service, announcer, clock=utc_now, followers=[cases.room, *([notices.desk] if notices else [])])
    # Whoever is answered in the hall's thread is; lists of all cases are told beside it, credentials asked beside it.
    questions = CaseQuestions(cases, lambda: service.state, utc_now, loop.submit)
    desk = CredentialDesk(verifier, questions.submit, clock=utc_now, said=watch.service)
    ClientEar(connection, watch, loop.client_returned)
    MqttDoor(connection, clients, desk.submit, enrolled_only=settings.setup.enrolled_only)
    app = make_app(
        WebSetup(
            state=lambda: service.state,
            clock=utc_now,
            broker_connected=lambda: connection.connected,
            catalogue=catalogue,
            submit=desk.submit,
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
            staff=_staff(settings, url, loop, webhooks),
        )
    )
    return HallServer(
        url=url,
        connection=connection,
        service=service,
        loop=loop,
        watch=watch,
        http=http,
        app=app,
        news=news,
        books=books,
        webhooks=webhooks,
        offices=offices,
        credentials=desk,
        notices=notices,
    )


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
    site: str,
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
            site=site,
            clock=utc_now,
            wake=wake,
            open_modem=settings.open_modem,
            service=service,
        )
    )


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


def _verifier(settings: ServeSettings) -> HttpVerifier | None:
    """None where the hall file names none.

    :raises VerifierSecretError: where the file with its secret cannot be read.
    """
    section: CredentialsSection | None = settings.setup.more.get(CREDENTIALS)
    if section is None:
        return None
    file = settings.folder / section.secret_file
    try:
        secret = file.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise VerifierSecretError(file) from error
    return HttpVerifier(str(section.url), secret, settings.setup.hall.id, within_s=section.answer_within_s)


def _staff(settings: ServeSettings, url: str, loop: HallLoop, webhooks: Webhooks) -> StaffSetup:
    section: StaffSection = settings.setup.more.get(STAFF) or StaffSection()
    return StaffSetup(
        settings.data / STAFF_FILE,
        rules=section.rules,
        provider=_provider(section, settings.folder, url),
        clients=EnrolmentDesk(settings.data, settings.version, own_broker=settings.mqtt is None),
        hall_desk=HallDesk(settings.file, MORE_SECTIONS, loop.change_hall) if settings.file else None,
        webhooks=webhooks,
    )


def _provider(section: StaffSection, folder: Path, url: str) -> ProviderSetup | None:
    """:raises OSError: when the secret cannot be read."""
    if section.oidc is None:
        return None
    oidc = section.oidc
    secret = (folder / oidc.secret_file).read_text(encoding="utf-8").strip()
    return ProviderSetup(oidc.issuer, oidc.client_id, secret, f"{url}{BACK}", oidc.claim)
