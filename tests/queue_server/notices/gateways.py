"""An SMS gateway on this machine that speaks as Aliyun, Tencent Cloud and a plain one do, and misbehaves as they do."""

import base64
import hashlib
import hmac
import json
import threading
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qsl, quote, urlsplit

import requests

ALIYUN_SECRET = "testSecret"
TENCENT_SECRET = "*" * 32
PLAIN_SECRET = "plain-secret"
HANG_GUARD_S = 20


class SmsGateway:
    """``mode`` says how it behaves from now on:

    ``ok``; ``refuse`` and ``throttle`` say no in its own words; ``number`` finds fault with the number; ``ill`` has no
    money; ``hang`` takes the message and never answers; ``hang_up`` takes it and closes the line; ``break`` takes it
    and answers 500; ``broken_gate`` answers 503 and takes nothing; ``garble`` takes it and answers nonsense;
    ``endless`` takes it and answers without end; ``deaf`` records nothing that it took.
    """

    def __init__(self):
        self.mode = "ok"
        self.instead: dict | None = None  # an answer to everything
        self.taken: list[dict[str, str]] = []
        self.states: dict[str, str] = {}
        self.calls: list[tuple[str, dict[str, str], bytes]] = []
        self.hanging = threading.Event()
        self._released = threading.Event()
        gateway = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self):
                gateway._serve(self, b"")

            def do_POST(self):
                gateway._serve(self, self.rfile.read(int(self.headers.get("Content-Length", 0))))

            def log_message(self, *_):
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True

            def handle_error(self, *_):
                """A client that gave up."""

        self._server = Server(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_address[1]}"
        threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self._released.set()
        self._server.shutdown()
        self._server.server_close()

    def report(self, url, message, became="delivered", how="aliyun"):
        """Brings the receipt of a message to the hall."""
        delivered = became == "delivered"
        body = {
            "aliyun": [
                {
                    "phone_number": message["number"],
                    "send_time": "2026-11-20 09:00:00",
                    "report_time": "2026-11-20 09:00:05",
                    "success": delivered,
                    "err_code": "DELIVERED" if delivered else "MOBILE_NOT_ON_SERVICE",
                    "err_msg": "",
                    "sms_size": "2",
                    "biz_id": message["reference"],
                    "out_id": message["id"],
                }
            ],
            "tencent": [
                {
                    "user_receive_time": "2026-11-20 09:00:05",
                    "nationcode": "86",
                    "mobile": message["number"].removeprefix("+86"),
                    "report_status": "SUCCESS" if delivered else "FAIL",
                    "errmsg": "DELIVRD" if delivered else "MK:0001",
                    "description": "",
                    "sid": message["reference"],
                }
            ],
            "plain": {"list": [{"ref": message["id"], "state": "0" if delivered else "1"}]},
        }[how]
        return requests.post(url, json=body, timeout=HANG_GUARD_S)

    def _serve(self, request, body):
        split = urlsplit(request.path)
        self.calls.append((split.path, dict(request.headers), body))
        speak = {"/aliyun": self._aliyun, "/tencent": self._tencent, "/plain": self._plain, "/state": self._state}
        if self.mode == "broken_gate":
            return _answer(request, 503, b"<html>Service Unavailable</html>")
        answer = speak[split.path](request, dict(parse_qsl(split.query)), body)
        match self.mode:
            case "hang":
                self.hanging.set()
                self._released.wait(HANG_GUARD_S)
                request.close_connection = True
            case "hang_up":
                request.close_connection = True
            case "break":
                _answer(request, 500, b"<html>Internal Server Error</html>")
            case "garble":
                _answer(request, 200, b"<html>Welcome</html>")
            case "endless":
                _answer(request, 200, b"x" * (2 << 20))
            case _:
                _answer(request, 200, json.dumps(self.instead or answer).encode())
        return None

    def _take(self, number, text, notice, reference):
        """What a phone will show, once for each time it was taken."""
        if self.mode in ("refuse", "throttle", "number", "ill"):
            return False
        self.taken.append({"number": number, "text": text, "id": notice, "reference": reference})
        return True

    def _aliyun(self, _request, _query, body):
        parameters = dict(parse_qsl(body.decode()))
        assert parameters.pop("Signature") == _aliyun_signature(parameters)
        if parameters["Action"] == "QuerySendDetails":
            return self._aliyun_details(parameters["PhoneNumber"])
        reference = f"{900 + len(self.taken)}^0"
        text = f"{parameters['TemplateCode']} {parameters['TemplateParam']}"
        if self._take(parameters["PhoneNumbers"], text, parameters["OutId"], reference):
            return {"Code": "OK", "Message": "OK", "BizId": reference, "RequestId": "r"}
        code = {
            "refuse": "isv.SMS_TEMPLATE_ILLEGAL",
            "throttle": "isv.BUSINESS_LIMIT_CONTROL",
            "number": "isv.MOBILE_NUMBER_ILLEGAL",
            "ill": "isv.AMOUNT_NOT_ENOUGH",
        }[self.mode]
        return {"Code": code, "Message": "no", "RequestId": "r"}

    def _aliyun_details(self, number):
        taken = [] if self.mode == "deaf" else [each for each in self.taken if each["number"] == number]
        status = {"": 1, "failed": 2, "delivered": 3}
        records = [
            {
                "PhoneNum": number,
                "SendStatus": status[self.states.get(each["id"], "")],
                "ErrCode": "DELIVERED",
                "OutId": each["id"],
                "SendDate": "2026-11-20 09:00:00",
            }
            for each in taken
        ]
        details = {"SmsSendDetailDTO": records}
        return {"Code": "OK", "Message": "OK", "TotalCount": str(len(records)), "SmsSendDetailDTOs": details}

    def _tencent(self, request, _query, body):
        assert request.headers["Authorization"] == _tencent_authorization(request.headers, body)
        content = json.loads(body)
        if request.headers["X-TC-Action"] == "PullSmsSendStatusByPhoneNumber":
            return {"Response": {"PullSmsSendStatusSet": self._tencent_records(content["PhoneNumber"])}}
        (number,) = content["PhoneNumberSet"]
        reference = f"5000:{len(self.taken)}"
        text = f"{content['TemplateId']} {content['TemplateParamSet']}"
        status = {"SerialNo": reference, "PhoneNumber": number, "Fee": 1, "Code": "Ok", "Message": "send success"}
        if not self._take(number, text, content["SessionContext"], reference):
            code = {
                "refuse": "FailedOperation.TemplateIncorrectOrUnapproved",
                "throttle": "LimitExceeded.PhoneNumberThirtySecondLimit",
                "number": "InvalidParameterValue.IncorrectPhoneNumber",
                "ill": "FailedOperation.InsufficientBalanceInSmsPackage",
            }[self.mode]
            status |= {"SerialNo": "", "Fee": 0, "Code": code, "Message": "no"}
        return {"Response": {"SendStatusSet": [status], "RequestId": "r"}}

    def _tencent_records(self, number):
        return [
            {
                "PhoneNumber": number,
                "SerialNo": each["reference"],
                "ReportStatus": "SUCCESS" if self.states[each["id"]] == "delivered" else "FAIL",
                "Description": "DELIVRD",
                "UserReceiveTime": 1795136405,
                "SessionContext": each["id"],
            }
            for each in self.taken
            if each["number"] == number and each["id"] in self.states
        ]

    def _plain(self, request, query, body):
        assert request.headers["X-Secret"] == PLAIN_SECRET
        content = json.loads(body) if body else query
        taken = self._take(content["to"], content["content"], content["ref"], content["ref"])
        code = {"refuse": 20, "throttle": 10, "number": 30, "ill": 40}.get(self.mode)
        return {"list": [{"to": content["to"], "code": 0 if taken else code, "msgid": f"m-{content['ref']}"}]}

    def _state(self, _request, query, _body):
        known = any(each["id"] == query["ref"] for each in self.taken) and self.mode != "deaf"
        return {"state": self.states.get(query["ref"], "way") if known else "none"}


