"""The programs of the demonstration, each in a process of its own as in a real hall."""

import queue
import subprocess
import sys
import threading
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from typing import TextIO

ANSWER_WITHIN_S = 60.0
"""A program starts within seconds; one that says nothing for this long has failed, and its log says why."""

STOP_WITHIN_S = 10.0


class DemoError(RuntimeError):
    """A program of the demonstration did not do its part."""


class Program:
    """One running ``onedoor`` command: orders go to its standard input, each is answered by one line."""

    def __init__(self, name: str, arguments: Sequence[str], log: TextIO) -> None:
        self.name = name
        self._log = Path(log.name)
        self._process = subprocess.Popen(
            [sys.executable, "-m", "onedoor", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            bufsize=1,
        )
        self._answers: queue.SimpleQueue[str] = queue.SimpleQueue()
        threading.Thread(target=self._listen, daemon=True).start()

    def answer(self) -> str:
        """The next line that the program says.

        :raises DemoError: when none comes.
        """
        try:
            line = self._answers.get(timeout=ANSWER_WITHIN_S)
        except queue.Empty:
            line = ""
        if not line:
            raise DemoError(f"{self.name} did not answer: see {self._log}")
        return line.strip()

    def order(self, text: str) -> str:
        """Send one order and return its answer.

        :raises DemoError: when the program answers that it could not do it.
        """
        stream = self._process.stdin
        assert stream is not None  # noqa: S101 - it was opened as a pipe above
        try:
            stream.write(text + "\n")
            stream.flush()
        except BrokenPipeError as error:
            raise DemoError(f"{self.name} has ended: see {self._log}") from error
        answer = self.answer()
        if answer.startswith("error"):
            raise DemoError(f"{self.name}: {text}: {answer}")
        return answer

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def running(self) -> bool:
        return self._process.poll() is None

    def stop(self) -> None:
        """End the program in order; one that does not end is killed."""
        self._process.terminate()
        try:
            self._process.wait(STOP_WITHIN_S)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

    def _listen(self) -> None:
        stream = self._process.stdout
        assert stream is not None  # noqa: S101 - it was opened as a pipe above
        for line in stream:
            self._answers.put(line)
        self._answers.put("")


class Programs:
    """Starts programs and ends them all, the last one first."""

    def __init__(self, logs: Path, stack: ExitStack) -> None:
        self._logs = logs
        self._stack = stack

    def start(self, name: str, *arguments: str) -> Program:
        """Start ``onedoor ARGUMENTS``; its log goes to a file of its name."""
        log = self._stack.enter_context((self._logs / f"{name}.log").open("w", encoding="utf-8"))
        program = Program(name, arguments, log)
        self._stack.callback(program.stop)
        return program
