"""Log-in with the organisation's identity provider, against a stand-in that speaks OpenID Connect on loopback."""

import hashlib
import json
import threading
import time
from base64 import urlsafe_b64encode
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, urlencode, urlsplit

import pytest
import requests
from joserfc import jwt
from joserfc.jwk import KeySet, OctKey, RSAKey

from queue_server.staff.accounts import Account
from queue_server.staff.roles import Role
from queue_server.web.staff.errands import ProviderSetup
from tests.queue_server.web.conftest import HANG_S

CLIENT, SECRET = "hall", "a secret that both know"
KEY = {"kid": "1", "use": "sig", "alg": "RS256"}
SUBJECT = "wang@example.gov.cn"


class StandIn:
    """An identity provider at which somebody is logged in already. ``lies`` are claims that it puts into its tokens."""

    def __init__(self):
        self.key = self.published = RSAKey.generate_key(2048, KEY)
        self.lies = {}
        self.algorithm = "RS256"
        self.asked = {}
        self.tokens = 0
        handler = type("Handler", (_Handler,), {"provider": self})
        self.server = ThreadingHTTPServer(("127.0.0.1", 0), handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def configuration(self):
        return {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/authorize",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/keys",
        }

    def token(self, form):
        self.tokens += 1
        challenge = urlsafe_b64encode(hashlib.sha256(form["code_verifier"].encode()).digest()).rstrip(b"=").decode()
        assert (form["code"], challenge) == ("the-code", self.asked["code_challenge"])
        now = int(time.time())
        claims = {
            "iss": self.url,
            "aud": CLIENT,
            "sub": SUBJECT,
            "nonce": self.asked["nonce"],
            "iat": now,
            "exp": now + 300,
            **self.lies,
        }
        key = OctKey.import_key(SECRET) if self.algorithm == "HS256" else self.key
        signed = jwt.encode({"alg": self.algorithm, "kid": "1"}, claims, key, algorithms=[self.algorithm])
        return {"access_token": "at", "token_type": "Bearer", "id_token": signed}

    def close(self):
        self.server.shutdown()
        self.server.server_close()


class _Handler(BaseHTTPRequestHandler):
    provider: StandIn

    def log_message(self, *_args):
        pass

    def do_GET(self):
        address = urlsplit(self.path)
        if address.path == "/authorize":
            asked = self.provider.asked = {name: values[0] for name, values in parse_qs(address.query).items()}
            self.send_response(302)
            back = urlencode({"code": "the-code", "state": asked["state"]})
            self.send_header("Location", f"{asked['redirect_uri']}?{back}")
            self.end_headers()
        elif address.path == "/keys":
            self._json(KeySet([self.provider.published]).as_dict(private=False))
        else:
            self._json(self.provider.configuration())

    def do_POST(self):
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        self._json(self.provider.token({name: values[0] for name, values in parse_qs(body).items()}))

    def _json(self, content):
        body = json.dumps(content).encode()
        self.send_response(200)
        self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture
def provider():
    provider = StandIn()
    yield provider
    provider.close()


@pytest.fixture
def staffed(street, provider):
    """A hall whose staff log in at the provider."""
    back = f"{street.url}/staff/oidc/back"
    street.stop_pages()
    street.start_pages(provider=ProviderSetup(provider.url, CLIENT, SECRET, back))
    with street.entrance() as entrance:
        entrance.add("admin", Account("1001", "王小明", frozenset({Role.CLERK}), subject=SUBJECT))
    return street


def through(street, browser=None, to="/staff/window"):
    """Where somebody ends who follows the button; none of the staff pages themselves is opened."""
    browser = browser or street.browser()
    answer = browser.get(f"{street.url}/staff/oidc/begin", params={"to": to}, timeout=HANG_S, allow_redirects=False)
    while answer.status_code in (302, 303):
        address = answer.headers["location"]
        if address.startswith("/"):
            return address
        answer = browser.get(address, timeout=HANG_S, allow_redirects=False)
    raise AssertionError(answer.text)


def test_the_log_in_page_offers_the_organisations_log_in(staffed, provider):
    page = staffed.page("/staff/login?to=/staff/window")
    assert 'href="/staff/oidc/begin?to=%2Fstaff%2Fwindow"' in page.text


def test_whoever_the_provider_knows_comes_in(staffed, provider):
    browser = staffed.browser()
    assert through(staffed, browser) == "/staff/window"
    assert provider.asked["code_challenge_method"] == "S256"
    answer = browser.get(f"{staffed.url}/staff/login", timeout=HANG_S, allow_redirects=False)
    assert answer.status_code == 303, "the browser has a session"
    assert next(entry for entry in staffed.audit() if entry.what == "login").who == "1001"


def test_whoever_has_no_account_here_does_not(staffed, provider):
    provider.lies = {"sub": "li@example.gov.cn"}
    assert through(staffed) == "/staff/login?said=provider_unknown"
    assert "还没有对应的工号" in staffed.page("/staff/login?said=provider_unknown").text


@pytest.mark.parametrize(
    "lies",
    [
        {"iss": "https://evil.example"},
        {"aud": "another-client"},
        {"nonce": "of somebody else"},
        {"exp": 1_000_000_000},
        {"sub": ""},
        {"sub": ["a", "list"]},
    ],
)
def test_a_token_that_was_made_for_something_else_is_refused(staffed, provider, lies):
    provider.lies = lies
    assert through(staffed) == "/staff/login?said=provider_failed"


def test_a_token_signed_by_anybody_else_is_refused(staffed, provider):
    through(staffed)
    provider.algorithm = "HS256"
    assert through(staffed) == "/staff/login?said=provider_failed"
    provider.algorithm = "RS256"
    provider.published, provider.key = provider.key, RSAKey.generate_key(2048, KEY)
    assert through(staffed) == "/staff/login?said=provider_failed"


def test_a_provider_may_change_its_keys(staffed, provider):
    assert through(staffed) == "/staff/window"
    provider.key = provider.published = RSAKey.generate_key(2048, KEY)
    assert through(staffed) == "/staff/window"


def test_an_answer_that_nobody_asked_for_lets_nobody_in(staffed, provider):
    stranger = staffed.browser()
    begun = stranger.get(f"{staffed.url}/staff/oidc/begin", timeout=HANG_S, allow_redirects=False)
    state = parse_qs(urlsplit(begun.headers["location"]).query)["state"][0]
    victim = staffed.browser()
    for query in ({"code": "the-code", "state": state}, {"code": "the-code", "state": "guessed"}, {}):
        back = victim.get(f"{staffed.url}/staff/oidc/back", params=query, timeout=HANG_S, allow_redirects=False)
        assert back.headers["location"] == "/staff/login?said=provider_failed"
    assert provider.tokens == 0


def test_an_answer_comes_once_and_in_time(staffed, provider):
    browser = staffed.browser()
    begun = browser.get(f"{staffed.url}/staff/oidc/begin", timeout=HANG_S, allow_redirects=False)
    back = browser.get(begun.headers["location"], timeout=HANG_S, allow_redirects=False).headers["location"]
    staffed.later(minutes=11)
    late = browser.get(back, timeout=HANG_S, allow_redirects=False)
    assert late.headers["location"] == "/staff/login?said=provider_failed"
    again = browser.get(back, timeout=HANG_S, allow_redirects=False)
    assert again.headers["location"] == "/staff/login?said=provider_failed"


def test_a_provider_that_is_away_is_said_and_passwords_still_work(staffed, provider):
    provider.close()
    staffed.person("1002")
    assert through(staffed) == "/staff/login?said=provider_failed"
    assert staffed.log_in(staffed.browser(), "1002").status_code == 303


def test_a_hall_without_a_provider_offers_none(street):
    assert "/staff/oidc" not in street.page("/staff/login").text
    answer = requests.get(f"{street.url}/staff/oidc/begin", timeout=HANG_S, allow_redirects=False)
    assert answer.status_code == 403
