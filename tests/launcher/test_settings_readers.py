"""A wrong setting is refused by its name."""

from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from academy import environment as env

pytestmark = pytest.mark.pure

WRONG: list[tuple[str, Callable[[str], Any]]] = [
    ("maybe", lambda name: env.flag(name, False)),
    ("11", lambda name: env.number(name, 5, low=1, high=10)),
    ("1.5", lambda name: env.number(name, 5, low=1, high=10)),
    ("²", lambda name: env.number(name, 5, low=1, high=10)),
    ("fast", lambda name: env.choice(name, "local", env.MODES)),
    ('{"a": 1}', env.json_list),
    ("[1]", env.json_list),
    ("[", env.json_list),
    ("mysql://host/name", lambda name: env.database(name, Path("x"))),
    ("postgresql://host", lambda name: env.database(name, Path("x"))),
    ("http://host", lambda name: env.mail(name, Path("x"))),
    ("smtp://", lambda name: env.mail(name, Path("x"))),
]


@pytest.mark.parametrize(("value", "read"), WRONG)
def test_a_wrong_value_is_refused_by_name(
    value: str, read: Callable[[str], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOME_SETTING", value)
    with pytest.raises(env.WrongSetting, match="SOME_SETTING"):
        read("SOME_SETTING")


@given(st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=40))
def test_a_number_is_read_or_refused_and_nothing_else(word: str) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SOME_SETTING", word)
        with suppress(env.WrongSetting):
            assert 1 <= env.number("SOME_SETTING", 5, low=1, high=999) <= 999


def test_a_postgresql_address_keeps_odd_characters(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgresql://an%40na:p%2Fw@db.example:5433/academy?sslmode=require")
    found = env.database("DATABASE_URL", Path("x"))
    assert (found["USER"], found["PASSWORD"], found["PORT"]) == ("an@na", "p/w", "5433")
    assert found["OPTIONS"]["sslmode"] == "require"


def test_the_local_file_overrides_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "local.env").write_text("# a remark\nSOME_SETTING=file\nNOT A LINE\n")
    monkeypatch.setenv("SOME_SETTING", "environment")
    env.read_local_file(tmp_path / "local.env")
    assert env.text("SOME_SETTING") == "environment"


def test_each_database_has_its_own_example_accounts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    addresses = ["", "postgresql://host/one", "postgresql://host/two", "postgresql:///one?host=/run/pg"]
    files = set()
    for address in addresses:
        monkeypatch.setenv("DATABASE_URL", address)
        files.add(env.accounts_file(tmp_path, env.database("DATABASE_URL", tmp_path / "academy.sqlite3")))
    assert len(files) == len(addresses)
    assert tmp_path / "accounts.json" in files
