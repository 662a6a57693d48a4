"""The archive of a backup: a tar file whose manifest names every member, its size and its hash.

Everything is verified, by reading the whole archive once, before anything of it is used.
"""

import hashlib
import io
import json
import os
import stat
import tarfile
import tempfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import IO, Any

from academy.launcher import stopping
from academy.launcher.voice import Refusal

FORMAT = 1
MANIFEST = "manifest.json"
MANIFEST_LIMIT = 64 * 1024 * 1024
FOLDERS = ("media", "private")
DATABASES = {"sqlite": "database.sqlite3", "postgresql": "database.pgdump"}
BLOCK = 1024 * 1024
FORBIDDEN = set("\\\0:") if os.name == "nt" else {"\0"}


@dataclass(frozen=True)
class Member:
    """What the manifest says of one member."""

    size: int
    sha256: str


@dataclass
class Manifest:
    """What an archive holds, from when and for which kind of database."""

    engine: str
    made_at: str
    migrations: list[str] = field(default_factory=list)
    members: dict[str, Member] = field(default_factory=dict)
    format: int = FORMAT


def unfit(path: Path, reason: str) -> Refusal:
    """Return the refusal of an archive that must not be used."""
    return Refusal(f"{path} {reason}: nothing was restored, so use another backup.")


class Writer:
    """Adds members to a new archive, hashing what is really written."""

    def __init__(self, tar: tarfile.TarFile, manifest: Manifest) -> None:
        self.tar = tar
        self.manifest = manifest
        self.folder = str(Path(str(tar.name)).parent)

    def add(self, name: str, path: Path) -> bool:
        """Add a file; False when it vanished meanwhile or is no plain file."""
        try:
            source = os.fdopen(os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0)), "rb")
        except FileNotFoundError:
            return False
        with source, tempfile.SpooledTemporaryFile(16 * BLOCK, dir=self.folder) as copy:
            status = os.fstat(source.fileno())
            if not stat.S_ISREG(status.st_mode):
                return False
            member = copy_hashed(source, copy)
            header = tarfile.TarInfo(name)
            header.size, header.mtime, header.mode = member.size, status.st_mtime, status.st_mode & 0o777
            copy.seek(0)
            self.tar.addfile(header, copy)
        self.manifest.members[name] = member
        return True

    def close(self) -> None:
        """Write the manifest, which comes last because only now are all hashes known."""
        text = json.dumps(asdict(self.manifest), indent=1).encode()
        header = tarfile.TarInfo(MANIFEST)
        header.size, header.mode = len(text), 0o600
        self.tar.addfile(header, io.BytesIO(text))
        self.tar.close()


def copy_hashed(source: IO[bytes], target: IO[bytes] | None) -> Member:
    """Copy a stream (or only read it) and return its size and hash."""
    whole, size = hashlib.sha256(), 0
    while block := source.read(BLOCK):
        stopping.check()
        whole.update(block)
        size += len(block)
        if target is not None:
            target.write(block)
    return Member(size, whole.hexdigest())


def verify(path: Path) -> Manifest:
    """Read the whole archive and return its manifest; refuse it when anything is not as it says."""
    with whole(path):
        found, text = _read_all(path)
    manifest = _read_manifest(path, text)
    said = manifest.members
    wrong = sorted(name for name in found.keys() | said.keys() if found.get(name) != said.get(name))
    if wrong:
        raise unfit(path, f"is damaged or was changed ({wrong[0]!r} is not what its manifest says)")
    if DATABASES[manifest.engine] not in found:
        raise unfit(path, "holds no database")
    return manifest


def _read_all(path: Path) -> tuple[dict[str, Member], bytes]:
    """Return what every member really is, and the text of the manifest."""
    found: dict[str, Member] = {}
    text = b""
    for header, stream in members(path):
        if header.name in found or (header.name == MANIFEST and text):
            raise unfit(path, f"holds {header.name!r} twice")
        if header.name == MANIFEST:
            text = stream.read(MANIFEST_LIMIT)
        else:
            check_name(path, header)
            found[header.name] = copy_hashed(stream, None)
    return found, text


@contextmanager
def whole(path: Path) -> Iterator[None]:
    """Refuse an archive that turns out to be damaged or cut off while it is being read."""
    try:
        yield
    except (tarfile.TarError, zlib.error, EOFError, ValueError) as error:
        raise unfit(path, f"is not a whole archive of the academy ({error})") from None
    except OSError as error:
        if error.errno is not None:
            raise
        raise unfit(path, f"is damaged ({error})") from None


def members(path: Path) -> Iterator[tuple[tarfile.TarInfo, IO[bytes]]]:
    """Yield each member of an archive in order; anything but a plain file is refused."""
    with tarfile.open(path, "r:gz" if is_packed(path) else "r:") as tar:
        for header in tar:
            stream = tar.extractfile(header) if header.isreg() else None
            if stream is None:
                raise unfit(path, f"holds {header.name!r}, which is no plain file")
            yield header, stream
        # To the very end, so that a compressed archive's own checksum is compared as well.
        while tar.fileobj is not None and tar.fileobj.read(BLOCK):
            stopping.check()


def is_packed(path: Path) -> bool:
    """Say whether a file is compressed, whatever its name says."""
    with path.open("rb") as file:
        return file.read(2) == b"\x1f\x8b"


def check_name(path: Path, header: tarfile.TarInfo) -> None:
    """Refuse a member that is not the database and does not lie in one of the two folders."""
    parts = header.name.split("/")
    in_folder = len(parts) > 1 and parts[0] in FOLDERS
    plain = all(part not in ("", ".", "..") and not set(part) & FORBIDDEN for part in parts)
    if not (header.name in DATABASES.values() or (in_folder and plain)):
        raise unfit(path, f"holds a member with a forbidden name ({header.name!r})")


def _read_manifest(path: Path, text: bytes) -> Manifest:
    try:
        values: dict[str, Any] = json.loads(text)
        if values["format"] != FORMAT:
            raise unfit(path, f"has format {values['format']!r} and this version reads {FORMAT}")
        held = {
            str(name): Member(int(one["size"]), str(one["sha256"])) for name, one in values["members"].items()
        }
        names = [str(name) for name in values["migrations"]]
        manifest = Manifest(str(values["engine"]), str(values["made_at"]), names, held)
    except (ValueError, KeyError, TypeError, AttributeError):
        raise unfit(path, "has no readable manifest, so it is not a backup of the academy") from None
    if manifest.engine not in DATABASES:
        raise unfit(path, f"is for a database of the unknown kind {manifest.engine!r}")
    return manifest
