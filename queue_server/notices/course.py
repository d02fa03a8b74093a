"""What becomes of a notice after each word about it. Pure: the moment and the throw of the dice come in."""

from dataclasses import replace
from datetime import datetime, timedelta

from queue_server.notices.errors import WrongMoveError
from queue_server.notices.lifecycle import Move, State, moved
from queue_server.notices.notice import Notice
from queue_server.notices.outcomes import Accepted, Finding, NeverArrived, NoWord, Receipt, Refusal, Refused, Word
from queue_server.notices.patience import SURE_AFTER, question_delay_s, retry_delay_s

LATE = "late"
OVERTAKEN = "overtaken"
NO_CONTACT = "no_contact"
OPTED_OUT = "opted_out"
ID_NUMBER = "id_number_in_text"
NO_PROVIDER = "no_provider"
RESTARTED = "restarted"
NEVER_ARRIVED = "never_arrived"


def handed_over(notice: Notice, provider: str, now: datetime) -> Notice:
    """A provider is about to be asked."""
    return replace(
        _certainly_moved(notice, "hand_over", now),
        provider=provider,
        reason=None,
        tries=notice.tries + 1,
        asked_again=0,
        handed_at=now,
        next_at=None,
    )


def dropped(notice: Notice, reason: str, now: datetime) -> Notice:
    """It will not be sent."""
    return replace(_certainly_moved(notice, "dropped", now), reason=reason, next_at=None)


def failed(notice: Notice, reason: str, now: datetime) -> Notice:
    """It cannot be sent."""
    return replace(_certainly_moved(notice, "failed", now), reason=reason, next_at=None)


def put_off(notice: Notice, until: datetime, reason: str) -> Notice:
    """Nothing can be done about it before then."""
    return replace(notice, next_at=until, reason=reason)


def after_word(notice: Notice, word: Word, now: datetime, *, jitter: float, can_ask: bool) -> Notice:
    """After what a provider said to a message. ``can_ask``: it can be asked later what became of it."""
    match word:
        case Accepted():
            return _accepted(notice, word, now, can_ask=can_ask)
        case NoWord():
            return _no_word(notice, word.code, now, can_ask=can_ask)
        case Refused():
            return _refused(notice, word, now, jitter)


def after_receipt(notice: Notice, receipt: Receipt, now: datetime) -> Notice:
    """After a receipt, which may come late, twice, or about an earlier try; the last word is kept."""
    earlier_try = receipt.reference is not None and notice.reference not in (None, receipt.reference)
    if earlier_try and receipt.became != "delivered":
        return notice
    known = replace(
        notice,
        reference=notice.reference or receipt.reference,
        parts=receipt.parts or notice.parts,
    )
    after = _moved(known, receipt.became, now)
    if after is known:
        return known
    asks_on = receipt.became == "accepted" and notice.next_at is not None
    next_at = _question_at(after, now, can_ask=True) if asks_on else None
    return replace(after, reason=receipt.code if receipt.became == "failed" else None, next_at=next_at)


def after_finding(notice: Notice, finding: Finding, now: datetime) -> Notice:
    """After a provider was asked what became of a message.

    One that never arrived is sent again; so soon after it was handed over it may only not be written down yet.
    """
    asked = replace(notice, asked_again=notice.asked_again + 1)
    match finding:
        case Receipt():
            after = after_receipt(asked, finding, now)
            if finding.became == "accepted":
                return replace(after, next_at=_question_at(after, now, can_ask=True))
            return after
        case NeverArrived() if notice.state is State.UNKNOWN and _surely_written_down(notice, now):
            return replace(_moved(asked, "never_arrived", now), reason=NEVER_ARRIVED, next_at=now)
        case NeverArrived() | NoWord():
            return replace(asked, next_at=_question_at(asked, now, can_ask=True))


def after_restart(notice: Notice, now: datetime, *, can_ask: bool) -> Notice:
    """The server ended while a provider was being asked: nobody knows whether it heard."""
    return _no_word(notice, RESTARTED, now, can_ask=can_ask)


def _accepted(notice: Notice, word: Accepted, now: datetime, *, can_ask: bool) -> Notice:
    told = replace(notice, reference=word.reference or notice.reference, parts=word.parts or notice.parts)
    after = _moved(told, "accepted", now)
    if after is told:
        return told
    return replace(after, reason=None, next_at=_question_at(after, now, can_ask=can_ask))


def _no_word(notice: Notice, code: str, now: datetime, *, can_ask: bool) -> Notice:
    after = _moved(notice, "no_word", now)
    if after is notice:
        return notice
    return replace(after, reason=code, next_at=_question_at(after, now, can_ask=can_ask))


def _refused(notice: Notice, word: Refused, now: datetime, jitter: float) -> Notice:
    if notice.state is not State.SENDING:
        return notice
    if word.refusal is Refusal.MESSAGE and notice.provider is not None:
        again = _moved(notice, "refused_for_now", now)
        return replace(again, refused_by=(*notice.refused_by, notice.provider), reason=word.code, next_at=now)
    delay_s = retry_delay_s(word.refusal, notice.tries, jitter)
    if delay_s is None:
        return failed(notice, word.code, now)
    again = _moved(notice, "refused_for_now", now)
    return replace(again, reason=word.code, next_at=now + timedelta(seconds=delay_s))


def _question_at(notice: Notice, now: datetime, *, can_ask: bool) -> datetime | None:
    delay_s = question_delay_s(notice.state, notice.asked_again) if can_ask else None
    return None if delay_s is None else now + timedelta(seconds=delay_s)


def _surely_written_down(notice: Notice, now: datetime) -> bool:
    return notice.handed_at is not None and now - notice.handed_at >= SURE_AFTER


def _moved(notice: Notice, move: Move, now: datetime) -> Notice:
    """The same object where the table refuses the move."""
    state = moved(notice.state, move)
    return notice if state is None else replace(notice, state=state, changed_at=now)


def _certainly_moved(notice: Notice, move: Move, now: datetime) -> Notice:
    """A move of our own, which is wrong where the table refuses it."""
    after = _moved(notice, move, now)
    if after is notice:
        raise WrongMoveError(notice.state, move)
    return after
