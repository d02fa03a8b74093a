"""What each provider is told, and what its answers and silences mean, against a gateway that misbehaves as they do."""

import json
import socket
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from queue_server.notices.errors import ProviderSetupError
from queue_server.notices.outcomes import Accepted, NeverArrived, NoWord, Receipt, Refusal, Refused
from queue_server.notices.phones import Phone
from queue_server.notices.providers import Order, ProviderTools, Question, _aliyun, _tencent, provider_plans
from queue_server.notices.settings import NoticesSection
from tests.queue_server.notices.conftest import PHONE
from tests.queue_server.notices.gateways import ALIYUN_SECRET, PLAIN_SECRET, TENCENT_SECRET, SmsGateway

NOW = datetime(2026, 11, 20, 1, 0, tzinfo=UTC)
TIMEOUT_S = 0.3
KINDS = ("aliyun", "tencent", "plain")


@pytest.fixture
def gateway():
    with SmsGateway() as gateway:
        yield gateway


def secret_file(folder, secret):
    file = folder / "secret"
    file.write_text(f"{secret}\n")
    file.chmod(0o600)
    return str(file)


def section_of(kind, url, folder):
    """A provider as a hall file describes it."""
    common = {"id": kind, "timeout_seconds": TIMEOUT_S, "price": 0.045}
    match kind:
        case "aliyun":
            return common | {
                "kind": "aliyun",
                "access_key_id": "testId",
                "secret_file": secret_file(folder, ALIYUN_SECRET),
                "url": f"{url}/aliyun",
                "codes": {"called": {"zh": "SMS_1"}},
            }
        case "tencent":
            return common | {
                "kind": "tencent",
                "secret_id": "AKID",
                "secret_file": secret_file(folder, TENCENT_SECRET),
                "app_id": "1400006666",
                "url": f"{url}/tencent",
                "codes": {"called": {"zh": "1110"}},
            }
        case _:
            return common | {
                "kind": "gateway",
                "secret_file": secret_file(folder, PLAIN_SECRET),
                "send": {
                    "url": f"{url}/plain",
                    "headers": {"X-Secret": "{secret}"},
                    "json": {"to": "{number}", "content": "{text}", "ref": "{id}"},
                },
                "answer": {
                    "code_at": "list.0.code",
                    "accepted": ["0"],
                    "reference_at": "list.0.msgid",
                    "busy": ["10"],
                    "message": ["20"],
                    "number": ["30"],
                    "ill": ["40"],
                },
                "question": {
                    "url": f"{url}/state?ref={{id}}",
                    "method": "GET",
                    "state_at": "state",
                    "accepted": ["way"],
                    "delivered": ["delivered"],
                    "failed": ["failed"],
                    "never_arrived": ["none"],
                },
                "receipt": {
                    "list_at": "list",
                    "notice_at": "ref",
                    "state_at": "state",
                    "delivered": ["0"],
                    "failed": ["1"],
                    "answer": "success",
                },
            }


def section_with(*providers, steps=("called",), **more):
    return NoticesSection.model_validate({"steps": list(steps), "provider": list(providers), **more})


def tools(folder):
    return ProviderTools(folder, lambda: NOW, lambda: "nonce", lambda *_: pytest.fail("no modem here"))


def plan_of(kind, url, folder):
    (plan,) = provider_plans(section_with(section_of(kind, url, folder)).provider, tools(folder))
    return plan


@pytest.fixture(params=KINDS)
def opened(request, gateway, tmp_path):
    """Each provider in turn, with its kind."""
    provider = plan_of(request.param, gateway.url, tmp_path).open()
    provider.kind = request.param
    yield provider
    provider.close()


ORDER = Order(
    "notice-1",
    PHONE,
    "【大厅】请A001号到1号窗口办理。",
    "大厅",
    "SMS_1",
    (("number", "A001"), ("window", "1号窗口")),
)
QUESTION = Question("notice-1", PHONE, None, NOW)


