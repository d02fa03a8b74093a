"""What staff see and ask of the SMS of a hall. Numbers are masked, and no text is told."""

from datetime import date

from queue_server.contract._model import Heard, Line, Maybe, Moment, Told


class SmsProviderDay(Told):
    """What went through one provider on one day; ``delivered`` is among ``sent``. ``cost`` is in yuan."""

    provider: str
    sent: int
    delivered: int
    failed: int
    unknown: int
    parts: int
    cost: float


class SmsDay(Told):
    """One day of the hall: by provider, how many wait, and how many were dropped for each reason."""

    hall: str
    date: date
    providers: tuple[SmsProviderDay, ...]
    waiting: int
    dropped: dict[str, int]


class SmsMessage(Told):
    """One message. ``at`` is when a provider was given it, or when it is due. ``number`` is masked, and left out once
    it was deleted. ``cost`` is in yuan.
    """

    id: str
    at: Moment
    step: str
    language: str
    number: Maybe[str] = None
    provider: Maybe[str] = None
    state: str
    reason: Maybe[str] = None
    parts: int
    cost: float
    by_hand: bool


class SmsMessages(Told):
    """The messages of a day, in the order in which they were made."""

    hall: str
    date: date
    messages: tuple[SmsMessage, ...]


class SmsTest(Heard):
    """A test message: the text of a step with made-up values, through a certain provider or the first that can."""

    number: Line
    step: Line = "test"
    language: Line = "zh"
    provider: Maybe[Line] = None


class SmsAsked(Told):
    """It will be sent: ``message`` is its id, under which it can be seen within a second."""

    message: str
