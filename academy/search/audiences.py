"""Who finds what: audiences are plain words that an entry carries and a person holds.

`public`, `members` and `group:<id>` are the ground's; a source may add its own (`Source.held`).
"""

from collections.abc import Iterable

from django.contrib.auth.models import Group
from wagtail.models import Page, PageViewRestriction

from academy.permissions import AnyUser

PUBLIC = "public"
MEMBERS = "members"


def of_group(group_id: int) -> str:
    """The audience of one group."""
    return f"group:{group_id}"


def audiences_of(person: AnyUser) -> list[str]:
    """Every audience `person` holds, in at most one query; a superuser belongs to every group."""
    if not person.is_authenticated or not person.is_active:
        return [PUBLIC]
    groups = Group.objects.all() if person.is_superuser else person.groups.all()
    return [PUBLIC, MEMBERS, *(of_group(pk) for pk in groups.order_by().values_list("pk", flat=True))]


class PageAudiences:
    """The audiences of pages, worked out from the view restrictions on and above them; two queries in all.

    Where several restrictions by group lie above one another, only a group that all of them name finds
    the page: less than what `visible_pages` grants, never more. A page behind a password is not found.
    """

    def __init__(self, paths: Iterable[str]) -> None:
        above = {path[:end] for path in paths for end in range(Page.steplen, len(path) + 1, Page.steplen)}
        rows = PageViewRestriction.objects.filter(page__path__in=above)
        rows = rows.select_related("page").prefetch_related("groups")
        self.restrictions = [
            (row.page.path, row.restriction_type, {group.pk for group in row.groups.all()}) for row in rows
        ]

    def of(self, path: str) -> tuple[str, ...]:
        """Who finds the page at this path of the tree."""
        above = [item for item in self.restrictions if path.startswith(item[0])]
        types = {kind for _path, kind, _groups in above}
        if not types:
            return (PUBLIC,)
        if types == {PageViewRestriction.LOGIN}:
            return (MEMBERS,)
        if types - {PageViewRestriction.LOGIN, PageViewRestriction.GROUPS}:
            return ()
        return common(groups for _path, kind, groups in above if kind == PageViewRestriction.GROUPS)


def common(groups: Iterable[set[int]]) -> tuple[str, ...]:
    """The audiences of the groups that all of these name."""
    return tuple(of_group(pk) for pk in sorted(set.intersection(*groups)))
