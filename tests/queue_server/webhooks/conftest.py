"""A journal that grows, and subscribers that are real HTTP servers on loopback, good and bad."""

import base64
import json
import queue
import threading
from datetime import UTC, datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from queue_server.journal import Recorded, SqliteJournal
from queue_server.outgoing import Patience
from queue_server.webhooks import Webhooks, WebhookSection

HANG_S = 30
"""No test waits for this: it only ends one that hangs."""

NOW = datetime(2026, 11, 20, 9, tzinfo=UTC)
SECRET = bytes(range(32))
QUICK = Patience(connect_s=5, answer_s=0.3, first_s=0.01, longest_s=0.05, told_after=3)


class Receiver:
    """A subscriber's server. ``answers`` are the next statuses, then 200; ``None`` is no answer at all."""

    def __init__(self, port=0):
        self.heard = queue.Queue()
        self.answers = []
        self.led_here = 0
        self.released = threading.Event()
        receiver = self

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self):
                body = self.rfile.read(int(self.headers["Content-Length"]))
                receiver.heard.put(({name.lower(): value for name, value in self.headers.items()}, body))
                status = receiver.answers.pop(0) if receiver.answers else 200
                if status is None:
                    receiver.released.wait(HANG_S)
                    return
                self.send_response(status)
                self.send_header("Content-Length", "0")
                if status == 302:
                    self.send_header("Location", receiver.url)
                self.end_headers()

            def do_GET(self):
                receiver.led_here += 1
                self.send_response(200)
                self.send_header("Content-Length", "0")
                self.end_headers()

            def log_message(self, *_):
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", port), Handler)
        self._server.daemon_threads = True
        self.port = self._server.server_port
        self.url = f"http://127.0.0.1:{self.port}/events"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
        self._thread.start()

    def next(self):
        """The headers and the body of the next message."""
        return self.heard.get(timeout=HANG_S)

    def next_seqs(self):
        return [event["seq"] for event in json.loads(self.next()[1])["events"]]

    def until(self, seq):
        """The seqs of all messages up to one that ends with ``seq``."""
        seqs = []
        while not seqs or seqs[-1] != seq:
            seqs += self.next_seqs()
        return seqs

    def close(self):
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join(HANG_S)


class Hall:
    """A journal and the webhooks that read it."""

    def __init__(self, folder):
        self.folder = folder
        self.file = folder / "journal.sqlite"
        self.journal = SqliteJournal(self.file)
        self.said = queue.Queue()
        self.seq = 0
        self.running = []

    def happens(self, *types):
        """Something happens, and the webhooks are told."""
        events = [
            Recorded(self.seq + place, NOW, kind, json.dumps({"ticket": f"t{self.seq + place}"}))
            for place, kind in enumerate(types, 1)
        ]
        self.journal.append("street", self.seq, events, (), NOW)
        self.seq += len(events)
        for webhooks in self.running:
            webhooks.publish("onedoor/v1/street/event", b"", retain=False)

    def serve(self, *receivers, **more):
        """Webhooks ``w1``, ``w2``, … for the receivers."""
        secret = self.folder / "secret"
        secret.write_text(f"whsec_{base64.b64encode(SECRET).decode()}\n")
        sections = [
            WebhookSection(id=f"w{number}", url=receiver.url, secret_file=secret, **more)
            for number, receiver in enumerate(receivers, 1)
        ]
        webhooks = Webhooks(
            "street",
            sections,
            data=self.folder,
            journal=self.file,
            clock=lambda: NOW,
            said=lambda name, trouble: self.said.put((name, trouble)),
            patience=QUICK,
        )
        webhooks.start()
        self.running.append(webhooks)
        return webhooks

    def stop(self):
        while self.running:
            self.running.pop().stop()

    def next_said(self):
        return self.said.get(timeout=HANG_S)

    def close(self):
        self.stop()
        self.journal.close()


@pytest.fixture
def receivers():
    """Opens subscribers' servers, and closes them in the end."""
    opened = []

    def opener(port=0):
        opened.append(Receiver(port))
        return opened[-1]

    yield opener
    for receiver in opened:
        receiver.close()


@pytest.fixture
def receiver(receivers):
    return receivers()


@pytest.fixture
def hall(tmp_path, receivers):
    hall = Hall(tmp_path)
    yield hall
    hall.close()
