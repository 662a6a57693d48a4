"""How `test` shares pytest's arguments out among its parts and adds up what they say."""

import pytest

from academy.launcher import freeze, suite
from academy.launcher.selection import select
from academy.launcher.voice import Refusal

pytestmark = pytest.mark.pure


def test_without_arguments_everything_runs_in_its_part() -> None:
    chosen = select([])
    assert chosen.plain == ["tests", "--ignore=tests/browser"]
    assert chosen.stored == ["tests", "--ignore=tests/browser", "--ignore=tests/launcher"]
    assert chosen.browser == ["tests/browser"]
    assert chosen.options == []


def test_browser_paths_go_to_the_browser_alone() -> None:
    chosen = select(["tests/browser", "-x"])
    assert (chosen.plain, chosen.stored) == ([], [])
    assert chosen.browser == ["tests/browser"]
    assert chosen.options == ["-x"]


def test_paths_of_the_launcher_need_no_second_database() -> None:
    chosen = select(["tests/launcher/test_first_words.py::test_every_listed_task_exists"])
    assert chosen.plain[0].endswith("test_every_listed_task_exists")
    assert chosen.stored == []
    assert chosen.browser == []


def test_the_value_of_an_option_is_no_path() -> None:
    chosen = select(["-k", "tests", "-q"])
    assert chosen.options == ["-k", "tests", "-q"]
    assert chosen.plain[0] == "tests"


@pytest.mark.parametrize(
    ("line", "counts"),
    [
        ("==== 2 failed, 30 passed, 1 skipped in 4.20s ====", {"failed": 2, "passed": 30, "skipped": 1}),
        ("\x1b[32m5 passed\x1b[0m, 2 warnings in 0.51s", {"passed": 5}),
        ("1 failed, 1 passed, 2 errors in 61.00s (0:01:01)", {"failed": 3, "passed": 1}),
        ("test_a.py::test_of_3_passed PASSED", {}),
    ],
)
def test_closing_lines_are_counted(line: str, counts: dict[str, int]) -> None:
    part = suite.Part("here", [])
    part.read(line)
    assert part.counts == counts


def part(code: int, **counts: int) -> suite.Part:
    """A part that ended like this."""
    return suite.Part("here", [], code=code, counts=counts)


def test_the_last_line_holds_the_totals(capsys: pytest.CaptureFixture[str]) -> None:
    assert suite._summarise([part(0, passed=2, skipped=1), part(5), part(0, passed=3)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "5 passed, 0 failed, 1 skipped"


def test_one_failed_part_fails_the_whole() -> None:
    assert suite._summarise([part(0, passed=2), part(1, failed=1)]) == 1
    assert suite._summarise([part(5), part(5)]) == suite.NOTHING_COLLECTED


@pytest.mark.parametrize(("ci", "code"), [("true", 1), ("", 0)])
def test_a_missing_program_is_skipped_but_fails_in_ci(
    ci: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CI", ci)
    missing = suite.Part("in a browser", [], missing="no Chromium")
    suite._run_part(missing)
    assert missing.code == code
    assert "no Chromium" in capsys.readouterr().err


def test_no_setting_of_the_site_leaks_into_tests() -> None:
    leaking = {"SECRET_KEY": "x", "ACADEMY_VAR": "x", "OIDC_PROVIDERS": "x", "REDIS_URL": "x", "PGHOST": "x"}
    assert suite.clean_environment({**leaking, "PATH": "kept"}) == {"PATH": "kept"}


def test_a_lock_that_names_a_host_is_refused() -> None:
    freeze.check_no_address("wagtail==8.0.1 --hash=sha256:00", "requirements.txt")
    with pytest.raises(Refusal, match="would name a host"):
        freeze.check_no_address("--index-url " + "https:" + "//example.org", "requirements.txt")
