"""``onedoor serve``."""

import sys
from pathlib import Path

from onedoor import __version__
from onedoor.output import EXIT_BAD_INPUT, fail, read_broker_url
from queue_server.credentials import CredentialError
from queue_server.journal import JournalError
from queue_server.notices.errors import ProviderSetupError
from queue_server.notices.providers import Provider
from queue_server.offices import OfficeError
from queue_server.program import DataInUseError, serve
from queue_server.service.broker import BrokerUnavailableError
from queue_server.service.hall_file import HallFileError, load_hall_file
from queue_server.settings import MORE_SECTIONS, ServeSettings
from queue_server.webhooks import WebhookError


def run_serve(hall: Path, data: Path, mqtt: str | None, http: str) -> None:
    """Serve until a signal; leaves with one clear line when it cannot."""
    try:
        setup = load_hall_file(hall, MORE_SECTIONS)
    except HallFileError as error:
        fail(str(error), EXIT_BAD_INPUT)
    host, port = _host_and_port(http)
    address = read_broker_url(mqtt) if mqtt else None
    settings = ServeSettings(
        setup,
        data,
        __version__,
        mqtt=address,
        http_host=host,
        http_port=port,
        open_modem=_open_modem,
        folder=hall.parent,
        file=hall,
    )
    try:
        serve(settings, ready=sys.stdout)
    except (
        DataInUseError,
        BrokerUnavailableError,
        JournalError,
        ProviderSetupError,
        WebhookError,
        OfficeError,
        CredentialError,
    ) as error:
        fail(str(error))
    except OSError as error:
        fail(f"cannot serve with data in {data} and pages on {http}: {error}")


def _open_modem(driver: str, url: str) -> Provider:
    try:
        from onedoor.notice_modem import open_modem_provider  # noqa: PLC0415 - few servers have pyserial installed
    except ImportError as error:
        raise ProviderSetupError("modem", f"pip install 'onedoor[server,kiosk]': {error}") from error
    return open_modem_provider(driver, url)


def _host_and_port(text: str) -> tuple[str, int]:
    host, separator, port = text.rpartition(":")
    if not separator or not port.isdigit() or int(port) > 65535:
        fail(f"--http: expected HOST:PORT such as 0.0.0.0:8080, not {text!r}", EXIT_BAD_INPUT)
    return host.strip("[]") or "0.0.0.0", int(port)  # noqa: S104 - ":8080" means every address, by convention
