"""Many clients at once against the real server, on this machine alone and for a bounded time."""

import os
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from socket import socket
from statistics import median
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.contrib.sessions.backends.db import SessionStore
from django.db import connection

from courses.actions.enrol import enrol
from courses.models import CoursePage
from tests import make

REQUESTS_EACH = 25
ADDRESSES = ("/", "/learn/", "/learn/crowd/", "/learn/crowd/module-0/lesson-0/", "/my/")


def free_port() -> int:
    """A port nobody listens on."""
    with socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def session_for(number: int, course: CoursePage) -> str:
    """The session key of a learner made for one client."""
    person = make.person(f"client{number}@example.org")
    enrol(person=person, course=course)
    session = SessionStore()
    session["_auth_user_id"] = str(person.pk)
    session["_auth_user_backend"] = settings.AUTHENTICATION_BACKENDS[0]
    session["_auth_user_hash"] = get_user_model().objects.get(pk=person.pk).get_session_auth_hash()
    session.create()
    return str(session.session_key)


def server(port: int) -> subprocess.Popen[bytes]:
    """Granian with two workers on the benchmark's own database."""
    name = str(connection.settings_dict["NAME"])
    extra = {"BENCH_DATABASE": name, "DJANGO_SETTINGS_MODULE": "tests.bench.server_settings"}
    command = [sys.executable, "-m", "granian", "--interface", "wsgi", "academy.wsgi:application"]
    command += ["--host", "127.0.0.1", "--port", str(port), "--workers", "2", "--blocking-threads", "4"]
    return subprocess.Popen([*command, "--no-ws", "--log-level", "error"], env={**os.environ, **extra})


def wait_for(port: int) -> None:
    """Until the server answers, for at most thirty seconds."""
    for _try in range(120):
        try:
            talk = HTTPConnection("127.0.0.1", port, timeout=5)
            talk.request("GET", "/health/live/")
            if talk.getresponse().status == 200:
                return
        except OSError:
            time.sleep(0.25)
    raise RuntimeError("the server did not start")


def client(port: int, session: str) -> list[tuple[float, int]]:
    """One client's requests: pages, and every fifth time a lesson marked done; milliseconds and status of each."""
    talk = HTTPConnection("127.0.0.1", port, timeout=30)
    token = "x" * 32
    headers = {"Cookie": f"sessionid={session}; csrftoken={token}", "Host": "localhost"}
    answers = []
    for number in range(REQUESTS_EACH):
        began = time.perf_counter()
        if number % 5 == 4:
            address = f"/learn/crowd/module-{number % 4}/lesson-{number % 2}/done/"
            body = f"csrfmiddlewaretoken={token}"
            form = {"Content-Type": "application/x-www-form-urlencoded", "Referer": "http://localhost/"}
            talk.request("POST", address, body, headers | form)
        else:
            talk.request("GET", ADDRESSES[number % len(ADDRESSES)], headers=headers)
        response = talk.getresponse()
        response.read()
        answers.append(((time.perf_counter() - began) * 1000, response.status))
    return answers


def measure(options: Any) -> int:
    """Print the rate and the statuses; returns how many answers were neither a page nor a redirect."""
    course = make.course("crowd", modules=4, lessons=2)
    sessions = [session_for(number, course) for number in range(options.clients)]
    port = free_port()
    running = server(port)
    try:
        wait_for(port)
        began = time.perf_counter()
        with ThreadPoolExecutor(options.clients) as pool:
            found = [a for answers in pool.map(lambda s: client(port, s), sessions) for a in answers]
        seconds = time.perf_counter() - began
    finally:
        running.terminate()
        running.wait(15)
    bad = [status for _ms, status in found if status not in (200, 302)]
    print(f"\n{options.clients} clients at once: {len(found)} requests, {len(found) / seconds:.0f} a second")
    print(f"  median {median(ms for ms, _status in found):.0f} ms, errors {len(bad)} {sorted(set(bad))}")
    return len(bad)
