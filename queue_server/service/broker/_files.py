"""Everything that mosquitto reads, made from the enrolled clients: nobody edits it by hand."""

import getpass
import json
import os
import signal
import socket
from dataclasses import dataclass
from pathlib import Path

from queue_server.contract.address import BrokerAddress
from queue_server.contract.topics import ROOT, SERVER, Topics
from queue_server.service.clients import Client, ClientRegistry, new_account, replace_privately

LOOPBACK = "127.0.0.1"

_ANY_HALL = Topics("+")
_PUBLIC = (
    _ANY_HALL.hall,
    _ANY_HALL.board,
    _ANY_HALL.queue("+"),
    _ANY_HALL.window("+"),
    _ANY_HALL.announcement("+"),
    _ANY_HALL.alerts,
    _ANY_HALL.event,
    _ANY_HALL.presence("+"),
    _ANY_HALL.health("+"),
)


@dataclass(frozen=True, slots=True)
class BrokerFiles:
    """The broker's files in the data directory ``data``. The port is chosen once: enrolled clients know it."""

    data: Path

    @property
    def directory(self) -> Path:
        return self.data / "broker"

    @property
    def config(self) -> Path:
        return self.directory / "mosquitto.conf"

    @property
    def log(self) -> Path:
        return self.directory / "mosquitto.log"

    @property
    def _pid(self) -> Path:
        return self.directory / "mosquitto.pid"

    def port(self) -> int:
        """The loopback port of this hall's broker."""
        file = self.directory / "port"
        if not file.exists():
            self.directory.mkdir(parents=True, exist_ok=True)
            replace_privately(file, str(_free_port()))
        return int(file.read_text())

    def address(self, username: str, password: str) -> BrokerAddress:
        """Where a client of this broker enters."""
        return BrokerAddress(LOOPBACK, self.port(), username, password)

    def write(self, clients: ClientRegistry, server: Client | None = None) -> None:
        """Write configuration, accounts and rights. ``server`` is the queue server's own account of this run."""
        self.directory.mkdir(parents=True, exist_ok=True)
        if server is not None:
            replace_privately(self.directory / "server.json", json.dumps({"hash": server.password_hash}))
        replace_privately(self.config, self._configuration())
        replace_privately(self.directory / "passwords", self._passwords(clients))
        replace_privately(self.directory / "acl", _rights(clients))

    def new_server_account(self) -> tuple[Client, str]:
        """An account for the queue server, fresh at every start."""
        return new_account(SERVER, "system")

    def remember_process(self, pid: int) -> None:
        """Note the running mosquitto, so that :meth:`reload` finds it."""
        replace_privately(self._pid, str(pid))

    def reload(self) -> bool:
        """Make a running mosquitto read accounts and rights again; false when none runs."""
        try:
            pid = int(self._pid.read_text())
            command_line = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        except (FileNotFoundError, ProcessLookupError):
            return False
        if os.fsencode(self.config) not in command_line:
            return False  # the process of that number is somebody else by now
        os.kill(pid, signal.SIGHUP)
        return True

    def _configuration(self) -> str:
        # By decision the broker keeps nothing: the server tells everything again, clients send again.
        return "\n".join(
            (
                f"user {getpass.getuser()}",
                f"listener {self.port()} {LOOPBACK}",
                "allow_anonymous false",
                f"password_file {self.directory / 'passwords'}",
                f"acl_file {self.directory / 'acl'}",
                "persistence false",
                "set_tcp_nodelay true",
                "max_queued_messages 0",
                "max_inflight_messages 1000",
                f"log_dest file {self.log}",
                "log_type error",
                "log_type warning",
                "log_timestamp_format %Y-%m-%dT%H:%M:%S%z",
                "",
            )
        )

    def _passwords(self, clients: ClientRegistry) -> str:
        server = self.directory / "server.json"
        accounts = {client.id: client.password_hash for client in _with_account(clients)}
        if server.exists():
            accounts[SERVER] = json.loads(server.read_text())["hash"]
        return "".join(f"{client}:{password_hash}\n" for client, password_hash in accounts.items())


def _rights(clients: ClientRegistry) -> str:
    blocks = [f"user {SERVER}\ntopic readwrite {ROOT}/#\n"]
    blocks.extend(_rights_of(client) for client in _with_account(clients))
    return "\n".join(blocks)


def _with_account(clients: ClientRegistry) -> list[Client]:
    """Who has business at the broker: an API token alone gives none."""
    return [client for client in clients.all() if client.password_hash is not None]


def _rights_of(client: Client) -> str:
    own = [_ANY_HALL.presence(client.id), _ANY_HALL.health(client.id)]
    own.append(_ANY_HALL.announcement(client.id) if client.kind == "screen" else _ANY_HALL.command(client.id))
    heard = [*_PUBLIC, _ANY_HALL.reply(client.id), _ANY_HALL.control(client.id)]
    lines = [
        f"user {client.id}",
        *(f"topic write {topic}" for topic in own),
        *(f"topic read {topic}" for topic in heard),
    ]
    return "\n".join(lines) + "\n"


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        port: int = probe.getsockname()[1]
        return port