def test_aliyun_s_published_signature():
    """The example of help.aliyun.com, as nine public drivers have it."""
    parameters = {
        "AccessKeyId": "testId",
        "Action": "SendSms",
        "Format": "XML",
        "OutId": "123",
        "PhoneNumbers": "15300000001",
        "RegionId": "cn-hangzhou",
        "SignName": "阿里云短信测试专用",
        "SignatureMethod": "HMAC-SHA1",
        "SignatureNonce": "45e25e9b-0a6f-4070-8c85-2956eda1b466",
        "SignatureVersion": "1.0",
        "TemplateCode": "SMS_71390007",
        "TemplateParam": '{"customer":"test"}',
        "Timestamp": "2017-07-12T02:42:19Z",
        "Version": "2017-05-25",
    }
    assert _aliyun.signature("GET", parameters, "testSecret") == "zJDF+Lrzhj/ThnlvIToysFRq6t4="
    assert _aliyun.signature("GET", parameters, "testsecret") != "zJDF+Lrzhj/ThnlvIToysFRq6t4="


def test_tencent_s_published_signature():
    """The example of cloud.tencent.com document/api/213/30654, whose keys are asterisks."""
    body = rb'{"Limit": 1, "Filters": [{"Values": ["\u672a\u547d\u540d"], "Name": "instance-name"}]}'
    call = _tencent.SignedCall("cvm", "cvm.tencentcloudapi.com", "DescribeInstances", 1551113065, body)
    assert _tencent.authorization(f"AKID{'*' * 32}", "*" * 32, call) == (
        f"TC3-HMAC-SHA256 Credential=AKID{'*' * 32}/2019-02-25/cvm/tc3_request, "
        "SignedHeaders=content-type;host;x-tc-action, "
        "Signature=10b1a37a7301a02ca19a647ad722d5e43b4b3cff309d421d85b46093f6ab6c4f"
    )


def test_a_message_arrives_once_with_its_number_words_and_our_id(opened, gateway):
    assert isinstance(opened.send(ORDER), Accepted)
    (taken,) = gateway.taken
    number, text = {
        "aliyun": ("13800138000", 'SMS_1 {"number": "A001", "window": "1号窗口"}'),
        "tencent": ("+8613800138000", "SMS_1 ['A001', '1号窗口']"),
        "plain": ("13800138000", ORDER.text),
    }[opened.kind]
    assert (taken["number"], taken["text"], taken["id"]) == (number, text, "notice-1")


def test_a_number_of_another_country_keeps_its_country_code(opened, gateway):
    opened.send(Order("notice-1", Phone.parse("+852 5123 4567"), "text", "大厅", "SMS_1"))
    expected = {"aliyun": "85251234567", "tencent": "+85251234567", "plain": "+85251234567"}
    assert gateway.taken[0]["number"] == expected[opened.kind]


@pytest.mark.parametrize(
    ("mode", "refusals"),
    [
        ("refuse", (Refusal.MESSAGE, Refusal.MESSAGE, Refusal.MESSAGE)),
        ("throttle", (Refusal.LIMITED, Refusal.LIMITED, Refusal.BUSY)),
        ("number", (Refusal.NUMBER, Refusal.NUMBER, Refusal.NUMBER)),
        ("ill", (Refusal.ILL, Refusal.ILL, Refusal.ILL)),
    ],
)
def test_a_refusal_in_the_provider_s_words_means_what_can_be_done_about_it(opened, gateway, mode, refusals):
    gateway.mode = mode
    word = opened.send(ORDER)
    assert isinstance(word, Refused)
    assert word.refusal == dict(zip(KINDS, refusals, strict=True))[opened.kind]
    assert gateway.taken == []


@pytest.mark.parametrize("mode", ["hang", "hang_up", "break", "garble", "endless"])
def test_whatever_goes_wrong_once_the_message_is_there_leaves_no_word(opened, gateway, mode):
    gateway.mode = mode
    assert isinstance(opened.send(ORDER), NoWord)
    assert len(gateway.taken) == 1


