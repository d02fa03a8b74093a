"""Broker addresses: ``mqtt://kiosk-01:SECRET@127.0.0.1:1883``, ``mqtts://`` for TLS."""

from dataclasses import dataclass
from urllib.parse import quote, unquote, urlsplit

from queue_server.contract.errors import BadBrokerUrlError

_PORTS = {"mqtt": 1883, "mqtts": 8883}
_EXPECTED = "mqtt://HOST:PORT, mqtt://USER:SECRET@HOST:PORT or the same with mqtts://"


@dataclass(frozen=True, slots=True)
class BrokerAddress:
    """Where a broker listens and as whom to enter."""

    host: str
    port: int
    username: str | None = None
    password: str | None = None
    tls: bool = False

    @property
    def url(self) -> str:
        """The whole address, secret included."""
        user = f"{quote(self.username, safe='')}:{quote(self.password or '', safe='')}@" if self.username else ""
        return f"{self._scheme}://{user}{self._place}"

    @property
    def public_url(self) -> str:
        """The address without user and secret, for logs and screens."""
        return f"{self._scheme}://{self._place}"

    @property
    def _scheme(self) -> str:
        return "mqtts" if self.tls else "mqtt"

    @property
    def _place(self) -> str:
        host = f"[{self.host}]" if ":" in self.host else self.host
        return f"{host}:{self.port}"


def parse_broker_url(url: str) -> BrokerAddress:
    """Read a broker URL.

    :raises BadBrokerUrlError: says what was expected; never repeats the text, which may hold a secret.
    """
    parts = urlsplit(url)
    try:
        port = parts.port
    except ValueError as error:
        raise BadBrokerUrlError(_EXPECTED) from error
    if parts.scheme not in _PORTS or not parts.hostname or parts.path not in ("", "/"):
        raise BadBrokerUrlError(_EXPECTED)
    return BrokerAddress(
        host=parts.hostname,
        port=port or _PORTS[parts.scheme],
        username=unquote(parts.username) if parts.username else None,
        password=unquote(parts.password) if parts.password else None,
        tls=parts.scheme == "mqtts",
    )
