"""Members: what they say of themselves, to whom, and what was checked."""

from datetime import date
from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from network.audiences import FIELDS, Audience, audience_of

if TYPE_CHECKING:
    from academy.permissions import AnyUser

AUDIENCES = [
    (int(Audience.EVERYONE), _("Everyone")),
    (int(Audience.MEMBERS), _("Members of the network")),
    (int(Audience.GROUPS), _("People in my groups")),
    (int(Audience.ME), _("Only me")),
]


class ProfileQuerySet(models.QuerySet["Profile"]):
    """Profiles in the field's words."""

    def visible_to(self, person: "AnyUser") -> Self:
        """Those that `person` may find at all."""
        from network.permissions import seen_by

        return self.filter(seen_by(person))

    def active(self) -> Self:
        """Members in good standing, whose account is open."""
        return self.filter(person__is_active=True, left_at=None).filter(not_suspended())


def not_suspended(path: str = "") -> Q:
    """Members who are not suspended now; `path` leads to the profile, such as `author__`."""
    over = Q((f"{path}suspended_until__lte", timezone.now()))
    return Q((f"{path}suspended_until__isnull", True)) | over


class Profile(models.Model):
    """A member of the network. A person without one has an account and reads what everybody reads."""

    class After(models.TextChoices):
        """What is to happen to a member's posts if they ever erase their account."""

        REMOVE = "remove", _("Take my words out; replies by others stay")
        KEEP = "keep", _("Keep my words, without my name")

    person = models.OneToOneField(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="network_profile"
    )
    handle = models.SlugField(_("handle"), max_length=40)
    profession = models.ForeignKey(
        "academy.Profession",
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("profession"),
    )
    role_words = models.CharField(_("your role in your own words"), max_length=120, blank=True)
    about = models.TextField(_("about you and your work"), max_length=2000, blank=True)
    audience = models.PositiveSmallIntegerField(choices=AUDIENCES, default=int(Audience.MEMBERS))
    chosen = models.JSONField(default=dict, blank=True, help_text=_("Audience of each field, as numbers."))
    is_example = models.BooleanField(default=False, editable=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    suspended_until = models.DateTimeField(null=True, blank=True, editable=False)
    # Who leaves keeps an empty row: a suspension, a block or a group's "no" does not end by leaving.
    left_at = models.DateTimeField(null=True, blank=True, editable=False)
    posts_after = models.CharField(max_length=8, choices=After.choices, default=After.REMOVE)
    # How lists sort: the name where the reader may see it, the handle where not; kept by `describe`.
    sort_everyone = models.CharField(max_length=160, blank=True, editable=False)
    sort_members = models.CharField(max_length=160, blank=True, editable=False)

    objects = ProfileQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                Lower("handle"),
                name="network_profile_handle_once",
                violation_error_message=_("Somebody already has this handle. Please choose another."),
            ),
            models.CheckConstraint(
                condition=Q(audience__in=[value for value, _name in AUDIENCES]),
                name="network_profile_audience_known",
            ),
        ]
        indexes = [
            models.Index(fields=["sort_members", "id"], name="network_profile_by_name"),
            models.Index(fields=["sort_everyone", "id"], name="network_profile_by_open_name"),
            models.Index(fields=["-joined_at", "-id"], name="network_profile_newest"),
        ]

    def __str__(self) -> str:
        return self.handle

    def get_absolute_url(self) -> str:
        """The member's own page."""
        return reverse("network:member", args=[self.handle])

    @property
    def is_suspended(self) -> bool:
        """Whether the member may take no part now."""
        return self.suspended_until is not None and self.suspended_until > timezone.now()

    def audience_of(self, field: str) -> Audience:
        """For whom a field is meant."""
        return audience_of(field, whole=self.audience, chosen=self.chosen)

    def audiences(self) -> dict[str, Audience]:
        """For whom each field is meant."""
        return {field: self.audience_of(field) for field in FIELDS}


class FactQuerySet(models.QuerySet["ProfileFact"]):
    """Facts in the field's words."""

    def visible_to(self, person: "AnyUser") -> Self:
        """Those that `person` may see; every filter, count and list of facts goes through here."""
        from network.permissions import seen_by

        return self.filter(seen_by(person, "profile__"))

    def holding_on(self, day: date) -> Self:
        """Those that are not over on `day`."""
        return self.filter(Q(until__isnull=True) | Q(until__gte=day))


class ProfileFact(models.Model):
    """One thing a member can be found by, with its own audience, never wider than the profile's."""

    class Field(models.TextChoices):
        """What the fact is of; each is a field with an audience (`network.audiences.FIELDS`)."""

        ROLE = "role", _("Role")
        PLACE = "place", _("Place")
        TOPIC = "topic", _("Expertise")
        SECTOR = "sector", _("Sector")
        LANGUAGE = "language", _("Language")
        OFFER = "offer", _("Offers")
        SEEK = "seek", _("Looks for")
        MODEL = "model", _("Practises")
        COURSE = "course", _("Completed")
        VERIFIED = "verified", _("Checked")

    profile = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="facts")
    field = models.CharField(max_length=10, choices=Field.choices)
    value = models.CharField(max_length=160, help_text=_("A slug, a code or an id, by field."))
    label = models.CharField(max_length=255, help_text=_("What readers see."))
    audience = models.PositiveSmallIntegerField(choices=AUDIENCES)
    until = models.DateField(null=True, blank=True)
    # What lists sort by, kept beside what they filter by: a facet then follows one index and stops early.
    sort_everyone = models.CharField(max_length=160, blank=True, editable=False)
    sort_members = models.CharField(max_length=160, blank=True, editable=False)
    joined_at = models.DateTimeField(default=timezone.now, editable=False)
    # Since when other members may find it: what kept searches tell of.
    since = models.DateTimeField(default=timezone.now, editable=False)

    objects = FactQuerySet.as_manager()

    class Meta:
        ordering = ["field", "label"]
        constraints = [
            models.UniqueConstraint(fields=["profile", "field", "value"], name="network_fact_once"),
            models.CheckConstraint(
                condition=Q(audience__in=[value for value, _name in AUDIENCES]),
                name="network_fact_audience_known",
            ),
        ]
        indexes = [
            models.Index(fields=["field", "value", "sort_members", "profile"], name="network_fact_by_name"),
            models.Index(
                fields=["field", "value", "sort_everyone", "profile"], name="network_fact_by_open_name"
            ),
            models.Index(fields=["field", "value", "-joined_at", "-profile"], name="network_fact_newest"),
            models.Index(fields=["field", "value", "since"], name="network_fact_since"),
        ]

    def __str__(self) -> str:
        return f"{self.get_field_display()}: {self.label}"


class Block(models.Model):
    """A member wants nothing to do with another, who can no longer see their profile nor reach them."""

    blocker = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="blocks_made")
    blocked = models.ForeignKey(Profile, on_delete=models.CASCADE, related_name="blocks_met")
    made_at = models.DateTimeField(default=timezone.now, editable=False)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["blocker", "blocked"], name="network_block_once"),
            models.CheckConstraint(
                condition=~Q(blocker=models.F("blocked")),
                name="network_block_not_oneself",
                violation_error_message=_("You cannot block yourself."),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.blocker_id} blocks {self.blocked_id}"
