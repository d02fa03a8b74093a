"""Somebody else's driver installs with pip and is named in the devices file like ours."""

import os
import subprocess
import sys

PROJECT = """
[build-system]
requires = ["hatchling"]
build-backend = "hatchling.build"

[project]
name = "teapot-printer"
version = "1"

[project.entry-points."onedoor.printer"]
teapot = "teapot_printer:TEAPOT"
broken = "teapot_printer:NOT_THERE"
"""

DRIVER = """
from hardware.drivers import Driver
from hardware.status import PartHealth, PartStatus


class Teapot:
    def __init__(self, url):
        self.url = url

    def health(self):
        return PartHealth(PartStatus.OUT, "no_tea")

    def close(self):
        pass


TEAPOT = Driver(open=Teapot, example="teapot://kitchen")
"""


def test_a_driver_of_another_package_is_found_and_a_broken_one_is_told(tmp_path):
    package = tmp_path / "package"
    package.mkdir()
    (package / "pyproject.toml").write_text(PROJECT)
    (package / "teapot_printer.py").write_text(DRIVER)
    installed = tmp_path / "installed"
    pip = [sys.executable, "-m", "pip", "install", "--quiet", "--no-index", "--no-build-isolation", "--no-deps"]
    subprocess.run([*pip, "--target", str(installed), str(package)], check=True)

    def doctor(driver):
        devices = tmp_path / "devices.toml"
        devices.write_text(f'printer = {{ driver = "{driver}", url = "teapot://kitchen" }}\n')
        command = [sys.executable, "-m", "onedoor", "doctor", "--data", str(tmp_path), "--devices", str(devices)]
        with_package = {**os.environ, "PYTHONPATH": str(installed)}
        return subprocess.run(command, env=with_package, capture_output=True, text=True, timeout=60, check=False)

    found = doctor("teapot")
    assert (found.returncode, found.stdout.splitlines()[-1]) == (
        1,
        "wrong  printer       there is no paper (no_tea). Put in a new roll",
    )
    broken = doctor("broken")
    assert (broken.returncode, "cannot be loaded" in broken.stderr) == (2, True)
