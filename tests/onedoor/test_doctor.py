"""The doctor says in one line what is wrong with a device, and what to do."""

import socket
from pathlib import Path

import pytest

from hardware.devices_file import DeviceSetting
from hardware.status import PartHealth, PartStatus
from onedoor.commands.doctor import run_doctor
from onedoor.doctor.connections import broker
from onedoor.doctor.devices import examine, told
from onedoor.doctor.machine import machine
from queue_server.contract.address import BrokerAddress


def line(url: str, kind: str = "printer") -> str:
    return str(examine(DeviceSetting.usual(kind, url)))


def test_a_device_in_good_order_is_ok() -> None:
    assert line("sim://printer").split() == ["ok", "printer", "in", "good", "order"]


def test_a_silent_device_is_wrong_and_its_cable_is_to_be_seen_to() -> None:
    found = line("sim://printer?fail=silent")
    assert found.startswith("wrong  printer")
    assert "cable" in found


def test_a_port_that_is_not_there_is_told_with_its_path() -> None:
    found = line("serial:///dev/no-such-port", "id_card")
    assert found.startswith("wrong  id card")
    assert "/dev/no-such-port" in found
    assert "plugged in" in found


@pytest.mark.parametrize("status", [status for status in PartStatus if status is not PartStatus.OK])
def test_whatever_is_not_ok_comes_with_something_to_do(status: PartStatus) -> None:
    found = told("printer", PartHealth(status, "never_seen_before"))
    assert found.mark != "ok"
    assert found.to_do
    assert "never_seen_before" in str(found)


def test_nobody_can_say_is_not_wrong_but_to_be_looked_at() -> None:
    found = told("scanner", PartHealth(PartStatus.UNKNOWN, "never_heard"))
    assert (found.mark, "scan a code" in found.to_do) == ("look", True)


def test_the_machine_is_looked_at_before_its_folder_is_made(tmp_path: Path) -> None:
    findings = {finding.what: finding for finding in machine(tmp_path / "not" / "there")}
    assert set(findings) == {"python", "sqlite", "mosquitto", "font", "disk"}
    assert findings["disk"].how.endswith(str(tmp_path))


def test_a_broker_that_is_not_there_is_wrong() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        found = broker(BrokerAddress("127.0.0.1", unused.getsockname()[1]))
    assert found.mark == "wrong"
    assert "queue server runs" in found.to_do


@pytest.mark.parametrize(("devices", "code"), [('printer = "sim://printer?fail=silent"', 1), ('printer = "teapot"', 2)])
def test_the_exit_code_says_that_something_is_wrong(
    tmp_path: Path, devices: str, code: int, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "devices.toml"
    file.write_text(devices)
    with pytest.raises(SystemExit) as left:
        run_doctor(tmp_path, file, None)
    assert left.value.code == code
    assert "printer" in "".join(capsys.readouterr())


def test_a_healthy_machine_leaves_in_order(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "devices.toml"
    file.write_text('printer = "sim://printer"\nid_card = "sim://id-card"\n')
    run_doctor(tmp_path, file, None)
    assert capsys.readouterr().out.count("in good order") == 2


def test_a_locker_in_good_order_is_ok_and_a_silent_one_names_its_line() -> None:
    assert line("sim://locker?first_input=0", "locker").split() == ["ok", "locker", "in", "good", "order"]
    found = line("sim://locker?first_input=0&fail=silent", "locker")
    assert found.startswith("wrong  locker")
    assert "RS-485" in found


def test_a_spooler_that_is_away_is_wrong_and_what_to_install_is_told() -> None:
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    found = line(f"cups://127.0.0.1:{port}/office", "document_printer")
    assert found.startswith("wrong  document printer")
    assert "cups" in found
