"""A server of somebody else's has its time, once, for all of its answer, however it sends it."""

import gzip
import socket
import ssl
import threading
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
import requests
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from queue_server.outgoing import AnswerTooLargeError, OutgoingSession, whole_body, why

TIME_S = 0.3
PAUSE_S = 0.02
DROPS = 500
"""Far more than come within the time; an end to what would otherwise have none."""

HANG_S = 30
"""No test waits for this: it only ends one that hangs."""

MOST_BYTES = 1000
HEAD = b"HTTP/1.1 200 OK\r\n"


class Server:
    """Sends ``whole`` at once, and then ``drops``, each well within the time."""

    def __init__(self, whole, drops=b"", context=None):
        self.stopped = threading.Event()
        self.heard = b""
        self._whole, self._drops, self._context = whole, drops, context
        self._listening = socket.create_server(("127.0.0.1", 0))
        self._listening.settimeout(HANG_S)
        self.port = self._listening.getsockname()[1]
        self._thread = threading.Thread(target=self._serve, daemon=True)
        self._thread.start()

    def _serve(self):
        with suppress(OSError):
            connection, _ = self._listening.accept()
            if self._context:
                connection = self._context.wrap_socket(connection, server_side=True)
            with connection:
                self.heard = connection.recv(65536)
                connection.sendall(self._whole)
                drops = DROPS if self._drops else 0
                while drops and not self.stopped.wait(PAUSE_S):
                    connection.sendall(self._drops)
                    drops -= 1

    def close(self):
        self.stopped.set()
        self._listening.close()
        self._thread.join(HANG_S)


@pytest.fixture
def serve():
    servers = []

    def served(*told, **more):
        servers.append(Server(*told, **more))
        return servers[-1]

    yield served
    for server in servers:
        server.close()


def asked(server, scheme="http", **more):
    with (
        OutgoingSession() as session,
        session.get(f"{scheme}://127.0.0.1:{server.port}/", timeout=TIME_S, stream=True, **more) as answer,
    ):
        return whole_body(answer, MOST_BYTES)


def test_an_answer_that_is_there_is_read(serve):
    assert asked(serve(HEAD + b"Content-Length: 4\r\n\r\nyes!")) == b"yes!"
    packed = gzip.compress(b"yes!")
    assert (
        asked(serve(HEAD + b"Content-Encoding: gzip\r\nContent-Length: %d\r\n\r\n%b" % (len(packed), packed)))
        == b"yes!"
    )


@pytest.mark.parametrize(
    ("whole", "drops"),
    [
        (HEAD + b"X-Slow: ", b"x"),
        (HEAD + b"Content-Length: 900\r\n\r\n", b"x"),
        (HEAD + b"Connection: close\r\n\r\n", b"x"),
        (HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"1\r\nx\r\n"),
    ],
    ids=["in its headers", "in its body", "in a body without a length", "in chunks"],
)
def test_an_answer_that_trickles_in_is_not_waited_for_longer_than_one_that_does_not_come(serve, whole, drops):
    with pytest.raises(requests.Timeout) as raised:
        asked(serve(whole, drops))
    assert why(raised.value) == "no answer in time"


def test_over_a_secure_line_it_is_the_same(serve, tmp_path):
    certificate, context = secured(tmp_path)
    assert (
        asked(serve(HEAD + b"Content-Length: 4\r\n\r\nyes!", context=context), "https", verify=certificate) == b"yes!"
    )
    with pytest.raises(requests.Timeout):
        asked(serve(HEAD + b"X-Slow: ", b"x", context=context), "https", verify=certificate)


def test_a_larger_answer_than_expected_is_not_read_to_its_end(serve):
    with pytest.raises(AnswerTooLargeError) as raised:
        asked(serve(HEAD + b"Content-Length: 1000000\r\n\r\n" + b"x" * (MOST_BYTES + 1)))
    assert why(raised.value) == f"an answer of more than {MOST_BYTES} bytes"


def test_half_an_answer_is_none(serve):
    with pytest.raises(requests.ConnectionError) as raised:
        asked(serve(HEAD + b"Content-Length: 900\r\n\r\nyes!"))
    assert why(raised.value) == "no connection"


def test_a_certificate_that_nobody_vouches_for_is_told_as_such(serve, tmp_path):
    _, context = secured(tmp_path)
    with pytest.raises(requests.exceptions.SSLError) as raised:
        asked(serve(HEAD, context=context), "https")
    assert why(raised.value) == "its certificate does not hold"


def test_a_proxy_or_a_password_of_the_servers_user_is_not_used(serve, tmp_path, monkeypatch):
    netrc = tmp_path / "netrc"
    netrc.write_text("machine 127.0.0.1 login somebody password something")
    monkeypatch.setenv("NETRC", str(netrc))
    monkeypatch.setenv("http_proxy", "http://127.0.0.1:9")
    server = serve(HEAD + b"Content-Length: 4\r\n\r\nyes!")
    assert asked(server) == b"yes!"
    assert b"Authorization" not in server.heard


def secured(folder):
    """A certificate of this address, and how a server uses it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "stand-in")])
    now = datetime.now(UTC)
    signed = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ip_address("127.0.0.1"))]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    certificate, secret = folder / "certificate.pem", folder / "key.pem"
    certificate.write_bytes(signed.public_bytes(serialization.Encoding.PEM))
    secret.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate, secret)
    return str(certificate), context
