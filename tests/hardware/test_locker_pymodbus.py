"""Somebody else's Modbus at the other end: our driver on pymodbus's server, pymodbus's client on our simulator."""

from __future__ import annotations

import asyncio
import threading
from contextlib import closing
from typing import TYPE_CHECKING, Any

import pytest
from pymodbus.client import ModbusSerialClient
from pymodbus.framer import FramerType
from pymodbus.server import ModbusTcpServer
from pymodbus.simulator import DataType, SimData, SimDevice

from hardware.link import open_link
from hardware.locker import Door, DoorOutcome, Opening, RelayLocker, Timing, Wiring
from hardware.locker.simulator import LockerSimulator
from hardware.simulators import PtyHost, Wire
from hardware.status import PartHealth, PartStatus

if TYPE_CHECKING:
    from collections.abc import Iterator

HANG_GUARD_S = 20
OPEN_DOOR = 2


class Slave:
    """pymodbus's server with 8 coils and 8 inputs behind RTU over TCP: what a terminal server makes of a board."""

    def __init__(self) -> None:
        self.written: list[bool] = []
        self.port = 0
        self._ready = threading.Event()
        self._thread = threading.Thread(target=lambda: asyncio.run(self._serve()))
        self._thread.start()
        assert self._ready.wait(HANG_GUARD_S)

    def stop(self) -> None:
        self._loop.call_soon_threadsafe(self._stopped.set)
        self._thread.join(HANG_GUARD_S)

    async def _serve(self) -> None:
        self._loop, self._stopped = asyncio.get_running_loop(), asyncio.Event()
        doors = [number != OPEN_DOOR for number in range(1, 9)]
        coils = SimData(0, values=[False] * 8, datatype=DataType.BITS)
        inputs = SimData(0, values=doors, datatype=DataType.BITS)
        nothing = [SimData(0, values=[0], datatype=DataType.REGISTERS)]
        device = SimDevice(id=1, simdata=([coils], [inputs], nothing, nothing))
        server = ModbusTcpServer(device, framer=FramerType.RTU, address=("127.0.0.1", 0), trace_pdu=self._trace)
        await server.serve_forever(background=True)
        self.port = server.transport.sockets[0].getsockname()[1]
        self._ready.set()
        await self._stopped.wait()
        await server.shutdown()

    def _trace(self, sending: bool, pdu: Any) -> Any:  # noqa: FBT001 - pymodbus calls it so
        if not sending and pdu.function_code == 5:
            self.written.append(pdu.bits[0])
        return pdu


@pytest.fixture
def slave() -> Iterator[Slave]:
    slave = Slave()
    yield slave
    slave.stop()


def test_our_driver_works_on_somebody_else_s_board(slave: Slave) -> None:
    with closing(open_link(f"socket://127.0.0.1:{slave.port}")) as link:
        locker = RelayLocker(link, Wiring(first_input=0, pulse_s=0.02), Timing(door_opens_s=0.05))
        assert locker.health() == PartHealth(PartStatus.OK)
        assert locker.doors() == {n: Door.OPEN if n == OPEN_DOOR else Door.CLOSED for n in range(1, 9)}
        assert locker.open_door(OPEN_DOOR) == DoorOutcome(OPEN_DOOR, Opening.OPENED, "was_open_before")
        assert slave.written == [True, False]
        assert locker.open_door(1) == DoorOutcome(1, Opening.NOT_OPENED, "door_stayed_closed")
        misfit = RelayLocker(link, Wiring(compartments=100))
        assert misfit.health() == PartHealth(PartStatus.OFFLINE, "illegal_address")


def test_somebody_else_s_program_works_on_our_simulator() -> None:
    simulator = LockerSimulator(doors=8)
    with PtyHost(simulator, Wire(chunk_bytes=3)) as host:
        client = ModbusSerialClient(host.path, baudrate=115200, timeout=HANG_GUARD_S)
        assert client.connect()
        assert not client.write_coil(4, value=True, device_id=1).isError()
        assert client.read_coils(0, count=8, device_id=1).bits == [False] * 4 + [True] + [False] * 3
        assert client.read_discrete_inputs(0, count=8, device_id=1).bits == [True] * 4 + [False] + [True] * 3
        assert client.read_coils(8, count=1, device_id=1).exception_code == 2
        assert client.read_holding_registers(0, count=1, device_id=1).exception_code == 1
        client.close()
    assert simulator.doors_open() == {5}
