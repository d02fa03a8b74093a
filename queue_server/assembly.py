"""The one place that puts the parts of a hall's server together."""

from contextlib import ExitStack
from dataclasses import dataclass

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
from queue_server.credentials import CredentialDesk
from queue_server.journal import SqliteJournal
from queue_server.notices.opening import Notices
from queue_server.offices import Offices
from queue_server.sections import notices_of, offices_of, staff_of, verifier_of, webhooks_of
from queue_server.service.announcer import Announcer
from queue_server.service.client_ear import ClientEar
from queue_server.service.clients import ClientRegistry
from queue_server.service.clock import utc_now
from queue_server.service.codes import new_appointment_code, new_ticket_id
from queue_server.service.hall_service import HallService
from queue_server.service.loop import HallLoop
from queue_server.service.mqtt_door import MqttDoor
from queue_server.service.persons import load_or_create_key
from queue_server.service.translate import Translator
from queue_server.service.views import ServerFacts
from queue_server.settings import CATALOGUE, JOURNAL, ServeSettings
from queue_server.statistics.books import DayBooks
from queue_server.web.api.cases import CaseSetup as CaseRoutes
from queue_server.web.app import WebSetup, make_app
from queue_server.web.live import JournalHistory, News, told_to
from queue_server.web.server import HttpServer
from queue_server.webhooks import Webhooks


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
    :raises CredentialError, OfficeError, ProviderSetupError, WebhookError: when what a section asks for cannot be had.
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
    notices = notices_of(
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
    webhooks = webhooks_of(settings, watch)
    offices = offices_of(
        settings,
        watch,
        cases,
        state=lambda: service.state,
        submit=lambda request: loop.submit(request),  # noqa: PLW0108 - the loop comes later
    )
    publish = told_to(news.publish, connection.publish, webhooks.publish, offices.publish)
    verifier = verifier_of(settings)
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
            staff=staff_of(settings, url, loop, webhooks),
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
