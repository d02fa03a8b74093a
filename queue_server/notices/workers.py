"""The threads in which providers are asked: one that hangs holds up its own and nobody else."""

import queue
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass

import structlog

from queue_server.notices.errors import NoticesError
from queue_server.notices.outcomes import Finding, NoWord, Receipt, Refusal, Refused, Word
from queue_server.notices.providers import Order, Provider, ProviderPlan, Question

LISTEN_S = 0.2
"""How long a message may wait for a modem that is being listened to."""

DEAF_S = 5.0
"""How long a provider that cannot be listened to is left alone; messages are sent at once all the same."""


@dataclass(frozen=True, slots=True)
class Said:
    """A provider's word to a message."""

    provider: str
    notice: str
    word: Word


@dataclass(frozen=True, slots=True)
class Found:
    """A provider's answer to a question."""

    provider: str
    notice: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class Reported:
    """Receipts; ``kept`` is set once they are on disk, if somebody waits for that."""

    provider: str
    receipts: tuple[Receipt, ...]
    kept: threading.Event | None = None


Task = Order | Question
Hear = Callable[[Said | Found | Reported], None]


class Workers:
    """``at_once`` threads of one provider, each with a provider of its own that is opened when it is first needed."""

    def __init__(self, plan: ProviderPlan, hear: Hear) -> None:
        self._plan = plan
        self._hear = hear
        self._tasks: queue.SimpleQueue[Task | None] = queue.SimpleQueue()
        self._threads = [
            threading.Thread(target=self._work, name=f"notices {plan.id}", daemon=True) for _ in range(plan.at_once)
        ]
        self._log = structlog.get_logger("notices").bind(provider=plan.id)

    def start(self) -> None:
        for thread in self._threads:
            thread.start()

    def hand_over(self, task: Task) -> None:
        """Its word comes to ``hear``, from another thread."""
        self._tasks.put(task)

    def stop(self) -> None:
        """Ask the threads to end after what they do now; :meth:`join` waits."""
        for _ in self._threads:
            self._tasks.put(None)

    def join(self, deadline: float) -> None:
        """Wait until a moment of ``time.monotonic``. Whoever hangs longer is left behind: the process ends anyway."""
        for thread in self._threads:
            thread.join(max(0.0, deadline - time.monotonic()))

    def _work(self) -> None:
        worker = _Worker(self._plan, self._hear, self._log)
        patience_s = 0.0
        while True:
            try:
                task = self._tasks.get(timeout=patience_s) if self._plan.listens else self._tasks.get()
            except queue.Empty:
                patience_s = worker.listen()
                continue
            if task is None:
                worker.close()
                return
            worker.do(task)
            patience_s = 0.0


class _Worker:
    """One thread's provider."""

    def __init__(self, plan: ProviderPlan, hear: Hear, log: structlog.typing.FilteringBoundLogger) -> None:
        self._plan = plan
        self._hear = hear
        self._log = log
        self._provider: Provider | None = None

    def do(self, task: Task) -> None:
        if isinstance(task, Order):
            self._hear(Said(self._plan.id, task.notice, self._sent(task)))
        else:
            self._hear(Found(self._plan.id, task.notice, self._asked(task)))

    def listen(self) -> float:
        """How long to wait for a task before listening again."""
        try:
            provider = self._opened()
            receipts = provider.listen(LISTEN_S)
        except NoticesError:
            return DEAF_S  # told when the next message is to go through it
        except Exception:  # noqa: BLE001 - whatever a provider raises, messages can still be sent
            self._log.exception("notice_provider_broke", doing="listen")
            return DEAF_S
        if receipts:
            self._hear(Reported(self._plan.id, tuple(receipts)))
        return DEAF_S if receipts is None else 0.0

    def close(self) -> None:
        if self._provider is not None:
            self._provider.close()

    def _opened(self) -> Provider:
        if self._provider is None:
            self._provider = self._plan.open()
        return self._provider

    def _sent(self, order: Order) -> Word:
        try:
            provider = self._opened()
        except NoticesError as error:
            self._log.warning("notice_provider_not_open", reason=str(error))
            return Refused(Refusal.ILL, error.code)
        except Exception:  # noqa: BLE001 - whatever it is, nothing was sent, and others can be tried
            self._log.exception("notice_provider_broke", doing="open")
            return Refused(Refusal.ILL, "internal")
        try:
            return provider.send(order)
        except Exception:  # noqa: BLE001 - a slip of ours must be seen, and leaves us not knowing what was sent
            self._log.exception("notice_provider_broke", doing="send")
            return NoWord("internal")

    def _asked(self, question: Question) -> Finding:
        try:
            return self._opened().ask(question)
        except NoticesError as error:
            return NoWord(error.code)
        except Exception:  # noqa: BLE001 - a slip of ours must be seen; the question is asked again
            self._log.exception("notice_provider_broke", doing="ask")
            return NoWord("internal")


class WorkerPool:
    """The workers of all providers of a hall."""

    def __init__(self, plans: Iterable[ProviderPlan], hear: Hear) -> None:
        self._workers = {plan.id: Workers(plan, hear) for plan in plans}

    def start(self) -> None:
        for workers in self._workers.values():
            workers.start()

    def hand_over(self, provider: str, task: Task) -> None:
        self._workers[provider].hand_over(task)

    def stop(self, within_s: float) -> None:
        """End all threads that can be ended in this time."""
        for workers in self._workers.values():
            workers.stop()
        deadline = time.monotonic() + within_s
        for workers in self._workers.values():
            workers.join(deadline)
