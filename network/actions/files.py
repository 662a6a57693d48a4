"""Files: a group's own, added by members and deleted by who added them or a steward; those that nobody has."""

import logging
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
from django.core.files.storage import Storage
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.fields.files import FieldFile
from django.utils import timezone

from academy.actions.audit import record
from academy.models.media import private_storage
from network.models import Attachment, GroupFile, NetworkGroup, Profile, WaitingFile
from network.permissions import is_member_of, is_steward

FOLDERS: dict[str, Any] = {
    "network/posts": Attachment,
    "network/groups": GroupFile,
    "network/waiting": WaitingFile,
}
AT_ONCE = 500
#: So many lost files are a mishap; more of them are a sign that something else is wrong.
FEW = 20
log = logging.getLogger(__name__)


@transaction.atomic
def add_file(*, group: NetworkGroup, actor: Profile, title: str, file: UploadedFile) -> GroupFile:
    """Keep a file (already checked for its kind) in a group. Raises PermissionDenied."""
    if not is_member_of(actor.person, group):
        raise PermissionDenied
    return GroupFile.objects.create(group=group, title=title, file=file, size=file.size or 0, added_by=actor)


def forget_file(file: FieldFile) -> None:
    """Take a file away once its row is gone for good: a transaction that fails leaves both."""
    name, storage = file.name, file.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name))


@transaction.atomic
def delete_file(*, file: GroupFile, actor: Profile) -> None:
    """Delete a file. Raises PermissionDenied."""
    if file.added_by_id != actor.pk and not is_steward(actor.person, file.group):
        raise PermissionDenied
    record(actor_id=actor.person_id, action="group file deleted", subject=file)
    forget_file(file.file)
    file.delete()


def forget_orphans(day: date) -> None:
    """Delete files without a row: their transaction failed after they were written, more than a day ago.

    Where many have none it is the rows that are missing, as in a database that was not restored yet: nothing is
    deleted then, and the log says so.
    """
    storage = private_storage()
    for folder, model in FOLDERS.items():
        paths = orphans_in(folder, model, storage) if storage.exists(folder) else []
        if len(paths) > max(FEW, model.objects.count() // 100):
            log.error("%s: %s files have no row. Nothing is deleted.", folder, len(paths))
            continue
        for path in paths:
            storage.delete(path)


def orphans_in(folder: str, model: Any, storage: Storage) -> list[str]:
    """The files of a folder that are older than a day and that no row of the model holds."""
    old = timezone.now() - timedelta(days=1)
    paths = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
    held: set[str] = set()
    for start in range(0, len(paths), AT_ONCE):
        some = model.objects.filter(file__in=paths[start : start + AT_ONCE])
        held.update(some.values_list("file", flat=True))
    return [path for path in paths if path not in held and storage.get_modified_time(path) < old]
