"""The kiosk program with simulated devices, driven by orders, to be killed and started again."""

import os
import signal
import subprocess
import sys

from tests.end_to_end.conftest import HANG_S


class Driven:
    """A program that takes orders on standard input and answers each with a line."""

    def __init__(self, *arguments):
        self.process = subprocess.Popen(
            [sys.executable, "-m", "onedoor", "--log-level", "error", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def answer(self):
        return self.process.stdout.readline().strip()

    def order(self, order):
        self.process.stdin.write(order + "\n")
        self.process.stdin.flush()
        return self.answer()

    def do(self, order):
        answer = self.order(order)
        assert answer.startswith("ok"), (order, answer)
        return answer.removeprefix("ok").strip()

    def kill(self):
        os.kill(self.process.pid, signal.SIGKILL)
        self._gone()

    def end(self):
        if self.process.poll() is None:
            self.process.terminate()
        self._gone()

    def _gone(self):
        self.process.wait(HANG_S)
        for stream in (self.process.stdin, self.process.stdout):
            stream.close()


class Kiosk:
    """The kiosk program with its devices, which live on when it is killed. The locker has so many ``doors``, if any;
    ``more`` are further options of the program.
    """

    def __init__(self, hall, folder, *, doors=0, more=()):
        self.card, self.printer = Driven("sim", "id-card"), Driven("sim", "printer", f"paper={folder}/paper")
        self._folder, self._url = folder, hall.enroll("kiosk-01", "kiosk")
        devices = f'id_card = "serial://{self.card.answer()}"\nprinter = "serial://{self.printer.answer()}"\n'
        self.locker = Driven("sim", "locker", f"doors={doors}") if doors else None
        if self.locker is not None:
            wiring = f"compartments={doors}&first_input=0&pulse=flash&pulse_s=0.1"
            devices += f'locker = "serial://{self.locker.answer()}?baud=9600&{wiring}"\n'
        (folder / "devices.toml").write_text(devices)
        self.program, self._more = None, more

    def start(self):
        folder = self._folder
        self.program = Driven(
            "kiosk", "--hall", "street", "--mqtt", self._url, "--data", str(folder / "kiosk"),
            "--devices", str(folder / "devices.toml"), "--driven", *self._more,
        )  # fmt: skip

    def confirm(self, card):
        self.program.do("read title 请把身份证放在这里")
        self.card.order(f"lay {card}")
        self.program.do("wait page:choose-queue")
        self.program.do("touch queue:household")
        self.program.do("wait page:confirm")
        self.program.do("touch confirm")
        self.card.order("remove")

    def number(self):
        self.program.do("wait page:done")
        return self.program.do("text number")

    def end(self):
        for each in (self.program, self.card, self.printer, self.locker):
            if each is not None:
                each.end()
