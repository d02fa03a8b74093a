"""A queue server to measure: a large hall, open day and night, in a process of its own."""

import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HALL_ID = "bench"
QUEUES = 20
WINDOWS = 60


def hall_file() -> str:
    """The text of the hall file."""
    sections = [f'[hall]\nid = "{HALL_ID}"\nname = {{ zh = "测量大厅" }}\ntimezone = "Asia/Shanghai"\n']
    for number in range(QUEUES):
        sections.append(
            f'[[queue]]\nid = "queue-{number}"\nprefix = "{chr(65 + number)}"\nname = {{ zh = "队列{number}" }}\n'
        )
        sections.append(
            f'[[item]]\ncode = "item-{number}"\nqueue = "queue-{number}"\n'
            f'name = {{ zh = "事项{number}" }}\ntypical_minutes = 9\n'
        )
    sections.extend(
        f'[[priority]]\nid = "{name}"\nname = {{ zh = "{name}" }}\nhead_start_minutes = {head}\nweight = 1.5\n'
        for name, head in (("elderly", 10), ("disabled", 15))
    )
    sections.extend(
        f'[[window]]\nid = "{number}"\nname = {{ zh = "{number}号窗口" }}\nserves = ["*"]\n'
        for number in range(1, WINDOWS + 1)
    )
    return "\n".join(sections)


@dataclass(frozen=True, slots=True)
class Server:
    """A running queue server and its data directory."""

    data: Path
    mqtt: str
    http: str

    def enroll(self, client: str, kind: str) -> str:
        """The broker URL of a new client."""
        return self._enrolled(client, kind)

    def token(self, client: str, kind: str) -> str:
        """The API token of a new client."""
        return self._enrolled(client, kind, "--token")

    def _enrolled(self, client: str, kind: str, *options: str) -> str:
        done = subprocess.run(
            [*ONEDOOR, "enroll", "--data", str(self.data), "--id", client, "--kind", kind, *options],
            check=True,
            capture_output=True,
            text=True,
        )
        return done.stdout.strip()


ONEDOOR = (sys.executable, "-m", "onedoor", "--log-level", "error")


@contextmanager
def running_server(directory: Path, rules: str = "") -> Iterator[Server]:
    """Start a server, wait until it serves, and end it afterwards. ``rules`` are lines of the hall file."""
    file = directory / "hall.toml"
    file.write_text(hall_file() + rules, encoding="utf-8")
    data = directory / "data"
    command = [*ONEDOOR, "serve", "--hall", str(file), "--data", str(data)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            assert process.stdout is not None
            ready = process.stdout.readline().split()
            if not ready or ready[0] != "ready":
                raise RuntimeError("the queue server did not start")
            yield Server(data, ready[1].removeprefix("mqtt="), ready[2].removeprefix("http="))
        finally:
            process.terminate()
