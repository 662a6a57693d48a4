"""Requests to other sites: to the open internet alone, over TLS, to the address that was judged."""

import socket
import ssl
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from typing import Any

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat
from cryptography.x509.oid import NameOID

from academy import outgoing
from academy.outgoing import NoAnswer, Refused, is_public, post, target_of

INWARD = [
    "127.0.0.1",
    "127.8.8.8",
    "0.0.0.0",
    "10.1.2.3",
    "172.16.0.1",
    "192.168.1.1",
    "169.254.169.254",
    "100.64.0.1",
    "224.0.0.1",
    "255.255.255.255",
    "168.63.129.16",
    "100.100.100.200",
    "::1",
    "::",
    "fe80::1",
    "fe80::1%eth0",
    "fc00::1",
    "fd00:ec2::254",
    "ff02::1",
    "::ffff:127.0.0.1",
    "::ffff:169.254.169.254",
    "::127.0.0.1",
    "64:ff9b::7f00:1",
    "64:ff9b::a9fe:a9fe",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "192.0.2.1",
    "2001:db8::1",
    "240.0.0.1",
    "198.18.0.1",
]


@pytest.mark.parametrize("address", INWARD)
def test_no_inward_address_is_public(address: str) -> None:
    assert not is_public(address)


@pytest.mark.parametrize("address", ["1.1.1.1", "93.184.215.14", "2606:4700::1111", "::ffff:1.1.1.1"])
def test_addresses_of_the_open_internet_are(address: str) -> None:
    assert is_public(address)


@pytest.fixture
def names(monkeypatch: pytest.MonkeyPatch) -> Any:
    def know(*addresses: str) -> None:
        def resolved(_host: str, port: int, *_args: Any, **_kwargs: Any) -> list[Any]:
            return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, port)) for one in addresses]

        monkeypatch.setattr(socket, "getaddrinfo", resolved)

    return know


def test_a_name_is_judged_by_every_address_it_has(names: Any) -> None:
    names("1.1.1.1")
    assert target_of("https://hr.example.org/a?b=c").address == "1.1.1.1"
    names("1.1.1.1", "127.0.0.1")
    with pytest.raises(Refused):
        target_of("https://hr.example.org/")


@pytest.mark.parametrize(
    "url",
    [
        "http://hr.example.org/",
        "https://hr.example.org:8443/",
        "https://me:word@hr.example.org/",
        "ftp://hr.example.org/",
        "https://",
        "https://hr.example.org:99999/",
        "https://hr.example.org/a b",
        "https://hr.example.org/\r\nX: y",
        "https://[::1",
        "//hr.example.org/",
    ],
)
def test_what_is_no_plain_https_address_is_refused(names: Any, url: str) -> None:
    names("1.1.1.1")
    with pytest.raises(Refused):
        target_of(url)


class Handler(BaseHTTPRequestHandler):
    """Answers as the path says."""

    def do_POST(self) -> None:
        self.server.got = self.rfile.read(int(self.headers["Content-Length"]))  # type: ignore[attr-defined]
        if self.path == "/away":
            self.send_response(302)
            self.send_header("Location", "http://169.254.169.254/")
            self.end_headers()
            return
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b"x" * 100_000)

    def log_message(self, *args: Any) -> None:
        """Say nothing."""


@pytest.fixture
def server(settings: Any) -> Iterator[HTTPServer]:
    settings.OUTGOING_LOOPBACK = True
    made = HTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=made.serve_forever, daemon=True)
    thread.start()
    yield made
    made.shutdown()
    made.server_close()
    thread.join()


def at(server: HTTPServer, path: str = "/") -> str:
    return f"http://127.0.0.1:{server.server_address[1]}{path}"


def test_a_body_arrives_and_an_endless_answer_is_cut(server: HTTPServer) -> None:
    answer = post(at(server), b"hello", {"Content-Type": "text/plain"})
    assert (answer.status, len(answer.body)) == (200, outgoing.LARGEST_ANSWER)
    assert server.got == b"hello"  # type: ignore[attr-defined]


def test_a_redirect_is_an_answer_and_not_followed(server: HTTPServer) -> None:
    assert post(at(server, "/away"), b"", {}).status == 302


def test_a_site_that_drips_is_left_in_time(settings: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    settings.OUTGOING_LOOPBACK = True
    monkeypatch.setattr(outgoing, "SECONDS", 0.3)
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(NoAnswer):
        post(f"http://127.0.0.1:{silent.getsockname()[1]}/", b"x", {})


def test_nobody_there_is_no_answer(server: HTTPServer) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(NoAnswer):
        post(f"http://127.0.0.1:{port}/", b"x", {})
    with pytest.raises(NoAnswer):
        target_of("https://no-such-name.invalid/")


@pytest.fixture
def secured(server: HTTPServer, names: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> int:
    """The server behind TLS with a certificate for hr.example.org, whose name leads to this machine."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hr.example.org")])
    day = datetime.now(UTC)
    made = x509.CertificateBuilder(name, name, key.public_key(), x509.random_serial_number())
    made = made.not_valid_before(day - timedelta(days=1)).not_valid_after(day + timedelta(days=1))
    made = made.add_extension(x509.SubjectAlternativeName([x509.DNSName("hr.example.org")]), critical=False)
    file = tmp_path / "hr.pem"
    private = key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())
    file.write_bytes(private + made.sign(key, hashes.SHA256()).public_bytes(Encoding.PEM))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    monkeypatch.setattr(outgoing, "trusted", lambda: ssl.create_default_context(cafile=file))
    names("127.0.0.1")
    return int(server.server_address[1])


def test_the_certificate_is_checked_for_the_name_and_not_for_the_address(secured: int) -> None:
    assert post(f"https://hr.example.org:{secured}/", b"hello", {}).status == 200
    with pytest.raises(NoAnswer):
        post(f"https://other.example.org:{secured}/", b"hello", {})
