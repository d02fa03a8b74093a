"""The hall's own modem as one of the providers of notices."""

from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass, field

from hardware.drivers import installed_drivers, load_driver
from hardware.errors import HardwareError
from hardware.modem import (
    DeliveryReport,
    DeliveryStatus,
    Modem,
    NotSent,
    PartlySent,
    Reason,
    Sent,
    Unknown,
)
from queue_server.notices.errors import ProviderSetupError
from queue_server.notices.outcomes import Accepted, Finding, NoWord, Receipt, Refusal, Refused, Word
from queue_server.notices.phones import Phone
from queue_server.notices.providers import Order, Question

REMEMBERED = 2000
"""Messages whose reports may still come: more than a modem sends in two hours, as long as most reports take."""

_REFUSALS = {
    Reason.TRY_AGAIN: Refusal.BUSY,
    Reason.NEVER_AGAIN: Refusal.NUMBER,
    Reason.MODEM_ILL: Refusal.ILL,
}


@dataclass(slots=True)
class _Under:
    """A message that is under way: the references of the parts of which nothing was reported yet."""

    notice: str
    phone: Phone = field(repr=False)
    missing: set[int]


def open_modem_provider(driver: str, url: str) -> "ModemProvider":
    """Opens the modem behind a transport URL.

    :raises ProviderSetupError: when there is no such driver, or the modem cannot be reached.
    """
    try:
        modem: Modem = load_driver("modem", driver, installed_drivers("modem")).open(url)
    except HardwareError as error:
        raise ProviderSetupError("modem", str(error)) from error
    return ModemProvider(modem)


class ModemProvider:
    """Sends through one modem from one thread.

    Reports are matched by reference and number. One that comes after a restart of the server is lost: the message then
    stays ``sent``, which it was.
    """

    def __init__(self, modem: Modem) -> None:
        self._modem = modem
        self._under_way: deque[_Under] = deque(maxlen=REMEMBERED)

    def send(self, order: Order) -> Word:
        match self._modem.send(order.phone.e164, order.text):
            case Sent(references):
                self._under_way.append(_Under(order.notice, order.phone, set(references)))
                return Accepted(reference=",".join(map(str, references)), parts=len(references))
            case NotSent(reason, detail) | PartlySent(_, _, reason, detail):
                # A torn message tells nobody anything: it is sent again, whole.
                return Refused(_REFUSALS[reason], detail)
            case Unknown(_, _, detail):
                return NoWord(detail)

    def ask(self, question: Question) -> Finding:
        del question
        return NoWord("cannot_ask")

    def listen(self, timeout_s: float) -> Sequence[Receipt] | None:
        try:
            reports = self._modem.poll_reports(timeout_s)
        except HardwareError:
            return None
        return [receipt for report in reports for receipt in self._receipt(report)]

    def close(self) -> None:
        self._modem.close()

    def _receipt(self, report: DeliveryReport) -> Sequence[Receipt]:
        """One part that failed fails the message; it is delivered with its last part."""
        under = next((each for each in reversed(self._under_way) if _is_about(report, each)), None)
        if under is None or report.status in (DeliveryStatus.TRYING, DeliveryStatus.UNKNOWN):
            return ()
        under.missing.discard(report.reference)
        code = f"status_{report.code:02x}"
        if report.status is not DeliveryStatus.DELIVERED:
            self._under_way.remove(under)
            return (Receipt("failed", notice=under.notice, code=code, at=report.at),)
        if under.missing:
            return ()
        self._under_way.remove(under)
        return (Receipt("delivered", notice=under.notice, code=code, at=report.at),)


def _is_about(report: DeliveryReport, under: _Under) -> bool:
    return any(report.is_about(reference, under.phone.e164) for reference in under.missing)
