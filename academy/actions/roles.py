"""The five roles of staff as Django groups, with Wagtail's page, collection and workflow rights."""

from dataclasses import dataclass, field

from django.contrib.auth.models import Group, Permission
from django.db import transaction
from django.db.models import Q
from wagtail.models import Collection, GroupCollectionPermission, GroupPagePermission, Page

from academy import hooks
from academy.actions.audit import record
from academy.models import User

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
            "academy.add_user",
            "academy.change_user",
            "academy.view_user",
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


@transaction.atomic
def ensure_roles() -> list[Group]:
    """Make every role's group hold exactly its rights; running it again changes nothing."""
    extra: dict[str, list[str]] = {}
    for added in hooks.call(hooks.ROLES):
        for role, names in added.items():
            extra.setdefault(role, []).extend(names)
    return [_ensure(role, extra.get(role.name, [])) for role in ROLES]


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


@transaction.atomic
def give_role(*, person: User, role: str, actor: User | None) -> None:
    """Put a person into a role; nobody may do this for themselves."""
    if actor is not None and actor.pk == person.pk:
        raise PermissionError("Nobody can change their own role.")
    person.groups.add(Group.objects.get(name=role))
    if not person.is_staff:
        person.is_staff = True
        person.save(update_fields=["is_staff"])
    record(actor_id=actor.pk if actor else None, action="role given", subject=person, role=role)


@transaction.atomic
def take_role(*, person: User, role: str, actor: User | None) -> None:
    """Take a person out of a role; without any role left they leave the editors' rooms."""
    person.groups.remove(Group.objects.get(name=role))
    if not person.groups.exists() and not person.is_superuser:
        person.is_staff = False
        person.save(update_fields=["is_staff"])
    record(actor_id=actor.pk if actor else None, action="role taken", subject=person, role=role)