def test_a_gate_that_is_broken_takes_nothing(opened, gateway):
    gateway.mode = "broken_gate"
    word = opened.send(ORDER)
    assert gateway.taken == []
    # Of Aliyun and Tencent only their own answers are believed.
    assert word == (Refused(Refusal.BUSY, "http_503") if opened.kind == "plain" else NoWord("http_503"))


@pytest.mark.parametrize("kind", KINDS)
def test_a_provider_that_cannot_be_reached_got_nothing(kind, tmp_path):
    with socket.socket() as nobody:
        nobody.bind(("127.0.0.1", 0))
        provider = plan_of(kind, f"http://127.0.0.1:{nobody.getsockname()[1]}", tmp_path).open()
        assert provider.send(ORDER) == Refused(Refusal.ILL, "not_reachable")


def test_after_a_time_out_the_next_message_has_a_connection_of_its_own(opened, gateway):
    gateway.mode = "hang"
    opened.send(ORDER)
    gateway.mode = "ok"
    assert isinstance(opened.send(ORDER), Accepted)


@pytest.mark.parametrize("state", ["delivered", "failed"])
def test_a_provider_says_what_became_of_a_message_whose_word_was_lost(opened, gateway, state):
    gateway.mode = "hang_up"
    opened.send(ORDER)
    gateway.mode = "ok"
    gateway.states["notice-1"] = state
    finding = opened.ask(QUESTION)
    assert isinstance(finding, Receipt)
    assert (finding.became, finding.notice) == (state, "notice-1")


def test_a_message_that_is_on_its_way_is_known_to_those_who_know_it(opened, gateway):
    gateway.mode = "hang_up"
    opened.send(ORDER)
    gateway.mode = "ok"
    finding = opened.ask(QUESTION)
    if opened.kind == "tencent":
        assert finding == NoWord("no_report_yet")
    else:
        assert isinstance(finding, Receipt)
        assert finding.became == "accepted"


def test_only_a_provider_that_records_every_message_can_say_that_one_never_arrived(opened):
    expected = {"aliyun": NeverArrived(), "tencent": NoWord("no_report_yet"), "plain": NeverArrived()}
    assert opened.ask(QUESTION) == expected[opened.kind]


@pytest.mark.parametrize("mode", ["hang", "hang_up", "break", "garble", "broken_gate"])
def test_a_question_that_goes_wrong_proves_nothing(opened, gateway, mode):
    gateway.mode = mode
    assert isinstance(opened.ask(QUESTION), NoWord)


def test_aliyun_is_asked_about_both_days_of_a_message_sent_at_midnight(gateway, tmp_path):
    provider = plan_of("aliyun", gateway.url, tmp_path).open()
    midnight = datetime(2026, 11, 20, 15, 59, 30, tzinfo=UTC)
    assert provider.ask(Question("notice-1", PHONE, None, midnight)) == NeverArrived()
    days = [body.decode().split("SendDate=")[1][:8] for _, _, body in gateway.calls]
    assert days == ["20261120", "20261121"]
    provider.close()


def test_records_that_aliyun_counts_and_does_not_show_prove_nothing(gateway, tmp_path):
    provider = plan_of("aliyun", gateway.url, tmp_path).open()
    gateway.instead = {"Code": "OK", "TotalCount": 2, "SmsSendDetailDTOs": {"SmsSendDetailDTO": []}}
    assert provider.ask(QUESTION) == NoWord("records_not_shown")
    provider.close()


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("isv.SMS_SIGNATURE_ILLEGAL", Refused(Refusal.MESSAGE, "isv.SMS_SIGNATURE_ILLEGAL")),
        ("isv.TEMPLATE_MISSING_PARAMETERS", Refused(Refusal.MESSAGE, "isv.TEMPLATE_MISSING_PARAMETERS")),
        ("isv.PARAM_NOT_SUPPORT_URL", Refused(Refusal.MESSAGE, "isv.PARAM_NOT_SUPPORT_URL")),
        ("isv.BLACK_KEY_CONTROL_LIMIT", Refused(Refusal.MESSAGE, "isv.BLACK_KEY_CONTROL_LIMIT")),
        ("isv.OUT_OF_SERVICE", Refused(Refusal.ILL, "isv.OUT_OF_SERVICE")),
        ("isv.DAY_LIMIT_CONTROL", Refused(Refusal.ILL, "isv.DAY_LIMIT_CONTROL")),
        ("isp.RAM_PERMISSION_DENY", Refused(Refusal.ILL, "isp.RAM_PERMISSION_DENY")),
        ("SignatureDoesNotMatch", Refused(Refusal.ILL, "SignatureDoesNotMatch")),
        ("Throttling.User", Refused(Refusal.BUSY, "Throttling.User")),
        ("isp.SYSTEM_ERROR", NoWord("isp.SYSTEM_ERROR")),
        ("", NoWord("garbled_answer")),
    ],
)
def test_aliyun_s_codes(code, word):
    assert _aliyun.word_of_code(code) == word


