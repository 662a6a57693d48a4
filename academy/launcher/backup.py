"""`backup FILE`: the database and the uploaded files in one archive, while the site runs."""

import os
import tarfile
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

from academy.launcher import places, stopping
from academy.launcher.archive import DATABASES, FOLDERS, Manifest, Writer
from academy.launcher.arguments import Parser
from academy.launcher.stores import store_of
from academy.launcher.voice import Refusal, say

ENDINGS = (".tar", ".tar.gz", ".tgz")
SECRETS = (
    "Not in it: the secrets of local.env. Keep REFLECTION_KEYS (and SECRET_KEY) somewhere else and safe; "
    "without REFLECTION_KEYS nobody can read the kept reflections again."
)


def run(words: list[str]) -> int:
    """Write the archive and say what is in it and what is not."""
    parser = Parser("backup", "Write database and uploaded files to one archive.")
    parser.add_argument("file", type=Path, help="where to write it; its name ends in .tar or .tar.gz")
    parser.add_argument("--force", action="store_true", help="replace FILE if it exists")
    options = parser.parse_args(words)
    manifest = write(options.file, force=options.force)
    say(f"{options.file}: {manifest.engine} database and {len(manifest.members) - 1} uploaded files.")
    say(SECRETS)
    return 0


def write(file: Path, *, force: bool) -> Manifest:
    """Write the archive under another name and rename it once it is whole."""
    if not file.name.endswith(ENDINGS):
        raise Refusal(f"{file} must end in .tar or .tar.gz, which says how to pack it.", 2)
    if file.exists() and not force:
        raise Refusal(f"{file} exists and was left alone: choose another name, or add --force.")
    if not file.absolute().parent.is_dir():
        raise Refusal(f"There is no folder {file.absolute().parent}: make it first.")
    descriptor, name = tempfile.mkstemp(prefix=f".{file.name}-", dir=file.absolute().parent)
    os.close(descriptor)
    unfinished = Path(name)
    try:
        manifest = _fill(unfinished, packed=not file.name.endswith(".tar"))
        _publish(unfinished, file, force=force)
    finally:
        unfinished.unlink(missing_ok=True)
    return manifest


def _publish(unfinished: Path, file: Path, *, force: bool) -> None:
    """Give the finished archive its name, and lose nobody else's file that appeared meanwhile."""
    with unfinished.open("rb") as written:
        os.fsync(written.fileno())
    if force:
        os.replace(unfinished, file)
        return
    try:
        os.link(unfinished, file)
    except FileExistsError:
        raise Refusal(f"{file} appeared meanwhile and was left alone: choose another name.") from None
    except OSError:  # a file system without links
        os.replace(unfinished, file)


def _fill(path: Path, *, packed: bool) -> Manifest:
    store = store_of(places.database())
    manifest = Manifest(store.engine, datetime.now(UTC).isoformat(timespec="seconds"))
    with (
        tarfile.open(path, "w:gz" if packed else "w", format=tarfile.PAX_FORMAT) as tar,
        tempfile.TemporaryDirectory(prefix=".academy-backup-", dir=path.parent) as folder,
    ):
        writer = Writer(tar, manifest)
        copy = Path(folder) / DATABASES[store.engine]
        # The database first: a file that it names may then be newer, but is never missing.
        manifest.migrations = store.copy_to(copy)
        writer.add(copy.name, copy)
        for file in uploaded_files(places.var_dir()):
            stopping.check()
            writer.add(file.relative_to(places.var_dir()).as_posix(), file)
        writer.close()
    return manifest


def uploaded_files(folder: Path) -> Iterator[Path]:
    """Yield every plain file of the public and the private uploads, in order."""
    for top in FOLDERS:
        for where, folders, names in os.walk(folder / top):
            folders.sort()
            for name in sorted(names):
                path = Path(where) / name
                if path.is_file() and not path.is_symlink():
                    yield path
