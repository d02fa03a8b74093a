"""How the first administrator gets in, and the one who lost everything."""

import re
import subprocess

import requests

from tests.end_to_end.conftest import HANG_S, ONEDOOR
from tests.queue_server.web.staff.conftest import PASSWORD


def choose(server, address):
    form = {"new_password": PASSWORD, "repeat": PASSWORD}
    return requests.post(address, data=form, headers={"Origin": server.url}, timeout=HANG_S, allow_redirects=False)


def staff_link(data, account="admin"):
    command = [*ONEDOOR, "staff-link", "--data", str(data), "--id", account]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def links(server):
    return re.findall(r"administrator: (\S+)", server.said())


def test_each_start_prints_a_link_until_somebody_can_administer(own_server):
    own_server.stop()
    own_server.start()
    first, second = links(own_server)
    assert choose(own_server, first).status_code == 404
    assert choose(own_server, second).status_code == 303
    own_server.stop()
    own_server.start()
    assert len(links(own_server)) == 2


def test_a_link_made_at_the_machine_opens_the_running_server(own_server):
    made = staff_link(own_server.data)
    assert made.returncode == 0
    assert choose(own_server, own_server.url + made.stdout.strip()).status_code == 303


def test_bad_input_is_said_in_a_line(tmp_path, own_server):
    for data, account in ((tmp_path / "nowhere", "admin"), (own_server.data, "no id")):
        failed = staff_link(data, account)
        assert failed.returncode == 2
        assert len(failed.stderr.splitlines()) == 1
