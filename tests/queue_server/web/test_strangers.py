"""What the OpenAPI document promises holds for whatever a stranger makes of it: schemathesis against a real server.

Bounded and the same every time. Two of its checks do not fit this contract: it has 403 where there is no token, and
some rules of a command (a queue or an item, a number with its time) are beyond what a JSON schema says.
"""

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from tests.queue_server.web.staff.conftest import Server

EXAMPLES = 15
HANG_S = 500


@pytest.fixture
def server(tmp_path):
    server = Server(tmp_path)
    yield server.start()
    server.stop()


def test_no_answer_breaks_what_the_document_promises(server, tmp_path):
    post = server.post()
    post.ticket()
    schemathesis = shutil.which("schemathesis", path=str(Path(sys.executable).parent))
    command = [
        schemathesis,
        "run",
        f"{server.url}/api/openapi.json",
        *("--header", f"Authorization: Bearer {server.token}"),
        *("--exclude-checks", "missing_required_header,positive_data_acceptance"),
        *("--phases", "examples,fuzzing"),
        *("--max-examples", str(EXAMPLES)),
        "--generation-deterministic",
        *("--request-timeout", "20"),
        "--no-color",
    ]
    told = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=HANG_S, check=False)
    assert told.returncode == 0, told.stdout[-8000:]
    log = server.said()
    for fault in ("Traceback", "request_failed", "command_failed"):
        assert fault not in log
    assert post.ticket(), "and the hall still works"
