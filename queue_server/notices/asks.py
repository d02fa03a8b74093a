"""What staff ask of the notices of a running server: from a page, or through a folder from another process.

The folder is in the data directory, ``notices/asked/``: one sealed file an ask, written whole, deleted when it was
heard. Another process must not write to the database that the server works in.
"""

import json
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any, get_args

import structlog

from queue_server.notices.errors import UnreadableAskError
from queue_server.notices.notice import notice_id
from queue_server.notices.phones import Phone
from queue_server.notices.rules import Tell
from queue_server.notices.steps import Step
from queue_server.sealing import Sealer

HEARD_WITHIN = timedelta(minutes=1)
"""Who asks waits for it: a server that starts an hour later must not send a test message then."""

_PLACE = "asked"


@dataclass(frozen=True, slots=True)
class Resend:
    """Send a notice once more, whatever became of it."""

    id: str
    notice: str


@dataclass(frozen=True, slots=True)
class Trial:
    """Send a message of a step with made-up values to a number, through a certain provider or the first that can."""

    id: str
    phone: Phone
    step: Step
    language: str
    provider: str | None


@dataclass(frozen=True, slots=True)
class OptOut:
    """Send nothing to a number any more; ``back``: send to it again."""

    id: str
    phone: Phone
    back: bool = False


@dataclass(frozen=True, slots=True)
class Stop:
    """Send nothing more to the number of a ticket or an appointment: its holder asks for it."""

    id: str
    subject: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete what is known of the holder of a ticket or an appointment, with the rest of the person's data."""

    id: str
    subject: str


@dataclass(frozen=True, slots=True)
class Prove:
    """Send a code to the number of a case, by which whoever has the telephone shows it."""

    id: str
    subject: str
    proof: str


Ask = Resend | Trial | Tell | OptOut | Stop | Forget | Prove
_KINDS: dict[str, type[Ask]] = {kind.__name__.lower(): kind for kind in get_args(Ask)}


def comes_of(ask: Resend | Trial, sealer: Sealer) -> str:
    """The id of the notice that an ask will make."""
    return notice_id(sealer, "resend" if isinstance(ask, Resend) else "trial", ask.id)


def write_ask(ask: Ask, asked_at: datetime, sealer: Sealer) -> str:
    """An ask as the content of a file; a number in it is sealed like every other."""
    fields = asdict(ask) | ({"phone": ask.phone.e164} if isinstance(ask, Trial | OptOut) else {})
    content = {"kind": type(ask).__name__.lower(), "asked_at": asked_at.isoformat(), "fields": fields}
    return sealer.seal(json.dumps(content).encode(), _PLACE).hex()


def read_ask(text: str, sealer: Sealer) -> tuple[Ask, datetime]:
    """An ask and when it was asked.

    :raises UnreadableAskError: when it was written by somebody without the hall's key, or is none.
    """
    try:
        plain = sealer.open(bytes.fromhex(text), _PLACE)
        content = json.loads(plain or b"")
        return _KINDS[content["kind"]](**_fields(content["fields"])), datetime.fromisoformat(content["asked_at"])
    except (ValueError, LookupError, TypeError) as error:
        raise UnreadableAskError("this is no ask of this hall") from error


class AskFolder:
    """Where asks are left. Only its owner can read it."""

    def __init__(self, folder: Path, sealer: Sealer) -> None:
        self._folder = folder
        self._sealer = sealer
        self._log = structlog.get_logger("notices")
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)

    def path(self, ask: Ask) -> Path:
        return self._folder / f"{ask.id}.ask"

    def take(self, now: datetime) -> list[Ask]:
        """The asks that were left, each once; what nobody waits for any more or is no ask is only removed."""
        taken = []
        for file in sorted(self._folder.glob("*.ask")):
            text = file.read_text(encoding="utf-8", errors="replace")
            file.unlink()
            try:
                ask, asked_at = read_ask(text, self._sealer)
            except UnreadableAskError:
                self._log.warning("ask_unreadable", file=file.name)
                continue
            if now - asked_at <= HEARD_WITHIN:
                taken.append(ask)
        return taken


def _fields(fields: dict[str, Any]) -> dict[str, Any]:
    read = dict(fields)
    if "phone" in read:
        read["phone"] = Phone.parse(read["phone"])
    if "step" in read:
        read["step"] = Step(read["step"])
    return read
