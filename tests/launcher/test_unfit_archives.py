"""An archive that is not exactly what `backup` wrote touches nothing."""

import io
import json
import tarfile
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest

from academy.launcher import tasks

pytestmark = pytest.mark.pure

Change = Callable[[dict[str, bytes], dict[str, object]], object]


def write(file: Path, contents: dict[str, bytes], manifest: dict[str, object] | None) -> None:
    """Write an archive of these members, with this manifest if any."""
    whole = dict(contents)
    if manifest is not None:
        whole["manifest.json"] = json.dumps(manifest).encode()
    with tarfile.open(file, "w") as tar:
        for name, text in whole.items():
            header = tarfile.TarInfo(name)
            header.size = len(text)
            tar.addfile(header, io.BytesIO(text))


def honest(contents: dict[str, bytes]) -> dict[str, object]:
    """A manifest that says the truth about these members."""
    members = {
        name: {"size": len(text), "sha256": sha256(text).hexdigest()} for name, text in contents.items()
    }
    return {"format": 1, "engine": "sqlite", "made_at": "then", "migrations": [], "members": members}


def untouched(site: Path) -> bool:
    """Whether nothing of the site was replaced or put aside."""
    left = {"academy.sqlite3", "media", "private", "run.lock"}
    return {path.name for path in site.iterdir()} - {"academy.sqlite3-wal", "academy.sqlite3-shm"} == left


@pytest.mark.parametrize(
    "name",
    [
        "../evil",
        "media/../../evil",
        "/etc/evil",
        "media//evil",
        "media/./evil",
        "local.env",
        "media",
        "other/x",
    ],
)
def test_a_member_outside_the_folders_is_refused(
    name: str, site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    contents = {"database.sqlite3": b"x", name: b"evil"}
    write(tmp_path / "bad.tar", contents, honest(contents))
    assert tasks.perform(["restore", str(tmp_path / "bad.tar")]) == 1
    assert "forbidden name" in capsys.readouterr().err
    assert untouched(site)
    assert not list(tmp_path.glob("**/evil"))


@pytest.mark.parametrize(
    "kind", [tarfile.SYMTYPE, tarfile.LNKTYPE, tarfile.CHRTYPE, tarfile.FIFOTYPE, tarfile.DIRTYPE]
)
def test_links_devices_and_folders_are_refused(kind: bytes, site: Path, tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "bad.tar", "w") as tar:
        header = tarfile.TarInfo("media/link")
        header.type, header.linkname = kind, "/etc/passwd"
        tar.addfile(header)
    assert tasks.perform(["restore", str(tmp_path / "bad.tar")]) == 1
    assert untouched(site)


CHANGES: dict[str, Change] = {
    "other bytes": lambda contents, manifest: contents.update({"media/a": b"B"}),
    "a member more": lambda contents, manifest: contents.update({"media/b": b"b"}),
    "a member less": lambda contents, manifest: contents.pop("media/a"),
    "no database": lambda contents, manifest: manifest.update(honest({"media/a": contents["media/a"]})),
    "an engine of another kind": lambda contents, manifest: manifest.update(engine="postgresql"),
    "an unknown engine": lambda contents, manifest: manifest.update(engine="oracle"),
    "a later format": lambda contents, manifest: manifest.update(format=2),
    "no list of members": lambda contents, manifest: manifest.update(members=None),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_changed_archive_is_refused(change: str, site: Path, tmp_path: Path) -> None:
    contents = {"database.sqlite3": b"x", "media/a": b"a"}
    manifest = honest(contents)
    CHANGES[change](contents, manifest)
    write(tmp_path / "bad.tar", contents, manifest)
    assert tasks.perform(["restore", str(tmp_path / "bad.tar")]) == 1
    assert untouched(site)


def test_another_engine_is_named(site: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    contents = {"database.pgdump": b"x"}
    write(tmp_path / "bad.tar", contents, {**honest(contents), "engine": "postgresql"})
    tasks.perform(["restore", str(tmp_path / "bad.tar")])
    said = capsys.readouterr().err
    assert "holds a PostgreSQL database" in said
    assert "uses SQLite" in said


@pytest.mark.parametrize("part", [0.1, 0.3, 0.5])
@pytest.mark.parametrize("ending", ["tar", "tar.gz"])
def test_half_an_archive_is_refused(part: float, ending: str, site: Path, tmp_path: Path) -> None:
    file = tmp_path / f"one.{ending}"
    tasks.perform(["backup", str(file)])
    whole = file.read_bytes()
    file.write_bytes(whole[: int(len(whole) * part)])
    assert tasks.perform(["restore", str(file)]) == 1
    assert untouched(site)


def test_a_flipped_bit_is_noticed(site: Path, tmp_path: Path) -> None:
    file = tmp_path / "one.tar.gz"
    tasks.perform(["backup", str(file)])
    whole = bytearray(file.read_bytes())
    whole[len(whole) // 2] ^= 8
    file.write_bytes(whole)
    assert tasks.perform(["restore", str(file)]) == 1
    assert untouched(site)


def test_a_database_that_is_none_is_not_swapped_in(site: Path, tmp_path: Path) -> None:
    contents = {"database.sqlite3": b"not a database " * 100}
    write(tmp_path / "bad.tar", contents, honest(contents))
    assert tasks.perform(["restore", str(tmp_path / "bad.tar")]) == 1
    assert (site / "media/photos/hall é.jpg").is_file()
    assert untouched(site)
