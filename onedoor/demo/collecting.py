"""An application that was decided before the demonstration begins: its result waits in the locker for whoever lays the
first demo card.
"""

import io
from dataclasses import dataclass
from typing import Any

import requests
from PIL import Image, ImageDraw

from onedoor.demo.processes import DemoError
from queue_server.contract.asking import Asker
from queue_server.contract.case_commands import (
    AcceptCase,
    Answer,
    DecideCase,
    MarkReady,
    SaveCase,
    StartCase,
    SubmitCase,
)
from queue_server.contract.commands import CommandData, Holder, IdType

ITEM = "residence-permit"
OPERATOR = "1001"
WITHIN_S = 30.0
PAPER, PAGES = "id_card", 2

FIRST_CARD = Holder(id_type=IdType.RESIDENT_ID, id_number="11010519491231002X", name="张示例", language="zh")
"""Who is on the first card of the simulated reader."""

ANSWERS: dict[str, Answer] = {
    "kind": "first",
    "reason": "home",
    "living_here_since": "2026-03-01",
    "home_address": "广东省佛山市禅城区示例路1号",
    "phone": "13800138000",
}


@dataclass(frozen=True, slots=True)
class Clerk:
    """``pages`` is where the hall's pages are, ``token`` opens them."""

    asker: Asker
    pages: str
    token: str

    def put_a_result_into_the_locker(self) -> None:
        """Apply, accept, approve, and give out a compartment.

        :raises DemoError: when the hall refuses a step.
        """
        case = self._done(StartCase(item=ITEM, holder=FIRST_CARD))
        self._done(SaveCase(case=case, answers=ANSWERS))
        for number in range(1, PAGES + 1):
            self._hand_in(case, number)
        self._done(SubmitCase(case=case, handover="locker"))
        self._done(AcceptCase(case=case, operator=OPERATOR))
        self._done(DecideCase(case=case, operator=OPERATOR, outcome="approved"))
        self._done(MarkReady(case=case, operator=OPERATOR, place="locker"))

    def _done(self, data: CommandData) -> str:
        reply = self.asker.ask(self.asker.new_command(data), timeout_s=WITHIN_S)
        if not reply.ok:
            raise DemoError(f"{data.type}: {reply.error.code if reply.error else 'refused'}")
        told: dict[str, Any] = reply.data or {}
        return str(told["case"]["case"])

    def _hand_in(self, case: str, number: int) -> None:
        answer = requests.put(
            f"{self.pages}/{case}/{PAPER}/page-{number}",
            _page(number),
            headers={"Authorization": f"Bearer {self.token}"},
            timeout=WITHIN_S,
        )
        if not answer.ok:
            raise DemoError(f"page {number} was not taken: {answer.text}")


def _page(number: int) -> bytes:
    picture = Image.new("L", (800, 500), 235)
    ImageDraw.Draw(picture).text((60, 60), f"SPECIMEN {number}", fill=40, font_size=80)
    out = io.BytesIO()
    picture.save(out, "JPEG")
    return out.getvalue()
