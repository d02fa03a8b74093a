"""The life of a case, as a table that refuses the rest.

.. code-block:: text

    draft ──submit──▶ submitted ──accept──▶ accepted ──review──▶ in_review ──approve──▶ approved ──ready──▶ ready
      ▲ save            │     ▲                │  ╰──────────approve, refuse─────────────╯ │              │ │
      ╰──               │  submit              │                   │                       mail     collect mail
                  ask_supplement               │              ask_supplement                ▼              ▼ ▼
                        ╰──▶ supplement ◀──────╯◀─────────────────╯                      mailed    collected mailed

    draft, supplement ──expire──▶ expired       submitted, accepted, in_review ──refuse──▶ refused
    everything before a decision ──withdraw──▶ withdrawn
"""

from enum import StrEnum
from typing import Final


class CaseState(StrEnum):
    DRAFT = "draft"
    SUBMITTED = "submitted"
    SUPPLEMENT = "supplement"
    ACCEPTED = "accepted"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    REFUSED = "refused"
    READY = "ready"
    COLLECTED = "collected"
    MAILED = "mailed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


CITIZENS_TURN: Final = (CaseState.DRAFT, CaseState.SUPPLEMENT)
"""States in which the person is to do something."""

OFFICES_TURN: Final = (CaseState.SUBMITTED, CaseState.ACCEPTED, CaseState.IN_REVIEW)
"""States in which the office is to do something, within a limit of time."""

FINAL: Final = (
    CaseState.REFUSED,
    CaseState.COLLECTED,
    CaseState.MAILED,
    CaseState.WITHDRAWN,
    CaseState.EXPIRED,
)
"""States that nothing leads out of. An approved case without a result to hand over has ended, too."""

CASE_LIFE: Final = {
    "save": {state: state for state in CITIZENS_TURN},
    "submit": dict.fromkeys(CITIZENS_TURN, CaseState.SUBMITTED),
    "ask_supplement": dict.fromkeys(OFFICES_TURN, CaseState.SUPPLEMENT),
    "accept": {CaseState.SUBMITTED: CaseState.ACCEPTED},
    "review": {CaseState.ACCEPTED: CaseState.IN_REVIEW},
    "approve": dict.fromkeys((CaseState.ACCEPTED, CaseState.IN_REVIEW), CaseState.APPROVED),
    "refuse": dict.fromkeys(OFFICES_TURN, CaseState.REFUSED),
    "ready": {CaseState.APPROVED: CaseState.READY, CaseState.READY: CaseState.READY},
    "collect": {CaseState.READY: CaseState.COLLECTED},
    "mail": dict.fromkeys((CaseState.APPROVED, CaseState.READY), CaseState.MAILED),
    "withdraw": dict.fromkeys((*CITIZENS_TURN, *OFFICES_TURN), CaseState.WITHDRAWN),
    "expire": dict.fromkeys(CITIZENS_TURN, CaseState.EXPIRED),
}
"""What each step makes of each state it can be taken in."""
