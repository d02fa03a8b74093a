"""A hall's state as text, and back: what :func:`queue_server.domain.evolve.evolve` made of the events so far.

A snapshot spares reading; it is never the truth. Whatever is doubtful about one, the journal is read instead.
"""

import json
from dataclasses import dataclass, field
from hashlib import sha256
from typing import Any, ClassVar
from zoneinfo import ZoneInfo

from queue_server.domain.forms import Form, form_of_fields
from queue_server.domain.hall import Hall
from queue_server.domain.state import HallState

MEANING = 1
"""Raised whenever ``evolve`` makes something else of the same events. New fields of the state show by themselves."""


class SnapshotError(Exception):
    """Root of what can be wrong with a snapshot; ``code`` is stable."""

    code: ClassVar[str] = "snapshot"


class OtherSnapshotError(SnapshotError):
    """It is sound, but of another version of Onedoor or of another time zone of the hall."""

    code = "other_snapshot"


class BrokenSnapshotError(SnapshotError):
    """It cannot be read."""

    code = "broken_snapshot"


def _state_forms() -> dict[str, Form]:
    return form_of_fields(HallState, besides=frozenset({"hall"}))


@dataclass(frozen=True, slots=True)
class SnapshotForm:
    """How this version writes a state, all but its ``hall``, which is the hall file's."""

    forms: dict[str, Form] = field(default_factory=_state_forms)

    @property
    def version(self) -> str:
        """Equal where a snapshot can be used."""
        shape = ",".join(f"{name}:{form.shape}" for name, form in self.forms.items())
        return f"{MEANING}-{sha256(shape.encode()).hexdigest()[:16]}"

    def write(self, state: HallState) -> bytes:
        """The state as JSON."""
        told = {name: form.write(getattr(state, name)) for name, form in self.forms.items()}
        head = {"version": self.version, "timezone": state.hall.timezone.key}
        return json.dumps({**head, "state": told}, ensure_ascii=False, separators=(",", ":")).encode()

    def read(self, body: bytes, hall: Hall) -> HallState:
        """The state that was written.

        :raises OtherSnapshotError: where this version would make another state of the same events.
        :raises BrokenSnapshotError: where it is no snapshot.
        """
        told = _opened(body)
        if told.get("version") != self.version:
            raise OtherSnapshotError(f"of version {told.get('version')}, not {self.version}")
        if told.get("timezone") != hall.timezone.key:
            raise OtherSnapshotError(f"of the time zone {told.get('timezone')}, not {hall.timezone.key}")
        try:
            state = told["state"]
            return HallState(hall)._replace(**{name: form.read(state[name]) for name, form in self.forms.items()})
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise BrokenSnapshotError(f"cannot be read: {error!r}") from error


def timezone_of(body: bytes) -> ZoneInfo:
    """The time zone in which a snapshot was made.

    :raises BrokenSnapshotError: where it is no snapshot.
    """
    key = _opened(body).get("timezone")
    try:
        return ZoneInfo(str(key))
    except (KeyError, ValueError) as error:
        raise BrokenSnapshotError(f"is of no time zone: {key!r}") from error


def _opened(body: bytes) -> dict[str, Any]:
    try:
        told = json.loads(body)
    except ValueError as error:
        raise BrokenSnapshotError(f"is no JSON: {error}") from error
    if not isinstance(told, dict):
        raise BrokenSnapshotError("is no object")
    return told
