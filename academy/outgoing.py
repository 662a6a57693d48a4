"""The one way in which this site asks another: over TLS, to public addresses alone, and never for long.

The name is resolved once, every address it has is judged, and the connection goes to the address that was
judged: a name that changes its mind in between leads nowhere. Redirects are answers like any other.
"""

import http.client
import socket
import ssl
import threading
from collections.abc import Mapping
from dataclasses import dataclass
from http import HTTPStatus
from ipaddress import IPv4Address, IPv6Address, ip_address, ip_network
from urllib.parse import urlsplit

from django.conf import settings

SECONDS = 10
LARGEST_ANSWER = 64 * 1024
PORT = 443
#: Networks that carry an IPv4 address inside, and public addresses at which clouds answer their own machines.
INNER = [ip_network(name) for name in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32", "::/96")]
OF_CLOUDS = frozenset({"168.63.129.16", "169.254.169.254", "100.100.100.200", "fd00:ec2::254"})


class Refused(ValueError):
    """An address that this site does not ask; the text says why."""


class NoAnswer(OSError):
    """Nothing, or nothing of use, came back in time."""


@dataclass(frozen=True)
class Answer:
    """What came back."""

    status: int
    body: bytes


@dataclass(frozen=True)
class Target:
    """Where a request goes: the name that the certificate must have, and the address that was judged."""

    host: str
    address: str
    port: int
    path: str
    secure: bool = True


def is_public(address: str) -> bool:
    """Whether an address is one of the open internet."""
    found: IPv4Address | IPv6Address = ip_address(address.partition("%")[0])
    if isinstance(found, IPv6Address) and found.ipv4_mapped is not None:
        found = found.ipv4_mapped
    if isinstance(found, IPv6Address) and any(found in network for network in INNER):
        return False
    return found.is_global and not found.is_multicast and str(found) not in OF_CLOUDS


def target_of(url: str) -> Target:
    """Where a request to `url` goes. Raises Refused, or NoAnswer when the name is unknown."""
    try:
        parts = urlsplit(url)
        host, port = parts.hostname or "", parts.port
    except ValueError:
        raise Refused("This is not an address.") from None
    loopback = settings.OUTGOING_LOOPBACK
    if parts.scheme != "https" and not (loopback and parts.scheme == "http"):
        raise Refused("The address must begin with https://.")
    if not host or parts.username is not None or parts.password is not None or not url.isascii():
        raise Refused("The address must name a host, without a user or a password.")
    if port not in (None, PORT) and not loopback:
        raise Refused("The address must use port 443.")
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    if any(ord(letter) <= 32 or ord(letter) == 127 for letter in path):
        raise Refused("This is not an address.")
    secure = parts.scheme == "https"
    return Target(host, _resolved(host, loopback=loopback), port or PORT, path, secure)


def _resolved(host: str, *, loopback: bool) -> str:
    try:
        rows = socket.getaddrinfo(host, PORT, type=socket.SOCK_STREAM)
    except (OSError, UnicodeError):
        raise NoAnswer("name not known") from None
    found = list(dict.fromkeys(str(row[4][0]) for row in rows))
    bad = [one for one in found if not is_public(one) and not (loopback and ip_address(one).is_loopback)]
    if bad or not found:
        raise Refused("The address leads to a place that is not on the open internet.")
    return found[0]


def post(url: str, body: bytes, headers: Mapping[str, str]) -> Answer:
    """Send `body` once. Raises Refused or NoAnswer; whatever the other side says is an answer."""
    return _exchange("POST", url, body, headers)


def get(url: str, headers: Mapping[str, str], *, most: int = LARGEST_ANSWER) -> Answer:
    """Ask once for what stands at `url`, no further than `most` bytes. Raises Refused or NoAnswer."""
    return _exchange("GET", url, None, headers, most)


def look(url: str, headers: Mapping[str, str]) -> Answer:
    """Ask whether there is anything at `url`: HEAD first, and GET where that does not do.

    Raises Refused or NoAnswer.
    """
    answer = _exchange("HEAD", url, None, headers)
    return answer if answer.status < HTTPStatus.BAD_REQUEST else _exchange("GET", url, None, headers)


def _exchange(
    method: str, url: str, body: bytes | None, headers: Mapping[str, str], most: int = LARGEST_ANSWER
) -> Answer:
    target = target_of(url)
    connection = _Pinned(target)
    end = threading.Timer(SECONDS, connection.cut)
    end.daemon = True
    end.start()
    try:
        connection.request(method, target.path, body, dict(headers))
        answer = connection.getresponse()
        return Answer(answer.status, answer.read(most))
    except (OSError, http.client.HTTPException, AttributeError) as error:
        raise NoAnswer(type(error).__name__) from None
    finally:
        end.cancel()
        connection.close()


class _Pinned(http.client.HTTPConnection):
    """A connection to one judged address; the certificate is checked for the name."""

    default_port = PORT

    def __init__(self, target: Target) -> None:
        super().__init__(target.host, target.port, timeout=SECONDS)
        self.target = target
        self.raw: socket.socket | None = None

    def connect(self) -> None:
        """Open the socket to the address, not to the name."""
        self.raw = socket.create_connection((self.target.address, self.target.port), timeout=SECONDS)
        self.sock = self.raw
        if self.target.secure:
            self.sock = trusted().wrap_socket(self.raw, server_hostname=self.target.host)
            self.raw = self.sock

    def cut(self) -> None:
        """End a conversation that takes too long, however alive it is."""
        if self.raw is not None:
            try:
                self.raw.shutdown(socket.SHUT_RDWR)
            except OSError:
                return


def trusted() -> ssl.SSLContext:
    """Certificates are checked against the machine's own authorities; TLS 1.2 at least."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context
