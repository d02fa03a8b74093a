"""Who has the telephone whose number was left with an application: a code goes there, and comes back within minutes.

All of it is of this moment and in memory alone: after a restart somebody asks for another code.
"""

import hmac
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

PROOF_LASTS = timedelta(minutes=10)
"""As long as an SMS takes on a bad day, and not long enough to be found in a pocket."""

SITTING_LASTS = timedelta(minutes=10)
"""So long somebody reads and corrects before the telephone is asked again."""

TRIES = 5
"""With six digits one guess in 200,000 is right within a code's life."""

CODES_WITHIN, CODES_AT_MOST = timedelta(hours=1), 3
"""Each code is an SMS that somebody pays for, and another five guesses."""


@dataclass(slots=True)
class _Proof:
    code: str
    until: datetime
    tries_left: int = TRIES


class Proofs:
    """By case. Everything runs in the event loop's thread."""

    def __init__(
        self, clock: Callable[[], datetime], new_code: Callable[[], str], new_secret: Callable[[], str]
    ) -> None:
        """``new_code`` makes six digits, ``new_secret`` what nobody guesses."""
        self._clock = clock
        self._new_code = new_code
        self._new_secret = new_secret
        self._proofs: dict[str, _Proof] = {}
        self._sent: dict[str, list[datetime]] = {}
        self._sittings: dict[tuple[str, str], datetime] = {}

    def ask(self, case: str) -> str | None:
        """A code to be sent, in place of the one before; none where that was done too often."""
        now = self._clock()
        self._forget_old(now)
        sent = self._sent.setdefault(case, [])
        if len(sent) >= CODES_AT_MOST:
            return None
        sent.append(now)
        code = self._new_code()
        self._proofs[case] = _Proof(code, now + PROOF_LASTS)
        return code

    def awaited(self, case: str) -> bool:
        """Whether a code was sent that can still be entered."""
        self._forget_old(self._clock())
        return case in self._proofs

    def enter(self, case: str, code: str) -> str | None:
        """The secret of a sitting for whoever has the code; none for a wrong one. After :data:`TRIES` it is void."""
        self._forget_old(self._clock())
        proof = self._proofs.get(case)
        if proof is None:
            return None
        if not hmac.compare_digest(proof.code.encode(), code.encode()):
            proof.tries_left -= 1
            if proof.tries_left <= 0:
                del self._proofs[case]
            return None
        del self._proofs[case]
        secret = self._new_secret()
        self._sittings[(case, secret)] = self._clock() + SITTING_LASTS
        return secret

    def sits(self, case: str, secret: str) -> bool:
        """Whether this is somebody who entered the code of the case, minutes ago."""
        self._forget_old(self._clock())
        return (case, secret) in self._sittings

    def leave(self, case: str, secret: str) -> None:
        self._sittings.pop((case, secret), None)

    def _forget_old(self, now: datetime) -> None:
        self._proofs = {case: proof for case, proof in self._proofs.items() if proof.until > now}
        self._sittings = {seat: until for seat, until in self._sittings.items() if until > now}
        recent = ((case, [at for at in sent if at > now - CODES_WITHIN]) for case, sent in self._sent.items())
        self._sent = {case: sent for case, sent in recent if sent}
