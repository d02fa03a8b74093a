"""``onedoor doctor``."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from hardware.devices_file import DeviceSetting, DevicesFileError, read_devices_file
from onedoor.doctor.connections import broker
from onedoor.doctor.devices import examine
from onedoor.doctor.finding import Finding
from onedoor.doctor.machine import machine
from onedoor.output import EXIT_BAD_INPUT, EXIT_FAILED, fail, read_broker_url
from queue_server.contract.address import BrokerAddress


def run_doctor(data: Path, devices: Path | None, mqtt: str | None) -> None:
    """Print a line a finding as it is found; leave with an error where anything is wrong."""
    address = read_broker_url(mqtt) if mqtt else None
    wrong = False
    for finding in _findings(data, devices, address):
        wrong = wrong or finding.mark == "wrong"
        print(finding, flush=True)
    if wrong:
        raise SystemExit(EXIT_FAILED)


def _findings(data: Path, devices: Path | None, address: BrokerAddress | None) -> Iterator[Finding]:
    yield from machine(data)
    if address is not None:
        yield broker(address)
    if devices is not None:
        yield from (examine(setting) for setting in _settings(devices))


def _settings(devices: Path) -> Iterable[DeviceSetting]:
    try:
        return read_devices_file(devices).values()
    except DevicesFileError as error:
        fail(str(error), EXIT_BAD_INPUT)
