"""Whether the broker lets this machine in, with the address that `onedoor enroll` printed."""

import threading
from dataclasses import dataclass, field
from typing import Any

import paho.mqtt.client as paho
from paho.mqtt.enums import CallbackAPIVersion, MQTTProtocolVersion
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

from onedoor.doctor.finding import Finding
from queue_server.contract.address import BrokerAddress

ANSWER_WITHIN_S = 10.0
"""A broker in the same town answers in milliseconds; a lost packet and its repeat take a few seconds."""


@dataclass(slots=True)
class _Answer:
    arrived: threading.Event = field(default_factory=threading.Event)
    refusal: str | None = None


def broker(address: BrokerAddress) -> Finding:
    """Connects once, and leaves."""
    answer = _Answer()
    # A session of its own: the client itself may be at work, and one name is let in only once.
    client = paho.Client(CallbackAPIVersion.VERSION2, protocol=MQTTProtocolVersion.MQTTv5)
    if address.username:
        client.username_pw_set(address.username, address.password)
    if address.tls:
        client.tls_set()

    def connected(
        _client: paho.Client, _userdata: Any, _flags: paho.ConnectFlags, reason: ReasonCode, _more: Properties | None
    ) -> None:
        answer.refusal = str(reason) if reason.is_failure else None
        answer.arrived.set()

    client.on_connect = connected
    try:
        client.connect(address.host, address.port)
    except (OSError, ValueError) as error:
        to_do = "See that the queue server runs, that the address is right, and that no firewall is between"
        return Finding("wrong", "broker", f"{address.public_url}: {error}", to_do)
    client.loop_start()
    answer.arrived.wait(ANSWER_WITHIN_S)
    client.disconnect()
    client.loop_stop()
    # paho closes its wake-up sockets only when it is collected, and gives no public way to close them now.
    client._reset_sockets()  # noqa: SLF001
    return _told(address, answer)


def _told(address: BrokerAddress, answer: _Answer) -> Finding:
    if not answer.arrived.is_set():
        return Finding("wrong", "broker", f"{address.public_url} does not answer", "Something else may listen there")
    if answer.refusal is not None:
        to_do = "Enroll this client anew with `onedoor enroll`, and use the address that it prints"
        return Finding("wrong", "broker", f"{address.public_url} refuses: {answer.refusal}", to_do)
    return Finding("ok", "broker", f"{address.public_url} lets {address.username or 'anybody'} in")
