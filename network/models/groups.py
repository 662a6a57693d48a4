"""Groups: small communities with stewards, in the open or behind a door."""

from typing import TYPE_CHECKING, Self

from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from academy.models.media import private_storage
from network.models.people import Profile

if TYPE_CHECKING:
    from academy.permissions import AnyUser


class GroupQuerySet(models.QuerySet["NetworkGroup"]):
    """Groups in the field's words."""

    def visible_to(self, person: "AnyUser") -> Self:
        """Groups whose name and description `person` may see."""
        from network.permissions import groups_known_to

        return self.filter(groups_known_to(person))

    def readable_by(self, person: "AnyUser") -> Self:
        """Groups whose discussions, files and events `person` may read."""
        from network.permissions import groups_open_to

        return self.filter(groups_open_to(person))

    def untended(self) -> Self:
        """Groups that are not closed and that nobody can look after now."""
        able = GroupMembership.objects.stewards().able().filter(group=OuterRef("pk"))
        return self.filter(~Exists(able), closed_at=None)

    def tended_alone_by(self, profile: Profile) -> Self:
        """Groups that are not closed and that nobody could look after if this steward left."""
        stewards = GroupMembership.objects.stewards().filter(group=OuterRef("pk"))
        others = stewards.able().exclude(profile=profile)
        return self.filter(Exists(stewards.filter(profile=profile)), ~Exists(others), closed_at=None)


class NetworkGroup(models.Model):
    """A community of practice."""

    class Openness(models.TextChoices):
        """Who may read it."""

        OPEN = "open", _("Open: everybody can read")
        CLOSED = "closed", _("Closed: everybody can see that it exists, members can read")
        HIDDEN = "hidden", _("Hidden: only members and people who are invited know of it")

    class Joining(models.TextChoices):
        """How one becomes a member."""

        FREE = "free", _("Anybody may join")
        REQUEST = "request", _("Ask, and a steward answers")
        INVITATION = "invitation", _("By invitation of a steward")

    name = models.CharField(_("name"), max_length=120)
    slug = models.SlugField(max_length=80, unique=True)
    summary = models.CharField(_("what it is for, in one sentence"), max_length=240)
    welcome = models.TextField(_("welcome text"), max_length=4000, blank=True)
    rules = models.TextField(_("rules of the group"), max_length=4000, blank=True)
    openness = models.CharField(max_length=8, choices=Openness.choices, default=Openness.OPEN)
    joining = models.CharField(max_length=10, choices=Joining.choices, default=Joining.FREE)
    anonymous_asking = models.BooleanField(
        _("members may ask without their name"),
        default=False,
        help_text=_("Stewards still see who asked, and read each such post before it appears."),
    )
    place = models.ForeignKey(
        "academy.Place", on_delete=models.SET_NULL, null=True, blank=True, related_name="network_groups"
    )
    model = models.ForeignKey(
        "evidence.ModelPage", on_delete=models.SET_NULL, null=True, blank=True, related_name="network_groups"
    )
    is_example = models.BooleanField(default=False, editable=False)
    made_at = models.DateTimeField(default=timezone.now, editable=False)
    closed_at = models.DateTimeField(null=True, blank=True, editable=False)

    objects = GroupQuerySet.as_manager()

    class Meta:
        ordering = ["name"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        """The group's own page."""
        return reverse("network:group", args=[self.slug])

    @property
    def is_open(self) -> bool:
        """Whether everybody can read it."""
        return self.openness == self.Openness.OPEN


class GroupMembershipQuerySet(models.QuerySet["GroupMembership"]):
    """Memberships of groups in the field's words."""

    def current(self) -> Self:
        """Those that hold now."""
        return self.filter(state=GroupMembership.State.MEMBER)

    def of(self, person: "AnyUser") -> Self:
        """Those of `person` that hold now; a suspended member or a closed account has none."""
        from network.permissions import acting

        return self.current().filter(acting(person))

    def stewards(self) -> Self:
        """Those who look after a group."""
        return self.current().filter(role=GroupMembership.Role.STEWARD)

    def able(self) -> Self:
        """Those whose member can act now: in good standing, with an open account, and no example."""
        return self.filter(profile__in=Profile.objects.active().filter(is_example=False))


class GroupMembership(models.Model):
    """One member's standing in one group: asked, invited, in, left or barred; one row for good."""

    class State(models.TextChoices):
        """Where it stands."""

        ASKED = "asked", _("Asked to join")
        INVITED = "invited", _("Invited")
        MEMBER = "member", _("Member")
        LEFT = "left", _("Left")
        DECLINED = "declined", _("Not let in")
        BARRED = "barred", _("Taken out by a steward")

    class Role(models.TextChoices):
        """What a member does for the group."""

        MEMBER = "member", _("Member")
        STEWARD = "steward", _("Steward")

    group = models.ForeignKey(NetworkGroup, on_delete=models.CASCADE, related_name="memberships")
    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="group_memberships")
    state = models.CharField(max_length=8, choices=State.choices)
    role = models.CharField(max_length=8, choices=Role.choices, default=Role.MEMBER)
    message = models.CharField(_("what they said when they asked"), max_length=500, blank=True)
    since = models.DateTimeField(default=timezone.now)

    objects = GroupMembershipQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["group", "profile"], name="network_group_member_once"),
            models.CheckConstraint(
                condition=Q(role="member") | Q(state="member"), name="network_group_steward_is_member"
            ),
        ]
        indexes = [models.Index(fields=["profile", "state"], name="network_group_of_member")]

    def __str__(self) -> str:
        return f"{self.profile_id} in {self.group_id}: {self.state}"


class GroupFile(models.Model):
    """A file that a group keeps, of a safe type, handed out by a view that asks who may read the group."""

    group = models.ForeignKey(NetworkGroup, on_delete=models.CASCADE, related_name="files")
    title = models.CharField(_("title"), max_length=160)
    file = models.FileField(upload_to="network/groups/", storage=private_storage)
    size = models.PositiveIntegerField(editable=False)
    added_by = models.ForeignKey(Profile, on_delete=models.SET_NULL, null=True, related_name="+")
    added_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        ordering = ["title", "pk"]

    def __str__(self) -> str:
        return self.title
