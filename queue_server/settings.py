"""What the queue server is told, and the files that it keeps."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel

from queue_server.contract.address import BrokerAddress
from queue_server.credentials import SECTION as CREDENTIALS
from queue_server.credentials import CredentialsSection
from queue_server.notices.opening import OpenModem, no_modem
from queue_server.notices.settings import SECTION as NOTICES
from queue_server.notices.settings import NoticesSection
from queue_server.offices import SECTION as OFFICES
from queue_server.offices import OfficeSections
from queue_server.service.hall_file import HallSetup
from queue_server.staff.settings import SECTION as STAFF
from queue_server.staff.settings import StaffSection
from queue_server.webhooks import SECTION as WEBHOOKS
from queue_server.webhooks import WebhookSections

JOURNAL = "journal.sqlite"
CATALOGUE = "catalogue.db"
STAFF_FILE = "staff.sqlite"

MORE_SECTIONS: Mapping[str, type[BaseModel]] = {
    NOTICES: NoticesSection,
    WEBHOOKS: WebhookSections,
    STAFF: StaffSection,
    OFFICES: OfficeSections,
    CREDENTIALS: CredentialsSection,
}
"""Sections of a hall file that rooms of the server know, beside those of the hall."""


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
