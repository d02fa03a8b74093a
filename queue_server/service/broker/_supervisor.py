"""Keeps the hall's own mosquitto running: started, watched, started again, and gone with its server."""

import shutil
import socket
import subprocess
import threading
import time
from typing import ClassVar

import structlog

from queue_server.service.broker._files import LOOPBACK, BrokerFiles

FIRST_RETRY_S = 0.2
SLOWEST_RETRY_S = 5.0
"""mosquitto is up within milliseconds; a fault that lasts (port taken, disk full) is tried again without haste."""

STEADY_S = 10.0
"""A broker that ran this long was healthy: the next fault starts again at the first retry."""

READY_TRIES = 100
READY_INTERVAL_S = 0.05

STOP_S = 5.0
"""mosquitto ends within milliseconds of SIGTERM; after this it is killed."""


class BrokerUnavailableError(RuntimeError):
    """mosquitto is not installed, or did not come up."""

    code: ClassVar[str] = "broker_unavailable"


class BrokerSupervisor:
    """Runs mosquitto as a child process; a thread waits for its end and starts it again."""

    def __init__(self, files: BrokerFiles) -> None:
        self._files = files
        self._stopping = threading.Event()
        self._ready = threading.Event()
        self._process: subprocess.Popen[bytes] | None = None
        self._lock = threading.Lock()
        self._log = structlog.get_logger("broker").bind(port=files.port())
        self._thread = threading.Thread(target=self._keep_running, name="broker", daemon=True)
        self.restarts = 0

    def start(self) -> None:
        """Start mosquitto and wait until it answers.

        :raises BrokerUnavailableError: says what to do.
        """
        if shutil.which("mosquitto") is None:
            raise BrokerUnavailableError("mosquitto is not installed: apt-get install mosquitto")
        self._thread.start()
        if not self._ready.wait(READY_TRIES * READY_INTERVAL_S + STOP_S):
            self.stop()
            raise BrokerUnavailableError(
                f"mosquitto did not come up on port {self._files.port()}: see {self._files.log}"
            )

    @property
    def pid(self) -> int | None:
        """The process id of the running mosquitto."""
        process = self._process
        return process.pid if process else None

    def stop(self) -> None:
        """End mosquitto for good."""
        with self._lock:
            self._stopping.set()
            if self._process is not None:
                self._process.terminate()
        self._thread.join()

    def _keep_running(self) -> None:
        retry_s = FIRST_RETRY_S
        while not self._stopping.is_set():
            process = self._spawn()
            if process is None:
                return
            if self._answers(process):
                self._ready.set()
            started_at = time.monotonic()
            code = self._wait(process)
            steady = time.monotonic() - started_at >= STEADY_S
            retry_s = FIRST_RETRY_S if steady else min(retry_s * 2, SLOWEST_RETRY_S)
            if not self._stopping.is_set():
                self.restarts += 1
                self._log.error("broker_ended", exit_code=code, again_in_s=retry_s)
                self._stopping.wait(retry_s)

    def _spawn(self) -> subprocess.Popen[bytes] | None:
        command = ["mosquitto", "-c", str(self._files.config)]
        if shutil.which("setpriv"):
            # A server that is killed must not leave a broker behind that holds its port.
            command = ["setpriv", "--pdeathsig", "TERM", "--", *command]
        with self._lock:
            if self._stopping.is_set():
                return None
            self._process = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
            self._files.remember_process(self._process.pid)
            return self._process

    def _answers(self, process: subprocess.Popen[bytes]) -> bool:
        for _ in range(READY_TRIES):
            if process.poll() is not None or self._stopping.is_set():
                return False
            try:
                socket.create_connection((LOOPBACK, self._files.port()), timeout=1).close()
            except OSError:
                self._stopping.wait(READY_INTERVAL_S)
            else:
                self._log.info("broker_ready", pid=process.pid)
                return True
        return False

    def _wait(self, process: subprocess.Popen[bytes]) -> int:
        while True:
            try:
                return process.wait(timeout=STOP_S)
            except subprocess.TimeoutExpired:
                if self._stopping.is_set():
                    process.kill()
