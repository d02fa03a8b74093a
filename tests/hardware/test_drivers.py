"""Drivers are found by name, whoever wrote them, and a bad one is told plainly."""

from importlib.metadata import EntryPoint

import pytest

from hardware.drivers import DEFAULT_DRIVERS, Driver, installed_drivers, load_driver
from hardware.errors import BrokenDriverError, UnknownDriverError


@pytest.mark.parametrize("kind", DEFAULT_DRIVERS)
def test_every_driver_of_ours_is_installed_and_can_be_loaded(kind: str) -> None:
    installed = installed_drivers(kind)
    assert DEFAULT_DRIVERS[kind] in {point.name for point in installed}
    for point in installed:
        assert isinstance(load_driver(kind, point.name, installed), Driver)


def test_an_unknown_name_is_told_with_the_names_there_are() -> None:
    with pytest.raises(UnknownDriverError, match="'nobody'; there are: escpos"):
        load_driver("printer", "nobody", installed_drivers("printer"))


@pytest.mark.parametrize(
    "value", ["no_such_package:DRIVER", "hardware.printer:NO_SUCH_NAME", "hardware.printer:PAPER_DOTS"]
)
def test_an_installed_driver_that_cannot_be_loaded_is_broken_not_fatal(value: str) -> None:
    bad = EntryPoint("bad", value, "onedoor.printer")
    with pytest.raises(BrokenDriverError, match="the printer driver 'bad' cannot be loaded"):
        load_driver("printer", "bad", [bad])
