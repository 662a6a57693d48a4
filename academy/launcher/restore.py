"""`restore FILE`: puts back what a backup holds and keeps aside what was there."""

import os
import shutil
import tarfile
import tempfile
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path
from typing import IO

from academy.launcher import places
from academy.launcher.archive import (
    DATABASES,
    FOLDERS,
    MANIFEST,
    Manifest,
    Member,
    copy_hashed,
    members,
    unfit,
    verify,
    whole,
)
from academy.launcher.arguments import Parser
from academy.launcher.hold import hold
from academy.launcher.stores import Store, store_of
from academy.launcher.voice import Refusal, say

RUNNING = "The academy is running here: stop it first, then restore."
ENGINES = {"sqlite": "SQLite", "postgresql": "PostgreSQL"}


def run(words: list[str]) -> int:
    """Verify the whole archive, then swap it in, and say where the old things are."""
    parser = Parser("restore", "Put back what an archive holds, keeping aside what was there.")
    parser.add_argument("file", type=Path, help="an archive that `backup` wrote")
    file: Path = parser.parse_args(words).file
    if not file.is_file():
        raise Refusal(f"There is no archive {file}: check its name.")
    folder = places.writable_var()
    with hold(folder / "run.lock", refusal=RUNNING):
        store = store_of(places.database())
        manifest = verify(file)
        check_engine(file, manifest, store)
        aside = _swap_in(file, manifest, store, folder)
    files = len(manifest.members) - 1
    say(f"Restored the {ENGINES[store.engine]} database and {files} files of {manifest.made_at}.")
    say(f"What was there before is kept in {aside}; delete that when you are content.")
    say("Secrets are not in a backup: reflections can be read only with the REFLECTION_KEYS of that time.")
    return 0


def check_engine(file: Path, manifest: Manifest, store: Store) -> None:
    """Refuse an archive of another kind of database."""
    if manifest.engine != store.engine:
        raise Refusal(
            f"{file} holds a {ENGINES[manifest.engine]} database and this site uses {ENGINES[store.engine]}: "
            "set DATABASE_URL to a database of that kind first."
        )


def _swap_in(file: Path, manifest: Manifest, store: Store, folder: Path) -> Path:
    with tempfile.TemporaryDirectory(prefix=".restore-", dir=folder) as name:
        staged = Path(name)
        unpack(file, manifest, staged)
        aside = _make_aside(folder)
        (folder / "prepared.stamp").unlink(missing_ok=True)
        swapped: list[str] = []
        try:
            for top in FOLDERS:
                swapped.append(top)
                _swap(folder, staged, aside, top)
            store.replace_with(staged / DATABASES[store.engine], aside)
        except BaseException:
            for top in swapped:
                _swap_back(folder, aside, top)
            with suppress(OSError):
                aside.rmdir()
            raise
    return aside


def unpack(file: Path, manifest: Manifest, target: Path) -> None:
    """Unpack a verified archive, checking every member once more as it is written."""
    with whole(file):
        for header, stream in members(file):
            if header.name != MANIFEST:
                expected = manifest.members.get(header.name)
                _unpack_one(file, header, stream, target / header.name, expected)


def _unpack_one(
    file: Path, header: tarfile.TarInfo, stream: IO[bytes], path: Path, expected: Member | None
) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("xb") as written:
        if copy_hashed(stream, written) != expected:
            raise unfit(file, "changed while it was being read")
    path.chmod((header.mode & 0o777) | 0o600)
    os.utime(path, (header.mtime, header.mtime))


def _make_aside(folder: Path) -> Path:
    """Make a folder whose name tells when, and is not taken yet."""
    stem = f"before-restore-{datetime.now(UTC):%Y%m%d-%H%M%S}"
    for ending in ("", *(f"-{number}" for number in range(2, 100))):
        aside = folder / f"{stem}{ending}"
        try:
            aside.mkdir(mode=0o700)
        except FileExistsError:
            continue
        return aside
    raise Refusal(f"{folder} holds too many folders called {stem}: move some elsewhere.")


def _swap(folder: Path, staged: Path, aside: Path, top: str) -> None:
    if (folder / top).exists():
        shutil.move(folder / top, aside / top)
    if (staged / top).exists():
        shutil.move(staged / top, folder / top)


def _swap_back(folder: Path, aside: Path, top: str) -> None:
    """Undo `_swap`, wherever it was interrupted; what was not put aside is still in its place."""
    if (aside / top).exists():
        shutil.rmtree(folder / top, ignore_errors=True)
        shutil.move(aside / top, folder / top)
