"""The devices file names what there is; a mistake in it is told before a citizen meets it."""

from pathlib import Path

import pytest

from hardware.devices_file import DeviceSetting, DevicesFileError, read_devices_file
from hardware.printer import ReceiptPrinter


def test_a_devices_file_names_each_device_by_its_url(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    reader, printer = "serial:///dev/no-such-port?baud=auto", "sim://printer?paper_mm=58&asb=on"
    file.write_text(f'id_card = "{reader}"\nprinter = "{printer}"\n')
    assert read_devices_file(file) == {
        "id_card": DeviceSetting("id_card", "sam-v", reader),
        "printer": DeviceSetting("printer", "escpos", printer),
    }


def test_all_mistakes_of_a_devices_file_are_told_at_once_with_their_place(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text('id_card = "usb://1"\nprinter = 5\nteapot = "sim://printer"\n')
    with pytest.raises(DevicesFileError) as caught:
        read_devices_file(file)
    assert [mistake.partition(":")[0] for mistake in caught.value.mistakes] == ["id_card", "printer", "teapot"]
    assert str(file) in str(caught.value)


@pytest.mark.parametrize(
    "content",
    [
        "id_card = ",
        'id_card = "sim://id-card?speed=3"',
        'printer = "sim://teapot"',
        'printer = "sim://printer?paper_mm=1"',
    ],
)
def test_a_devices_file_that_cannot_be_meant_is_refused(tmp_path: Path, content: str) -> None:
    file = tmp_path / "devices.toml"
    file.write_text(content)
    with pytest.raises(DevicesFileError):
        read_devices_file(file)
    with pytest.raises(DevicesFileError):
        read_devices_file(tmp_path / "none.toml")


def test_a_device_may_name_its_driver(tmp_path: Path) -> None:
    file = tmp_path / "devices.toml"
    file.write_text('printer = { driver = "escpos", url = "sim://printer" }\n')
    printer = read_devices_file(file)["printer"].open()
    assert isinstance(printer, ReceiptPrinter)
    printer.close()


@pytest.mark.parametrize(
    "content",
    [
        'printer = { driver = "nobody", url = "sim://printer" }',
        'printer = { driver = "escpos" }',
        'printer = { driver = "escpos", url = "sim://printer", colour = "red" }',
        'printer = ["sim://printer"]',
    ],
)
def test_a_driver_that_is_not_installed_and_a_half_told_device_are_mistakes(tmp_path: Path, content: str) -> None:
    file = tmp_path / "devices.toml"
    file.write_text(content)
    with pytest.raises(DevicesFileError, match=r"^[^:]*: printer: "):
        read_devices_file(file)
