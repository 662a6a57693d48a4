"""The host and port that the web server listens on, checked before anything else is done."""

import errno
import ipaddress
import socket

from academy.launcher.voice import Refusal


def port_number(word: str) -> int:
    """Return a port from 1 to 65535; anything else is refused."""
    if not (word.isascii() and word.isdigit() and len(word) <= 5 and 1 <= int(word) <= 65535):
        raise Refusal(f"--port must be a whole number from 1 to 65535, not {word!r}.", 2)
    return int(word)


def is_loopback(host: str) -> bool:
    """Say whether only this machine can reach `host`."""
    try:
        return host == "localhost" or ipaddress.ip_address(host).is_loopback
    except ValueError:
        return False


def check_host(host: str, *, local: bool) -> None:
    """Refuse to show a machine of one's own, with its example accounts, to others."""
    if local and not is_loopback(host):
        raise Refusal(
            f"--host {host} would let other machines reach example accounts: use localhost, or set "
            "ACADEMY_MODE=production and its settings first.",
            2,
        )


def address_of(host: str) -> str:
    """Return the numeric address of `host`; the web server understands no names."""
    if host == "localhost":
        return "127.0.0.1"
    try:
        return str(socket.getaddrinfo(host, None, type=socket.SOCK_STREAM)[0][4][0])
    except (OSError, UnicodeError):
        raise Refusal(f"--host {host} is not a name or address that this machine knows.", 2) from None


def address_to_ask(host: str) -> str:
    """Return where this machine itself can reach a server that listens on `host`."""
    address = ipaddress.ip_address(address_of(host).partition("%")[0])
    if not address.is_unspecified:
        return str(address)
    return "127.0.0.1" if address.version == 4 else "::1"


def check_free(host: str, port: int) -> None:
    """Refuse a port that another program has or that this user may not open."""
    _try(address_of(host), port)
    if host == "localhost" and socket.has_ipv6:
        # A browser may try ::1 first; whoever listens there would be taken for the academy.
        _try("::1", port, optional=True)


def _try(address: str, port: int, *, optional: bool = False) -> None:
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_STREAM) as door:
            door.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            door.bind((address, port))
            door.listen(1)
    except OSError as error:
        if error.errno == errno.EADDRINUSE or not optional:
            raise Refusal(_sentence(error, address, port)) from None


def _sentence(error: OSError, address: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        other = port + 1 if port < 65535 else 8000
        return f"Port {port} is taken by another program: stop it, or choose another such as --port {other}."
    if error.errno in (errno.EACCES, errno.EPERM):
        return f"This user may not open port {port}: choose one above 1023, such as --port 8000."
    return f"The address {address} cannot be used on this machine ({error.strerror}): choose another --host."