@pytest.mark.parametrize(
    ("code", "word"),
    [
        ("LimitExceeded.DeliveryFrequencyLimit", Refused(Refusal.LIMITED, "LimitExceeded.DeliveryFrequencyLimit")),
        ("RequestLimitExceeded.IPLimitExceeded", Refused(Refusal.BUSY, "RequestLimitExceeded.IPLimitExceeded")),
        ("FailedOperation.ContainSensitiveWord", Refused(Refusal.MESSAGE, "FailedOperation.ContainSensitiveWord")),
        ("FailedOperation.PhoneNumberInBlacklist", Refused(Refusal.NUMBER, "FailedOperation.PhoneNumberInBlacklist")),
        ("AuthFailure.SignatureExpire", Refused(Refusal.ILL, "AuthFailure.SignatureExpire")),
        ("InternalError.Timeout", NoWord("InternalError.Timeout")),
        ("InternalError.OtherError", NoWord("InternalError.OtherError")),
        ("SomethingNew", NoWord("SomethingNew")),
    ],
)
def test_tencent_s_codes(code, word):
    assert _tencent.word_of_code(code) == word


def test_tencent_s_refusal_of_a_whole_call(gateway, tmp_path):
    provider = plan_of("tencent", gateway.url, tmp_path).open()
    error = {"Code": "AuthFailure.SecretIdNotFound", "Message": "no"}
    gateway.instead = {"Response": {"Error": error, "RequestId": "r"}}
    assert provider.send(ORDER) == Refused(Refusal.ILL, "AuthFailure.SecretIdNotFound")
    provider.close()


def test_aliyun_s_receipts():
    body = json.dumps(
        [
            {
                "phone_number": "13800138000",
                "send_time": "2026-11-20 09:00:00",
                "report_time": "2026-11-20 09:00:05",
                "success": True,
                "err_code": "DELIVERED",
                "err_msg": "用户接收成功",
                "sms_size": "2",
                "biz_id": "900^0",
                "out_id": "notice-1",
            },
            {"phone_number": "85251234567", "success": False, "err_code": "MOBILE_SEND_LIMIT", "biz_id": "901^0"},
        ]
    ).encode()
    at = datetime(2026, 11, 20, 1, 0, 5, tzinfo=UTC)
    assert _aliyun.read_receipts(body) == [
        Receipt("delivered", "notice-1", "900^0", PHONE, "DELIVERED", at, 2),
        Receipt("failed", None, "901^0", Phone("+85251234567"), "MOBILE_SEND_LIMIT"),
    ]


def test_tencent_s_receipts():
    body = json.dumps(
        [
            {
                "user_receive_time": "2026-11-20 09:00:05",
                "nationcode": "86",
                "mobile": "13800138000",
                "report_status": "SUCCESS",
                "errmsg": "DELIVRD",
                "description": "用户短信送达成功",
                "sid": "5000:1",
            }
        ]
    ).encode()
    assert _tencent.read_receipts(body) == [Receipt("delivered", None, "5000:1", PHONE, "DELIVRD")]


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b"[{}]", b"\xff", b"null", b'"x"'])
@pytest.mark.parametrize("read", [_aliyun.read_receipts, _tencent.read_receipts])
def test_what_is_no_list_of_receipts_is_refused(read, body):
    with pytest.raises(ValueError):  # noqa: PT011 - whatever it is, the door asks for the receipts again
        read(body)


