"""Production refuses to start unsafe, and says by name what is wrong."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

pytestmark = pytest.mark.pure
ROOT = Path(__file__).parent.parent
SAFE = {
    "ACADEMY_MODE": "production",
    "SECRET_KEY": "a-long-and-random-enough-secret-for-this-test-0123456789",
    "REFLECTION_KEYS": "YWJjZGVmZ2hpamtsbW5vcHFyc3R1dnd4eXoxMjM0NTY=",
    "SITE_URL": "https://academy.example.org",
    "ALLOWED_HOSTS": "academy.example.org",
}


def start(tmp_path: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env = {**kept, **SAFE, "ACADEMY_VAR": str(tmp_path), **changes}
    command = [sys.executable, "-c", "import academy.settings as s; print(s.DEBUG, s.SESSION_COOKIE_SECURE)"]
    return subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)


def test_a_safe_production_starts(tmp_path: Path) -> None:
    assert start(tmp_path).stdout.split() == ["False", "True"]


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"SECRET_KEY": ""}, "SECRET_KEY"),
        ({"SECRET_KEY": "short"}, "SECRET_KEY"),
        ({"DEBUG": "yes"}, "DEBUG"),
        ({"DEBUG": "perhaps"}, "DEBUG"),
        ({"ALLOWED_HOSTS": "*"}, "ALLOWED_HOSTS"),
        ({"ALLOWED_HOSTS": ".example.org"}, "ALLOWED_HOSTS"),
        ({"SITE_URL": "http://academy.example.org"}, "SITE_URL"),
        ({"REFLECTION_KEYS": ""}, "REFLECTION_KEYS"),
        ({"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL"),
        ({"EMAIL_URL": "carrier-pigeon"}, "EMAIL_URL"),
        ({"OIDC_PROVIDERS": "{"}, "OIDC_PROVIDERS"),
        ({"ACADEMY_MODE": "prod"}, "ACADEMY_MODE"),
    ],
)
def test_an_unsafe_or_wrong_setting_is_refused_by_name(
    tmp_path: Path, changes: dict[str, str], named: str
) -> None:
    refused = start(tmp_path, **changes)
    assert refused.returncode != 0
    assert named in refused.stderr.splitlines()[-1]


def test_a_relaxed_second_factor_is_never_so_in_production(tmp_path: Path) -> None:
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    env = {**kept, **SAFE, "ACADEMY_VAR": str(tmp_path), "STAFF_MFA_RELAXED": "yes"}
    command = [sys.executable, "-c", "import academy.settings as s; print(s.STAFF_MFA_RELAXED)"]
    done = subprocess.run(command, cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False)
    assert done.stdout.strip() == "False"
