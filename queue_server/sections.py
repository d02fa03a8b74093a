"""What the sections of a hall file ask for beside the hall itself, opened as they say."""

from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from queue_server.alerts import AlertWatch
from queue_server.cases.opening import Cases
from queue_server.credentials import SECTION as CREDENTIALS
from queue_server.credentials import CredentialsSection, HttpVerifier, open_verifier
from queue_server.domain.state import HallState
from queue_server.enrolment import EnrolmentDesk
from queue_server.journal import SqliteJournal
from queue_server.notices.opening import FOLDER, KEY_FILE, Notices, NoticeSetup
from queue_server.notices.settings import SECTION as NOTICES
from queue_server.offices import SECTION as OFFICES
from queue_server.offices import Offices, OfficeSection, OfficeSections
from queue_server.service.batch import Request
from queue_server.service.clock import utc_now
from queue_server.service.hall_desk import HallDesk
from queue_server.service.loop import HallLoop
from queue_server.service.persons import load_or_create_key
from queue_server.settings import JOURNAL, MORE_SECTIONS, STAFF_FILE, ServeSettings
from queue_server.staff.settings import SECTION as STAFF
from queue_server.staff.settings import StaffSection
from queue_server.web.staff.area import StaffSetup
from queue_server.web.staff.errands import ProviderSetup
from queue_server.web.staff.provider_pages import BACK
from queue_server.webhooks import SECTION as WEBHOOKS
from queue_server.webhooks import Webhooks, WebhookSection, WebhookSections

_WithSecret = TypeVar("_WithSecret", WebhookSection, OfficeSection, CredentialsSection)


def notices_of(
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


def webhooks_of(settings: ServeSettings, watch: AlertWatch) -> Webhooks:
    sections = settings.setup.more.get(WEBHOOKS) or WebhookSections([])
    return Webhooks(
        settings.setup.hall.id,
        [_beside(settings, each) for each in sections.root],
        data=settings.data,
        journal=settings.data / JOURNAL,
        clock=utc_now,
        said=watch.service,
    )


def offices_of(
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
        [_beside(settings, each) for each in sections.root],
        data=settings.data,
        journal=settings.data / JOURNAL,
        cases=cases,
        state=state,
        submit=submit,
        clock=utc_now,
        said=watch.service,
    )


def verifier_of(settings: ServeSettings) -> HttpVerifier | None:
    """None where the hall file names none.

    :raises VerifierSecretError: where the file with its secret cannot be read.
    """
    section: CredentialsSection | None = settings.setup.more.get(CREDENTIALS)
    if section is None:
        return None
    return open_verifier(_beside(settings, section), settings.setup.hall.id)


def staff_of(settings: ServeSettings, url: str, loop: HallLoop, webhooks: Webhooks) -> StaffSetup:
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


def _beside(settings: ServeSettings, section: _WithSecret) -> _WithSecret:
    """Its secret lies beside the hall file, where it names no other place."""
    return section.model_copy(update={"secret_file": settings.folder / section.secret_file})
