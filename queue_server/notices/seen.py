"""Notices as staff see them: in the contract's words, with masked numbers."""

from datetime import date
from decimal import Decimal

from queue_server.contract.sms import SmsDay, SmsMessage, SmsMessages, SmsProviderDay
from queue_server.notices.desk import COST_UNITS
from queue_server.notices.lifecycle import State
from queue_server.notices.notice import Notice
from queue_server.notices.reading import NoticeReader, ProviderDay


def day_seen(reader: NoticeReader, day: date) -> SmsDay:
    """What became of everything on a day of the hall."""
    found = reader.day(day)
    return SmsDay(
        hall=reader.hall,
        date=day,
        providers=tuple(map(_provider_seen, found.providers)),
        waiting=found.waiting,
        dropped=found.dropped,
    )


def newest_seen(reader: NoticeReader, day: date, state: State | None, most: int) -> list[SmsMessage]:
    """The messages of a day, the newest first, so many at most; those of one state."""
    return [message_seen(reader, notice) for notice in reader.newest_of_day(day, state, most)]


def messages_seen(reader: NoticeReader, day: date, state: State | None = None) -> SmsMessages:
    """The messages of a day of the hall; those of one state."""
    messages = tuple(message_seen(reader, notice) for notice in reader.of_day(day, state))
    return SmsMessages(hall=reader.hall, date=day, messages=messages)


def message_seen(reader: NoticeReader, notice: Notice) -> SmsMessage:
    return SmsMessage(
        id=notice.id,
        at=reader.local(notice.handed_at or notice.due_at),
        step=notice.step.value,
        language=notice.language,
        number=reader.masked_number(notice),
        provider=notice.provider,
        state=notice.state.value,
        reason=notice.reason,
        parts=notice.parts,
        cost=float(Decimal(notice.cost) / COST_UNITS),
        by_hand=notice.by_hand,
    )


def _provider_seen(day: ProviderDay) -> SmsProviderDay:
    """One that is being asked may have it or not."""
    return SmsProviderDay(
        provider=day.provider,
        sent=day.count(State.SENT, State.DELIVERED),
        delivered=day.count(State.DELIVERED),
        failed=day.count(State.FAILED),
        unknown=day.count(State.UNKNOWN, State.SENDING),
        parts=day.parts,
        cost=float(day.cost),
    )
