"""The hall's own modem as a provider: the simulated one on a real pty, and what its words come to."""

from datetime import UTC, datetime

import pytest

from hardware.errors import LinkLostError
from hardware.modem import DeliveryReport, DeliveryStatus, NotSent, PartlySent, PhoneNumber, Reason, Sent, Unknown
from onedoor.notice_modem import ModemProvider, open_modem_provider
from queue_server.notices.errors import ProviderSetupError
from queue_server.notices.outcomes import Accepted, NoWord, Receipt, Refusal, Refused
from queue_server.notices.phones import Phone
from queue_server.notices.providers import Order, Question
from tests.queue_server.notices.conftest import PHONE

ORDER = Order("notice-1", PHONE, "【大厅】请A001号到3号窗口办理。", "大厅")
AT = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
HANG_GUARD_S = 20


class ScriptedModem:
    """Says what a test says."""

    def __init__(self, outcome=None, reports=()):
        self.outcome = outcome
        self.reports = list(reports)
        self.sent = []

    def send(self, number, text):
        self.sent.append((number, text))
        return self.outcome

    def poll_reports(self, _timeout_s):
        taken, self.reports = self.reports, []
        if taken and isinstance(taken[0], Exception):
            raise taken[0]
        return taken


def report(reference, status=DeliveryStatus.DELIVERED, number="+8613800138000", code=0):
    return DeliveryReport(reference, PhoneNumber.parse(number), status, code, AT)


def test_a_message_goes_through_a_real_modem_and_its_report_comes_back():
    provider = open_modem_provider("at-pdu", "sim://modem?report_after_s=0")
    try:
        word = provider.send(ORDER)
        assert isinstance(word, Accepted)
        assert word.parts == 1
        receipts = []
        for _ in range(HANG_GUARD_S):
            if receipts := provider.listen(1.0):
                break
        assert [(receipt.became, receipt.notice) for receipt in receipts] == [("delivered", "notice-1")]
    finally:
        provider.close()


@pytest.mark.parametrize(("driver", "url"), [("at-pdu", "serial:///dev/none"), ("nobody's", "sim://modem")])
def test_a_modem_that_cannot_be_opened_is_told_in_one_line(driver, url):
    with pytest.raises(ProviderSetupError):
        open_modem_provider(driver, url)


@pytest.mark.parametrize(
    ("outcome", "word"),
    [
        (Sent((12, 13)), Accepted("12,13", 2)),
        (NotSent(Reason.TRY_AGAIN, "no_network"), Refused(Refusal.BUSY, "no_network")),
        (NotSent(Reason.NEVER_AGAIN, "cms_1"), Refused(Refusal.NUMBER, "cms_1")),
        (NotSent(Reason.MODEM_ILL, "no_sim"), Refused(Refusal.ILL, "no_sim")),
        (PartlySent((12,), 2, Reason.TRY_AGAIN, "cms_38"), Refused(Refusal.BUSY, "cms_38")),
        (Unknown((), 1, "no_word_after_text"), NoWord("no_word_after_text")),
    ],
)
def test_the_modem_s_word_is_taken_as_it_is(outcome, word):
    modem = ScriptedModem(outcome)
    assert ModemProvider(modem).send(ORDER) == word
    assert modem.sent == [("+8613800138000", ORDER.text)]


def sent_by(modem, *orders):
    provider = ModemProvider(modem)
    for references, order in orders:
        modem.outcome = Sent(references)
        provider.send(order)
    return provider


def test_a_message_of_several_parts_is_delivered_with_its_last():
    modem = ScriptedModem()
    provider = sent_by(modem, ((12, 13), ORDER))
    modem.reports = [report(13)]
    assert provider.listen(0) == []
    modem.reports = [report(12)]
    assert provider.listen(0) == [Receipt("delivered", notice="notice-1", code="status_00", at=AT)]


def test_one_part_that_failed_fails_the_message_once():
    modem = ScriptedModem()
    provider = sent_by(modem, ((12, 13), ORDER))
    modem.reports = [report(12, DeliveryStatus.FAILED_FOR_GOOD, code=0x41), report(13)]
    assert provider.listen(0) == [Receipt("failed", notice="notice-1", code="status_41", at=AT)]


def test_a_network_that_still_tries_has_said_nothing():
    modem = ScriptedModem()
    provider = sent_by(modem, ((12,), ORDER))
    modem.reports = [report(12, DeliveryStatus.TRYING, code=0x20)]
    assert provider.listen(0) == []
    modem.reports = [report(12)]
    assert len(provider.listen(0)) == 1


def test_the_same_reference_of_another_number_is_another_message():
    """References come round after 255 parts."""
    modem = ScriptedModem()
    other = Order("notice-2", Phone.parse("13900139000"), "text", "大厅")
    provider = sent_by(modem, ((12,), ORDER), ((12,), other))
    modem.reports = [report(12)]
    assert [receipt.notice for receipt in provider.listen(0)] == ["notice-1"]


def test_of_two_messages_to_a_number_with_one_reference_the_newer_is_meant():
    modem = ScriptedModem()
    newer = Order("notice-2", PHONE, "text", "大厅")
    provider = sent_by(modem, ((12,), ORDER), ((12,), newer))
    modem.reports = [report(12)]
    assert [receipt.notice for receipt in provider.listen(0)] == ["notice-2"]


def test_a_report_of_nobody_s_message_is_passed_over():
    modem = ScriptedModem(reports=[report(99)])
    assert ModemProvider(modem).listen(0) == []


def test_a_line_that_was_lost_cannot_be_listened_to():
    modem = ScriptedModem(reports=[LinkLostError("serial:///dev/ttyUSB2", "gone")])
    assert ModemProvider(modem).listen(0) is None


def test_nobody_can_ask_a_modem_what_became_of_a_message():
    assert ModemProvider(ScriptedModem()).ask(Question("notice-1", PHONE, None, AT)) == NoWord("cannot_ask")
