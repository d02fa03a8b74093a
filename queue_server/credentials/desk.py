"""Before the hall's inbox: what asks after a credential is answered here, in threads of its own.

A question that comes again, because no reply was heard yet, is the same question: many codes may be used only once.
"""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import datetime, timedelta

import structlog

from queue_server.contract.commands import ReadCredential
from queue_server.contract.holders import IdentityReply
from queue_server.contract.replies import Reply, refused
from queue_server.credentials.errors import CredentialError, NotAcceptedError, VerifierAwayError
from queue_server.credentials.verifier import Verifier
from queue_server.service.batch import Request

SERVICE = "credentials"
"""What alerts call it."""

AT_ONCE = 4
"""Codes that are asked after at the same time: a hall has a few terminals."""

WAITING_AT_MOST = 32
"""Beyond that the next has to come again: its citizen would not wait so long."""

KNOWN_FOR = timedelta(minutes=1)
"""So long an answer is known to who asks again: a terminal waits no longer. Then nothing is left of it."""


@dataclass(slots=True)
class _Question:
    """``answers`` are those who wait for ``body``."""

    came_at: datetime
    answers: list[Callable[[bytes], None]] = field(default_factory=list, repr=False)
    body: bytes | None = field(default=None, repr=False)


class CredentialDesk:
    """``submit`` may be called from any thread and returns at once."""

    def __init__(
        self,
        verifier: Verifier | None,
        submit: Callable[[Request], None],
        *,
        clock: Callable[[], datetime],
        said: Callable[[str, str | None], None],
    ) -> None:
        """``submit`` takes every other request. ``said`` is told why the verifier fails, none when it works again."""
        self._verifier = verifier
        self._pass_on = submit
        self._clock = clock
        self._said = said
        self._lock = threading.Lock()
        self._questions: dict[str, _Question] = {}
        self._pool = ThreadPoolExecutor(AT_ONCE, thread_name_prefix="credentials")
        self._log = structlog.get_logger("credentials")

    def submit(self, request: Request) -> None:
        data = request.command.data
        if isinstance(data, ReadCredential):
            self._ask(request, data)
        else:
            self._pass_on(request)

    def stop(self) -> None:
        """End; what is under way is answered to nobody."""
        self._pool.shutdown(wait=False, cancel_futures=True)

    def _ask(self, request: Request, data: ReadCredential) -> None:
        command, now = request.command, self._clock()
        if command.expires_at is not None and command.expires_at <= now:
            request.answer(_said(refused(command.id, "expired")))
        elif self._verifier is None:
            request.answer(_said(refused(command.id, "unknown_credential")))
        else:
            body, is_new = self._noted(request, now)
            if body is not None:
                request.answer(body)
            elif is_new:
                self._pool.submit(self._look_up, self._verifier, command.id, data.code, request.client)

    def _noted(self, request: Request, now: datetime) -> tuple[bytes | None, bool]:
        """The answer where there is one already, and whether the question is a new one."""
        id_ = request.command.id
        with self._lock:
            self._forget(now)
            question = self._questions.get(id_)
            if question is not None:
                if question.body is None:
                    question.answers.append(request.answer)
                return question.body, False
            if sum(each.body is None for each in self._questions.values()) >= WAITING_AT_MOST:
                return _said(refused(id_, "busy")), False
            self._questions[id_] = _Question(now, [request.answer])
            return None, True

    def _forget(self, now: datetime) -> None:
        old = [id_ for id_, each in self._questions.items() if each.body and now - each.came_at > KNOWN_FOR]
        for id_ in old:
            del self._questions[id_]

    def _look_up(self, verifier: Verifier, id_: str, code: str, client: str) -> None:
        reply, trouble = self._reply(verifier, id_, code, client)
        self._said(SERVICE, trouble)
        body = _said(reply)
        with self._lock:
            question = self._questions[id_]
            question.body = body
            answers, question.answers = question.answers, []
            if reply.error is not None and reply.error.retryable:
                del self._questions[id_]
        for answer in answers:
            answer(body)

    def _reply(self, verifier: Verifier, id_: str, code: str, client: str) -> tuple[Reply, str | None]:
        try:
            identity = verifier.identity_of(code, client)
        except NotAcceptedError:
            self._log.info("credential_not_accepted", client=client)
            return refused(id_, "unknown_credential"), None
        except CredentialError as error:
            reason = error.reason if isinstance(error, VerifierAwayError) else error.code
            self._log.warning("verifier_away", client=client, reason=reason)
            return refused(id_, "credentials_away"), reason
        except Exception as error:  # noqa: BLE001 - a verifier that breaks us must be told like one that is away
            # Its words and its traceback may hold the code.
            self._log.error("verifier_failed", client=client, error=type(error).__name__)
            return refused(id_, "internal"), type(error).__name__
        return Reply(id=id_, ok=True, data=IdentityReply(holder=identity).model_dump(mode="json")), None


def _said(reply: Reply) -> bytes:
    return reply.model_dump_json().encode()