def _answer(request, status, body):
    with suppress(OSError):
        request.send_response(status)
        request.send_header("Content-Length", str(len(body)))
        request.end_headers()
        request.wfile.write(body)


def _aliyun_signature(parameters):
    def encoded(text):
        return quote(text, safe="-_.~")

    query = "&".join(f"{encoded(key)}={encoded(parameters[key])}" for key in sorted(parameters))
    digest = hmac.digest(f"{ALIYUN_SECRET}&".encode(), f"POST&%2F&{encoded(query)}".encode(), hashlib.sha1)
    return base64.b64encode(digest).decode()


def _tencent_authorization(headers, body):
    scope = headers["Authorization"].split("Credential=")[1].split(",")[0].split("/", 1)[1]
    day, service, end = scope.split("/")
    request = (
        f"POST\n/\n\ncontent-type:{headers['Content-Type']}\nhost:{headers['Host']}\n"
        f"x-tc-action:{headers['X-TC-Action'].lower()}\n\ncontent-type;host;x-tc-action\n"
        f"{hashlib.sha256(body).hexdigest()}"
    )
    digest = hashlib.sha256(request.encode()).hexdigest()
    key = f"TC3{TENCENT_SECRET}".encode()
    for part in (day, service, end):
        key = hmac.digest(key, part.encode(), hashlib.sha256)
    signed = hmac.new(key, f"TC3-HMAC-SHA256\n{headers['X-TC-Timestamp']}\n{scope}\n{digest}".encode(), hashlib.sha256)
    return (
        f"TC3-HMAC-SHA256 Credential=AKID/{scope}, SignedHeaders=content-type;host;x-tc-action,"
        f" Signature={signed.hexdigest()}"
    )
