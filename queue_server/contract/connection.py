"""One MQTT connection as every program of a hall keeps it.

It announces presence at birth and by its will at death, finds its way back after an outage, and hands each message
to the handler of its topic. The broker keeps nothing for it: what must survive is kept by the sender and sent again.
"""

import socket
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import paho.mqtt.client as paho
import structlog
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode
from pydantic import BaseModel

from queue_server.contract.address import BrokerAddress
from queue_server.contract.topics import Topics
from queue_server.contract.views import Presence

KEEPALIVE_S = 10
"""A dead line is noticed after 1.5 times this (MQTT 5, 3.1.2.10); a wall screen must not show old calls for long."""

RETRY_S = 1
"""A line that is back is used within this. A hall has some hundred clients; as many attempts a second are nothing."""

INFLIGHT = 1000
"""Messages under way at once without the broker's acknowledgement; paho's 20 would stall a busy server."""

Handler = Callable[[str, bytes], None]


@dataclass(frozen=True, slots=True)
class Identity:
    """Who connects: the stable client id, what it is, and its version."""

    client: str
    kind: str
    version: str


class Connection:
    """A connection to one hall's topics. Handlers run in the connection's own thread and must not block."""

    def __init__(
        self,
        address: BrokerAddress,
        hall: str,
        identity: Identity,
        *,
        clock: Callable[[], datetime],
        session: str | None = None,
    ) -> None:
        """``session`` names the MQTT session of a short-lived program; such a one announces no presence."""
        self.topics = Topics(hall)
        self.identity = identity
        self._address = address
        self._clock = clock
        self._announces = session is None
        self._handlers: list[tuple[str, Handler]] = []
        self._listeners: list[Callable[[bool], None]] = []
        self._log = structlog.get_logger("mqtt").bind(client=identity.client, broker=address.public_url)
        self._paho = self._make_client(session or identity.client)

    def _make_client(self, session: str) -> paho.Client:
        client = paho.Client(CallbackAPIVersion.VERSION2, client_id=session, protocol=MQTTProtocolVersion.MQTTv5)
        if self._address.username:
            client.username_pw_set(self._address.username, self._address.password)
        if self._address.tls:
            client.tls_set()
        if self._announces:
            presence = self.topics.presence(self.identity.client)
            client.will_set(presence, self._presence(online=False), qos=1, retain=True)
        client.reconnect_delay_set(RETRY_S, RETRY_S)
        client.max_inflight_messages_set(INFLIGHT)
        client.on_socket_open = _answer_at_once
        client.on_connect = self._connected
        client.on_subscribe = self._subscribed
        client.on_disconnect = self._disconnected
        client.on_message = self._received
        return client

    def _presence(self, *, online: bool) -> bytes:
        presence = Presence(online=online, kind=self.identity.kind, version=self.identity.version, at=self._clock())
        return presence.model_dump_json().encode()

    def on(self, topic_filter: str, handler: Handler) -> None:
        """Subscribe; to be called before :meth:`start`. The subscription is renewed at each reconnect."""
        self._handlers.append((topic_filter, handler))

    def on_change(self, listener: Callable[[bool], None]) -> None:
        """Tell ``listener`` whenever the line comes (true, subscriptions made) or goes (false)."""
        self._listeners.append(listener)

    @property
    def connected(self) -> bool:
        return self._paho.is_connected()

    def start(self) -> None:
        """Begin to connect, and go on until :meth:`stop`; returns at once."""
        self._paho.connect_async(self._address.host, self._address.port, keepalive=KEEPALIVE_S)
        self._paho.loop_start()

    def stop(self) -> None:
        """Say goodbye and end the connection's thread."""
        if self._announces and self.connected:
            farewell = self._paho.publish(
                self.topics.presence(self.identity.client), self._presence(online=False), qos=1, retain=True
            )
            try:
                farewell.wait_for_publish(timeout=2)
            except (RuntimeError, ValueError) as error:
                self._log.warning("farewell_not_sent", reason=str(error))
        self._paho.disconnect()
        self._paho.loop_stop()
        # paho closes its wake-up sockets only when it is collected, and gives no public way to close them now.
        self._paho._reset_sockets()  # noqa: SLF001

    def publish(self, topic: str, message: BaseModel | bytes, *, retain: bool = False) -> None:
        """Send at QoS 1. Without a line the message waits in memory; nothing relies on that."""
        payload = message if isinstance(message, bytes) else message.model_dump_json().encode()
        self._paho.publish(topic, payload, qos=1, retain=retain)

    def _connected(
        self,
        client: paho.Client,
        _userdata: Any,
        _flags: paho.ConnectFlags,
        reason: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        if reason.is_failure:
            self._log.error("broker_refused", reason=str(reason))
            return
        if self._handlers:
            client.subscribe([(topic_filter, 1) for topic_filter, _ in self._handlers])
        else:
            self._ready()

    def _subscribed(
        self,
        _client: paho.Client,
        _userdata: Any,
        _mid: int,
        reasons: list[ReasonCode],
        _properties: Properties | None,
    ) -> None:
        if refused := [str(reason) for reason in reasons if reason.is_failure]:
            self._log.error("subscriptions_refused", reasons=refused)
        self._ready()

    def _ready(self) -> None:
        self._log.info("broker_connected")
        if self._announces:
            # Only now: whoever is told that we are here may speak to us at once, and must be heard.
            self.publish(self.topics.presence(self.identity.client), self._presence(online=True), retain=True)
        self._tell(connected=True)

    def _disconnected(
        self,
        _client: paho.Client,
        _userdata: Any,
        _flags: paho.DisconnectFlags,
        reason: ReasonCode,
        _properties: Properties | None,
    ) -> None:
        if reason.is_failure:
            self._log.warning("broker_lost", reason=str(reason))
        self._tell(connected=False)

    def _tell(self, *, connected: bool) -> None:
        for listener in self._listeners:
            self._guarded(listener, connected)

    def _received(self, _client: paho.Client, _userdata: Any, message: paho.MQTTMessage) -> None:
        for topic_filter, handler in self._handlers:
            if paho.topic_matches_sub(topic_filter, message.topic):
                self._guarded(handler, message.topic, message.payload)

    def _guarded(self, callback: Callable[..., None], *arguments: object) -> None:
        # An exception would end paho's thread and with it the program's hearing.
        try:
            callback(*arguments)
        except Exception:  # noqa: BLE001 - see above; the log keeps what it was
            self._log.exception("handler_failed", callback=getattr(callback, "__qualname__", repr(callback)))


def _answer_at_once(_client: paho.Client, _userdata: Any, line: Any) -> None:
    # Nagle's algorithm and the peer's delayed ACK together hold back a small message for 40 ms.
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
