"""Lists of all cases are told beside the hall's thread: thousands of living cases take a tenth of a second.

What is asked of a state that does not change needs no turn among the commands, and its answer is not kept: who asks
again is told how it is by then.
"""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime

import structlog

from queue_server.cases.finding import found_among
from queue_server.cases.opening import Cases
from queue_server.contract import case_commands as said
from queue_server.contract.case_views import CasesReply
from queue_server.contract.replies import Reply, refused
from queue_server.domain.state import HallState
from queue_server.service.batch import Request
from queue_server.service.case_translation import SELF_SERVICE, question_of
from queue_server.service.case_views import case_view


class CaseQuestions:
    """Stands before the hall: what it does not answer itself it hands on. From any thread."""

    def __init__(
        self,
        cases: Cases,
        state: Callable[[], HallState],
        clock: Callable[[], datetime],
        submit: Callable[[Request], None],
    ) -> None:
        self._cases = cases
        self._state = state
        self._clock = clock
        self._hand_on = submit
        self._thread = ThreadPoolExecutor(max_workers=1, thread_name_prefix="case-lists")
        self._log = structlog.get_logger("cases")

    def submit(self, request: Request) -> None:
        """Take one command. Lists of one person are short, and the hall's own business."""
        asked = request.command.data
        if isinstance(asked, said.FindCases) and asked.holder is None and request.kind != SELF_SERVICE:
            self._thread.submit(self._answer, request, asked)
        else:
            self._hand_on(request)

    def _answer(self, request: Request, asked: said.FindCases) -> None:
        command = request.command
        try:
            if command.expires_at is not None and command.expires_at <= self._clock():
                reply = refused(command.id, "expired")
            else:
                reply = Reply(id=command.id, ok=True, data=self._found(asked).model_dump(mode="json"))
        except Exception:  # noqa: BLE001 - whoever asked is told; the next question is answered all the same
            self._log.exception("cases_not_found", command=command.id)
            reply = refused(command.id, "internal")
        request.answer(reply.model_dump_json().encode())

    def _found(self, asked: said.FindCases) -> CasesReply:
        state = self._state()
        with self._cases.reading() as reading:
            cases, more = found_among(question_of(asked, None), state, reading.archive)
        return CasesReply(cases=tuple(case_view(state.hall, case) for case in cases), more=more)
