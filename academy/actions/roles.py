"""The five roles of staff as Django groups, with Wagtail's page, collection and workflow rights."""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from wagtail.models import (
    Collection,
    GroupApprovalTask,
    GroupCollectionPermission,
    GroupPagePermission,
    Page,
)

from academy import hooks
from academy.actions.audit import record
from academy.models import User
from academy.permissions import can_manage_person

COURSE_AUTHORS = "Course authors"
EVIDENCE_EDITORS = "Evidence editors"
NETWORK_LEADS = "Network leads"
MODERATORS = "Moderators"
OWNERS = "Owners"

EDIT = ("add_page", "change_page")
PUBLISH = (*EDIT, "publish_page", "lock_page", "unlock_page")
FILES = tuple(f"{verb}_{noun}" for noun in ("image", "document") for verb in ("add", "choose"))
FILES_ALL = (*FILES, "change_image", "change_document")
RECORDS = tuple(
    f"academy.{verb}_{noun}"
    for noun in ("supportline", "statistic", "glossaryterm", "topic")
    for verb in ("view", "add", "change")
)


@dataclass(frozen=True)
class Role:
    """What a group may do: site permissions by name, page and file rights from the root down."""

    name: str
    permissions: tuple[str, ...] = ()
    pages: tuple[str, ...] = ()
    files: tuple[str, ...] = ()
    extra: list[str] = field(default_factory=list)


ROLES = (
    Role(COURSE_AUTHORS, ("academy.view_statistic", "academy.view_supportline"), EDIT, FILES),
    Role(EVIDENCE_EDITORS, ("academy.view_statistic", "academy.add_statistic"), EDIT, FILES),
    Role(NETWORK_LEADS, RECORDS, PUBLISH, FILES_ALL),
    Role(MODERATORS, ("academy.view_contactmessage", "academy.change_contactmessage")),
    Role(
        OWNERS,
        (
            *RECORDS,
            "academy.delete_supportline",
            "academy.delete_statistic",
            "academy.delete_glossaryterm",
            "academy.delete_topic",
            "academy.view_contactmessage",
            "academy.change_contactmessage",
            "academy.view_auditentry",
            *(
                f"academy.{verb}_{noun}"
                for noun in ("organisation", "membership", "place", "profession")
                for verb in ("view", "add", "change", "delete")
            ),
            "wagtailcore.change_site",
            "wagtailredirects.add_redirect",
            "wagtailredirects.change_redirect",
            "wagtailredirects.delete_redirect",
        ),
        (*PUBLISH, "bulk_delete_page"),
        FILES_ALL,
    ),
)


APPROVERS = (NETWORK_LEADS, OWNERS)
NAMES = tuple(role.name for role in ROLES)


@transaction.atomic
def ensure_roles() -> list[Group]:
    """Make every role's group hold exactly its rights; running it again changes nothing."""
    extra: dict[str, list[str]] = {}
    for added in hooks.call(hooks.ROLES):
        for role, names in added.items():
            extra.setdefault(role, []).extend(names)
    groups = [_ensure(role, extra.get(role.name, [])) for role in ROLES]
    _hand_approval_to(APPROVERS)
    return groups


def _hand_approval_to(names: tuple[str, ...]) -> None:
    """Wagtail's own workflow asks its "Moderators" and knows "Editors"; here other roles approve pages."""
    approvers = Group.objects.filter(name__in=names)
    for task in GroupApprovalTask.objects.all():
        task.groups.set(approvers)
    Group.objects.filter(name="Editors").delete()


def _ensure(role: Role, extra: list[str]) -> Group:
    group, _made = Group.objects.get_or_create(name=role.name)
    names = ["wagtailadmin.access_admin", *role.permissions, *extra]
    group.permissions.set(_permissions(names))
    _set_page_rights(group, role.pages)
    _set_file_rights(group, role.files)
    return group


def _permissions(names: list[str]) -> list[Permission]:
    wanted = Q(pk__in=[])
    for name in set(names):
        app, codename = name.split(".")
        wanted |= Q(content_type__app_label=app, codename=codename)
    found = list(Permission.objects.filter(wanted).select_related("content_type"))
    missing = set(names) - {f"{p.content_type.app_label}.{p.codename}" for p in found}
    if missing:
        raise LookupError(f"No such permission: {', '.join(sorted(missing))}")
    return found


def _set_page_rights(group: Group, codenames: tuple[str, ...]) -> None:
    root = Page.get_first_root_node()
    wanted = set(Permission.objects.filter(content_type__app_label="wagtailcore", codename__in=codenames))
    rows = GroupPagePermission.objects.filter(group=group)
    rows.exclude(permission__in=wanted, page=root).delete()
    held = set(rows.values_list("permission_id", flat=True))
    for permission in wanted:
        if permission.pk not in held:
            GroupPagePermission.objects.create(group=group, page=root, permission=permission)


def _set_file_rights(group: Group, codenames: tuple[str, ...]) -> None:
    root = Collection.get_first_root_node()
    apps = ("wagtailimages", "wagtaildocs", "academy")
    names = [*codenames, *(c.replace("image", "academyimage") for c in codenames)]
    names += [c.replace("document", "academydocument") for c in codenames]
    wanted = set(Permission.objects.filter(content_type__app_label__in=apps, codename__in=names))
    rows = GroupCollectionPermission.objects.filter(group=group)
    rows.exclude(permission__in=wanted, collection=root).delete()
    held = set(rows.values_list("permission_id", flat=True))
    for permission in wanted:
        if permission.pk not in held:
            GroupCollectionPermission.objects.create(group=group, collection=root, permission=permission)


def _check_actor(actor: User | None, person: User) -> None:
    """Only owners change roles, never their own; `actor` is None for the command line alone."""
    if actor is not None and not can_manage_person(actor, person):
        raise PermissionDenied("Only an owner may change a role, and nobody their own.")


@transaction.atomic
def give_role(*, person: User, role: str, actor: User | None) -> None:
    """Put a person into a role. Raises PermissionDenied unless `actor` is an owner and somebody else."""
    _check_actor(actor, person)
    person.groups.add(Group.objects.get(name=role))
    _set_staff(person)
    record(actor_id=actor.pk if actor else None, action="role given", subject=person, role=role)


@transaction.atomic
def take_role(*, person: User, role: str, actor: User | None) -> None:
    """Take a person out of a role; without any role left they leave the editors' rooms."""
    _check_actor(actor, person)
    person.groups.remove(Group.objects.get(name=role))
    _set_staff(person)
    record(actor_id=actor.pk if actor else None, action="role taken", subject=person, role=role)


def _set_staff(person: User) -> None:
    person.is_staff = person.is_superuser or person.groups.filter(name__in=NAMES).exists()
    person.save(update_fields=["is_staff"])
