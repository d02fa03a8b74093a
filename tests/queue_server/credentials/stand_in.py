"""Somebody else's verifier: it knows one code, refuses others, is slow, fails, and talks nonsense."""

import json
import queue
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

HANG_S = 30
"""No test waits for this: it only ends one that hangs."""

NUMBER = "11010519491231002X"
CODE = "ELC1-8f3c0a52b7d94e16"
NAME = "张示例"
SECRET = "a secret of the verifier"


class StandIn:
    """``answers`` are the next statuses, or bodies of a 200; ``None`` is no answer until :attr:`released`."""

    def __init__(self):
        self.heard = queue.Queue()
        self.answers = []
        self.released = threading.Event()
        verifier = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_POST(self):
                told = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                verifier.heard.put((self.headers["Authorization"], told))
                answer = verifier.answers.pop(0) if verifier.answers else verifier.knows(told["code"])
                if answer is None:
                    verifier.released.wait(HANG_S)
                    answer = 503
                self._say(answer)

            def _say(self, answer):
                status, body = (answer, b"") if isinstance(answer, int) else (200, answer)
                self.send_response(status)
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_):
                """Quiet."""

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self._server.daemon_threads = True
        self._server.block_on_close = False
        self.url = f"http://127.0.0.1:{self._server.server_port}/identity"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    @staticmethod
    def knows(code):
        identity = {"id_type": "resident_id", "id_number": NUMBER, "name": NAME}
        return json.dumps(identity).encode() if code == CODE else 404

    def close(self):
        self.released.set()
        self._server.shutdown()
        self._server.server_close()
