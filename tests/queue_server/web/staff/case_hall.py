"""A hall in a process of its own where people apply for a residence permit, each of them somebody else."""

from contextlib import closing
from io import BytesIO
from itertools import count

import requests
from PIL import Image, ImageDraw

from queue_server.catalogue import to_line, version_of, write_catalogue
from queue_server.catalogue.files import shipped_entries
from queue_server.contract.id_numbers import is_valid
from queue_server.journal import JournalReader
from tests.end_to_end.conftest import HANG_S
from tests.queue_server.cases.conftest import ANSWERS, PERMIT
from tests.queue_server.web.staff.conftest import Server, hall_file

MORE = f"""
[[item]]
code = "{PERMIT}"
queue = "queue-1"
name = {{ zh = "居住证办理", en = "Residence permit" }}
typical_minutes = 10

[[locker]]
id = "lobby"
name = {{ zh = "大厅取件柜", en = "Locker in the lobby" }}
kiosk = "kiosk-03"
compartments = 3
"""


def id_number(serial):
    """A person nobody is."""
    head = f"1101051949123{serial:04d}"
    return next(head + last for last in "0123456789X" if is_valid("resident_id", head + last))


def sheet(words, size=(620, 877)):
    """A page on which something stands."""
    image = Image.new("RGB", size, "#F5F3EC")
    draw = ImageDraw.Draw(image)
    for line in range(3, 30):
        draw.line((60, 26 * line, size[0] - 60, 26 * line), fill="#777777", width=2)
    draw.text((60, 30), words, fill="#222222")
    out = BytesIO()
    image.save(out, "JPEG")
    return out.getvalue()


class CaseServer(Server):
    """``onedoor serve`` with a catalogue and a locker."""

    def __init__(self, directory):
        super().__init__(directory)
        self.hall_file.write_text(hall_file() + MORE, encoding="utf-8")
        self._serial = count(1)
        entries = [entry for entry in shipped_entries() if entry.application is not None]
        self.data.mkdir()
        write_catalogue(self.data / "catalogue.db", version_of(map(to_line, entries)), entries)

    def draft(self, name="测试人"):
        """The case of somebody new."""
        number = id_number(next(self._serial))
        holder = {"id_type": "resident_id", "id_number": number, "name": name, "phone": "13800138000"}
        case = self.done("start_case", item=PERMIT, holder=holder)["case"]
        self.done("save_case", case=case["case"], answers=ANSWERS)
        return {**case, "id_number": number, "holder": holder}

    def page(self, case, paper="id_card", page="id-1", body=None):
        address = f"{self.url}/api/v1/halls/street/pages/{case['case']}/{paper}/{page}"
        bearer = {"Authorization": f"Bearer {self.token}"}
        answer = requests.put(address, body or sheet(page), headers=bearer, timeout=HANG_S)
        assert answer.status_code == 200, answer.text

    def submitted(self, handover="locker", **more):
        case = self.draft()
        self.page(case, page="id-1")
        self.page(case, page="id-2")
        self.page(case, paper="proof_of_address", page="lease-1")
        self.done("submit_case", case=case["case"], handover=handover, **more)
        return case

    def accepted(self, **more):
        case = self.submitted(**more)
        self.done("accept_case", case=case["case"], operator="9")
        return case

    def approved(self, **more):
        case = self.accepted(**more)
        self.done("decide_case", case=case["case"], operator="9", outcome="approved")
        return case

    def state(self, case):
        return self.done("get_case", case=case["case"])["case"]["state"]

    def happened(self, case):
        """The events of a case, by type."""
        with closing(JournalReader(self.data / "journal.sqlite")) as journal:
            return [event.type for event in journal.read("street") if f'"{case["case"]}"' in event.data]
