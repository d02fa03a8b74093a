"""Simulated devices: real bytes at the far end of a real pty."""

from hardware.simulators._program import run_on_pty
from hardware.simulators._pty_host import PtyHost, Simulator
from hardware.simulators._registry import build_simulator, simulated_devices
from hardware.simulators._wire import Wire

__all__ = ["PtyHost", "Simulator", "Wire", "build_simulator", "run_on_pty", "simulated_devices"]
