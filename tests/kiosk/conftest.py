"""A real broker, the server's part of the contract played by a script, and devices on real ptys."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from hardware.display import FontWeight, chinese_font
from kiosk.paper import PaperFonts
from tests.kiosk.device_bench import Bench
from tests.kiosk.scripted_server import ScriptedServer
from tests.kiosk.terminal_bench import Broker, Kiosk, Loop


@pytest.fixture
def bench(tmp_path: Path) -> Iterator[Bench]:
    bench = Bench(tmp_path)
    yield bench
    for room in bench.rooms:
        room.stop()
    for host in bench.hosts:
        host.close()


@pytest.fixture
def loop() -> Loop:
    return Loop()


@pytest.fixture
def broker(tmp_path: Path) -> Iterator[Broker]:
    broker = Broker(tmp_path)
    broker.start()
    yield broker
    broker.stop()


@pytest.fixture
def server(broker: Broker) -> Iterator[ScriptedServer]:
    server = ScriptedServer(broker.address)
    server.start()
    yield server
    server.stop()


@pytest.fixture
def kiosk(tmp_path: Path, broker: Broker, loop: Loop) -> Iterator[Kiosk]:
    kiosk = Kiosk(tmp_path / "data", broker, loop)
    kiosk.start()
    yield kiosk
    kiosk.stop()


@pytest.fixture(scope="session")
def font_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("fonts")


@pytest.fixture(scope="session")
def paper_fonts(font_cache: Path) -> PaperFonts:
    return PaperFonts(
        regular=chinese_font(FontWeight.REGULAR, font_cache), bold=chinese_font(FontWeight.BOLD, font_cache)
    )
