"""A mail server that keeps what it is given: enough of SMTP for a real client (RFC 5321)."""

import socketserver
import threading
from collections.abc import Iterator
from contextlib import contextmanager


class Talk(socketserver.StreamRequestHandler):
    """One connection."""

    def handle(self) -> None:
        """Greet, take letters, say goodbye."""
        self.say("220 sink")
        for line in iter(self.rfile.readline, b""):
            word = line[:4].upper().strip()
            if word == b"QUIT":
                return self.say("221 bye")
            if word.decode() in self.server.drops:  # type: ignore[attr-defined]
                return None
            if word.decode() in self.server.answers:  # type: ignore[attr-defined]
                self.say(self.server.answers[word.decode()])  # type: ignore[attr-defined]
            elif word == b"DATA":
                self.take_letter()
            else:
                self.say("250 ok")
        return None

    def take_letter(self) -> None:
        """Read to the lone dot and keep it."""
        self.say("354 go on")
        lines = []
        for line in iter(self.rfile.readline, b".\r\n"):
            lines.append(line)
        self.server.letters.append(b"".join(lines).decode())  # type: ignore[attr-defined]
        self.say("250 kept")

    def say(self, words: str) -> None:
        """One line to the client."""
        self.wfile.write(f"{words}\r\n".encode())


class Sink(socketserver.ThreadingTCPServer):
    """Listens on a port of loopback that the system chooses."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        self.letters: list[str] = []
        self.answers: dict[str, str] = {}  # by command, such as RCPT, what is said instead
        self.drops: set[str] = set()  # commands at which the line is cut
        super().__init__(("127.0.0.1", 0), Talk)


@contextmanager
def mail_sink() -> Iterator[Sink]:
    """A running sink, stopped afterwards."""
    with Sink() as sink:
        thread = threading.Thread(target=sink.serve_forever, kwargs={"poll_interval": 0.02})
        thread.start()
        try:
            yield sink
        finally:
            sink.shutdown()
            thread.join()
