"""The queue server at work: from its start to the signal that ends it."""

import fcntl
import signal
import sys
import threading
from collections.abc import Callable
from contextlib import ExitStack, closing
from pathlib import Path
from typing import ClassVar, TextIO

import structlog

from queue_server.assembly import HallServer, assemble
from queue_server.contract.address import BrokerAddress
from queue_server.service.broker import BrokerFiles, BrokerSupervisor
from queue_server.service.clients import ClientRegistry
from queue_server.service.clock import utc_now
from queue_server.settings import STAFF_FILE, ServeSettings
from queue_server.settling import settle
from queue_server.staff.entrance import Entrance
from queue_server.staff.passwords import Passwords
from queue_server.staff.store import StaffStore
from queue_server.statistics.books import reading_books


class DataInUseError(RuntimeError):
    """Another queue server works in this data directory."""

    code: ClassVar[str] = "data_in_use"


def serve(settings: ServeSettings, ready: TextIO) -> None:
    """Serve until SIGTERM or SIGINT; writes the line ``ready mqtt=… http=…`` when commands are heard."""
    with ExitStack() as stack:
        settings.data.mkdir(parents=True, exist_ok=True, mode=0o700)
        stack.enter_context(_sole_owner(settings.data))
        clients = ClientRegistry(settings.data)
        address = settings.mqtt or _own_broker(settings.data, clients, stack)
        server = assemble(settings, address, clients, stack)
        _tell_when_ready(server, address, ready)
        _tell_first_link(settings.data / STAFF_FILE, server.url)
        _run(server, stack)


def _run(server: HallServer, stack: ExitStack) -> None:
    server.http.start(server.app)
    stack.callback(server.http.stop)
    stack.callback(server.news.end)  # whoever holds a page open is let go before the pages end
    stack.callback(reading_books(server.books))
    for told in (server.webhooks, server.offices):
        told.start()
        stack.callback(told.stop)
    stack.callback(server.credentials.stop)
    server.connection.start()
    stack.callback(server.connection.stop)
    _stop_on_signals(server.loop.stop)
    log, service = structlog.get_logger("server"), server.service
    log.info("started", hall=service.state.hall.id, seq=service.state.seq)
    if server.notices:
        server.notices.start()
    settle()
    server.loop.run()
    if server.notices:
        server.notices.close(service.state)
    service.keep_snapshot()
    log.info("stopping", seq=service.state.seq)


def _tell_when_ready(server: HallServer, address: BrokerAddress, ready: TextIO) -> None:
    said_ready = threading.Event()

    def line_changed(connected: bool) -> None:  # noqa: FBT001 - the shape of a connection listener
        if not connected:
            return
        server.watch.line_back()
        server.loop.tell_everything()
        if not said_ready.is_set():
            said_ready.set()
            print(f"ready mqtt={address.public_url} http={server.http.url}", file=ready, flush=True)

    server.connection.on_change(line_changed)


def _tell_first_link(file: Path, url: str) -> None:
    """As long as nobody can administer the hall, every start makes a link with which somebody can."""
    with closing(StaffStore(file)) as store:
        link = Entrance(store, Passwords(), utc_now).first_link()
    if link is not None:
        sys.stderr.write(f"administrator: {url}/staff/link/{link} (once, within 24 hours)\n")


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
