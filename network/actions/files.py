"""A group's files: added by members, deleted by who added them or a steward."""

from django.core.exceptions import PermissionDenied
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models.fields.files import FieldFile

from academy.actions.audit import record
from network.models import GroupFile, NetworkGroup, Profile
from network.permissions import is_member_of, is_steward


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
