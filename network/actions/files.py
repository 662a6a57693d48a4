"""Files: a group's own, added by members and deleted by who added them or a steward; those that nobody has."""

from datetime import date, timedelta
from typing import Any

from django.core.exceptions import PermissionDenied
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
    """Delete files without a row: their transaction failed after they were written, more than a day ago."""
    storage, old = private_storage(), timezone.now() - timedelta(days=1)
    for folder, model in FOLDERS.items():
        if not storage.exists(folder):
            continue
        paths = [f"{folder}/{name}" for name in storage.listdir(folder)[1]]
        for start in range(0, len(paths), AT_ONCE):
            some = paths[start : start + AT_ONCE]
            held = set(model.objects.filter(file__in=some).values_list("file", flat=True))
            for path in some:
                if path not in held and storage.get_modified_time(path) < old:
                    storage.delete(path)