def test_a_plain_gateway_s_receipts_in_a_form(tmp_path):
    described = section_of("plain", "http://127.0.0.1:1", tmp_path)
    described["receipt"] = {
        "reference_at": "msgid",
        "state_at": "status",
        "delivered": ["DELIVRD"],
        "failed": ["UNDELIV"],
    }
    (plan,) = provider_plans(section_with(described).provider, tools(tmp_path))
    assert plan.door.read(b"msgid=m-1&status=DELIVRD") == [Receipt("delivered", reference="m-1", code="DELIVRD")]
    assert plan.door.read(b"msgid=m-1&status=ACCEPTD") == []
    assert plan.door.answer == b"ok"


def test_a_gateway_without_words_of_its_own_takes_a_message_with_200(gateway, tmp_path):
    described = section_of("plain", gateway.url, tmp_path)
    del described["answer"]
    (plan,) = provider_plans(section_with(described).provider, tools(tmp_path))
    provider = plan.open()
    assert provider.send(ORDER) == Accepted()
    provider.close()


def test_a_gateway_that_wants_a_query_gets_one(gateway, tmp_path):
    described = section_of("plain", gateway.url, tmp_path)
    described["send"] = {
        "url": f"{gateway.url}/plain",
        "method": "GET",
        "headers": {"X-Secret": "{secret}"},
        "query": {"to": "{e164}", "content": "{text}", "ref": "{id}"},
    }
    (plan,) = provider_plans(section_with(described).provider, tools(tmp_path))
    provider = plan.open()
    assert isinstance(provider.send(ORDER), Accepted)
    assert gateway.taken[0]["text"] == ORDER.text
    provider.close()


def test_what_a_text_has_in_braces_is_never_taken_for_a_secret(gateway, tmp_path):
    provider = plan_of("plain", gateway.url, tmp_path).open()
    provider.send(Order("notice-1", PHONE, "{secret}", "大厅"))
    assert gateway.taken[0]["text"] == "{secret}"
    provider.close()


def test_the_file_has_a_line_for_each_message_and_no_whole_number(tmp_path):
    section = NoticesSection.model_validate({})
    (plan,) = provider_plans(section.provider, tools(tmp_path))
    provider = plan.open()
    assert provider.send(ORDER) == Accepted()
    assert provider.send(ORDER) == Accepted()
    line = "138****8000\t【大厅】请A001号到1号窗口办理。\n"
    assert (tmp_path / "sent.txt").read_text() == line * 2


def test_a_file_that_cannot_be_written_is_an_ill_provider(tmp_path):
    (tmp_path / "sent.txt").mkdir()
    (plan,) = provider_plans(NoticesSection.model_validate({}).provider, tools(tmp_path))
    assert plan.open().send(ORDER) == Refused(Refusal.ILL, "file_not_written")


def test_a_secret_that_others_can_read_is_refused(tmp_path):
    described = section_of("aliyun", "http://127.0.0.1:1", tmp_path)
    (tmp_path / "secret").chmod(0o644)
    with pytest.raises(ProviderSetupError, match="chmod 600"):
        provider_plans(section_with(described).provider, tools(tmp_path))


def test_a_secret_that_is_not_there_is_told_by_its_file(tmp_path):
    described = section_of("aliyun", "http://127.0.0.1:1", tmp_path)
    (tmp_path / "secret").unlink()
    with pytest.raises(ProviderSetupError, match=r"aliyun: .*secret cannot be read"):
        provider_plans(section_with(described).provider, tools(tmp_path))


def test_the_price_of_a_part_is_as_the_hall_file_says(tmp_path):
    assert plan_of("plain", "http://127.0.0.1:1", tmp_path).price == Decimal("0.045")
