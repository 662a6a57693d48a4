"""`run`: installs, prepares, starts the web server and the worker, and stops them together."""

import argparse
import http.client
import os
import time
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlsplit

from academy import environment
from academy.launcher import doors, install, local, places, processes, stopping
from academy.launcher.arguments import Parser
from academy.launcher.hold import hold
from academy.launcher.prepare import prepare
from academy.launcher.voice import Refusal, say

Children = Mapping[str, processes.Child]
PATIENCE = 90  # seconds until the site must answer
RESTORING = "A restore is under way: wait until it has finished, then run this again."
TAKEN = "Another start of the academy has this port: stop that, or choose another with --port."


def run(words: list[str]) -> int:
    """Start the academy and stay until somebody stops it."""
    options = _options(words)
    is_local = places.mode() == "local"
    if places.mode() == "test":
        raise Refusal("ACADEMY_MODE=test is for the tests: unset it, or set it to production.")
    doors.check_host(options.host, local=is_local)
    doors.check_free(options.host, options.port)
    folder = places.writable_var()
    install.make_ready()
    with (
        hold(folder / "run.lock", shared=True, refusal=RESTORING) as running,
        hold(folder / f"port-{options.port}.lock", refusal=TAKEN) as door,
    ):
        doors.check_free(options.host, options.port)
        env = _environment(folder, options.host, options.port, is_local=is_local)
        prepare(folder, places.database(), env, static=not environment.flag("DEBUG", is_local))
        return _serve(options.host, options.port, env, folder, [running, door])


def _options(words: list[str]) -> argparse.Namespace:
    parser = Parser("run", "Start the academy: the web site and its worker.")
    parser.add_argument("--port", type=str, default="8000", help="from 1 to 65535; 8000 unless given")
    parser.add_argument("--host", default="localhost", help="where to listen; localhost unless given")
    options = parser.parse_args(words)
    options.port = doors.port_number(options.port)
    return options


def _environment(folder: Path, host: str, port: int, *, is_local: bool) -> dict[str, str]:
    """Return what the site's own processes see of the environment."""
    env = {**os.environ, "ACADEMY_VAR": str(folder), "PYTHONUNBUFFERED": "1"}
    if is_local:
        local.write_settings(folder)
        env["ACADEMY_MODE"] = "local"
        env.setdefault("SITE_URL", _local_address(host, port))
    return env


def _local_address(host: str, port: int) -> str:
    # Passkeys work for the name localhost and for no numeric address.
    name = "localhost" if host in ("localhost", "127.0.0.1", "::1") else host
    return f"http://[{name}]:{port}" if ":" in name else f"http://{name}:{port}"


def _web(host: str, port: int) -> list[str]:
    """Return the command line of the web server; a proxy in front limits what a body may weigh."""
    command = [str(places.python_of(places.VENV)), "-m", "granian", "--interface", "wsgi"]
    command += ["--host", doors.address_of(host), "--port", str(port), "--http", "1", "--no-ws"]
    command += ["--workers", "2", "--blocking-threads", "4", "--backpressure", "512"]
    command += ["--http1-header-read-timeout", "15000", "--workers-kill-timeout", "5"]
    command += ["--no-access-log", "--log-level", "warning"]
    if places.mode() == "production":
        command.append("--respawn-failed-workers")
    return [*command, "academy.wsgi:application"]


def _serve(host: str, port: int, env: Mapping[str, str], folder: Path, holds: list[int]) -> int:
    children: dict[str, processes.Child] = {}
    try:
        say("Starting the web server and the worker.")
        children["web server"] = processes.start(_web(host, port), env=env, keep_open=holds, bound=True)
        children["worker"] = processes.start(places.manage("worker"), env=env, keep_open=holds, bound=True)
        _wait_until_live(host, port, env, children)
        if not stopping.asked():
            _greet(env, folder)
        while not stopping.asked():
            _check_alive(children)
            time.sleep(0.2)
        say("Stopping.")
    finally:
        processes.stop(list(children.values()))
    say("Stopped.")
    return 0


def _check_alive(children: Children) -> None:
    for name, child in children.items():
        code = child.poll()
        if code is not None and not stopping.asked():
            other = next(iter(set(children) - {name}))
            raise Refusal(
                f"The {name} stopped by itself (exit {code}), so the {other} was stopped too: "
                "its last words are above; run this again when that is mended."
            )


def _wait_until_live(host: str, port: int, env: Mapping[str, str], children: Children) -> None:
    deadline = time.monotonic() + PATIENCE
    answer = "nothing"
    while time.monotonic() < deadline and not stopping.asked():
        _check_alive(children)
        answer = _ask(host, port, env)
        if answer == "200":
            return
        time.sleep(0.2)
    if not stopping.asked():
        raise Refusal(
            f"The site did not come alive within {PATIENCE} seconds (last answer: {answer}), so it "
            "was stopped: its last words are above."
        )


def _ask(host: str, port: int, env: Mapping[str, str]) -> str:
    """Return the status with which the site answers whether it is alive."""
    address = doors.address_to_ask(host)
    allowed = environment.words("ALLOWED_HOSTS", urlsplit(env.get("SITE_URL", "")).hostname or "localhost")
    door = http.client.HTTPConnection(address, port, timeout=5)
    try:
        door.request("GET", "/health/live/", headers={"Host": allowed[0], "Connection": "close"})
        return str(door.getresponse().status)
    except (OSError, http.client.HTTPException) as error:
        return str(error) or "nothing"
    finally:
        door.close()


def _greet(env: Mapping[str, str], folder: Path) -> None:
    address = env.get("SITE_URL", "").rstrip("/")
    say()
    say(f"The academy is open at {address}/")
    if env.get("ACADEMY_MODE") == "local":
        local.show_accounts(environment.accounts_file(folder, places.database()))
        if not environment.text("EMAIL_URL"):
            say(f"Letters it writes are kept at {address}/mailbox/")
    say("Press Ctrl-C to stop it.")
