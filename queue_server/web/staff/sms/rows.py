"""What became of messages, in the reader's words. Pure."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from queue_server.contract.sms import SmsDay, SmsMessage
from queue_server.domain.management import Alert
from queue_server.notices.desk import SERVICE
from queue_server.notices.lifecycle import OPEN, State

Said = Mapping[str, str]

MARKS: Mapping[str, str] = {
    "queued": "○",
    "sending": "▶",
    "sent": "●",
    "delivered": "✓",
    "failed": "▲",
    "unknown": "?",
    "dropped": "■",
}
UNWELL = ("failed", "unknown")


@dataclass(frozen=True, slots=True)
class ProviderRow:
    """A provider's day; ``cost`` is in yuan, as it is shown."""

    name: str
    sent: int
    delivered: int
    failed: int
    unknown: int
    parts: int
    cost: str


@dataclass(frozen=True, slots=True)
class MessageRow:
    """``sure`` is what is asked before it is sent again; none where it is under way already."""

    id: str
    at: str
    step: str
    number: str
    language: str
    provider: str
    mark: str
    state: str
    unwell: bool
    reason: str
    parts: int
    by_hand: bool
    sure: str | None


def reason_sentence(reason: str | None, words: Said) -> str:
    """Why a message was not sent, waits or failed; a provider's own code is shown as it is."""
    what, _, because = (reason or "").partition(": ")
    if because and (of := words.get(f"reason_{what}_of")):
        return of.format(reason=reason_sentence(because, words))
    return words.get(f"reason_{reason}", reason or "")


def troubles(alerts: Iterable[Alert], words: Said) -> Iterator[str]:
    """What does not send just now, a sentence each."""
    for alert in alerts:
        service, _, provider = alert.key.subject.partition("-")
        if alert.key.rule == "service_failing" and service == SERVICE:
            reason = reason_sentence(alert.detail, words)
            yield words["trouble"].format(provider=provider, reason=reason) if provider else words["trouble_of_all"]


def provider_rows(day: SmsDay, providers: Iterable[str], words: Said) -> list[ProviderRow]:
    """Each provider, also one that was given nothing; then all together, where there are several."""
    told = {each.provider: each for each in day.providers}
    rows = []
    for name in dict.fromkeys((*providers, *told)):
        if name in told:
            of = told[name]
            rows.append(ProviderRow(name, of.sent, of.delivered, of.failed, of.unknown, of.parts, f"{of.cost:.2f}"))
        else:
            rows.append(ProviderRow(name, 0, 0, 0, 0, 0, "0.00"))
    if len(rows) > 1:
        rows.append(_sum(rows, sum(each.cost for each in day.providers), words))
    return rows


def _sum(rows: list[ProviderRow], cost: float, words: Said) -> ProviderRow:
    return ProviderRow(
        name=words["total"],
        sent=sum(row.sent for row in rows),
        delivered=sum(row.delivered for row in rows),
        failed=sum(row.failed for row in rows),
        unknown=sum(row.unknown for row in rows),
        parts=sum(row.parts for row in rows),
        cost=f"{cost:.2f}",
    )


def message_row(message: SmsMessage, steps: Said, words: Said) -> MessageRow:
    """``steps`` is what each step is called."""
    step, number = step_name(message.step, steps), message.number or words["forgotten"]
    return MessageRow(
        id=message.id,
        at=f"{message.at:%H:%M:%S}",
        step=step,
        number=number,
        language=words.get(message.language, message.language),
        provider=message.provider or words["none"],
        mark=MARKS[message.state],
        state=words[f"state_{message.state}"],
        unwell=message.state in UNWELL,
        reason=reason_sentence(message.reason, words),
        parts=message.parts,
        by_hand=message.by_hand,
        sure=_sure(message, step, number, words),
    )


def became(message: SmsMessage, steps: Said, words: Said) -> str:
    """What became of one message, in a sentence."""
    row = message_row(message, steps, words)
    said = words["became"].format(step=row.step, number=row.number, state=row.state)
    return f"{said} · {row.reason}" if row.reason else said


def step_name(step: str, steps: Said) -> str:
    return steps[f"notices.text.{step}"]


def _sure(message: SmsMessage, step: str, number: str, words: Said) -> str | None:
    """Without its number a message goes nowhere."""
    if State(message.state) in OPEN or message.number is None:
        return None
    if message.state == State.UNKNOWN:
        return words["again_unknown_sure"]
    return words["again_sure"].format(step=step, number=number)
