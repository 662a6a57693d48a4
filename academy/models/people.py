"""People who sign in."""

from typing import Any, ClassVar
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager, PermissionsMixin
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class UserManager(BaseUserManager["User"]):
    """Makes people; an address is kept in lower case so that it is known once."""

    def create_user(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person; without a password they can sign in only by other means."""
        person = self.model(email=self.normalize_email(email).lower(), **fields)
        person.set_password(password)
        person.save(using=self._db)
        return person

    def create_superuser(self, email: str, password: str | None = None, **fields: Any) -> "User":
        """Make a person with every right; `academy.actions.roles` is the usual way instead."""
        return self.create_user(email, password, is_staff=True, is_superuser=True, **fields)

    def get_by_natural_key(self, email: str | None) -> "User":
        """Find a person by address, whatever its case."""
        return self.get(email__iexact=email)


class User(AbstractBaseUser, PermissionsMixin):  # type: ignore[django-manager-missing]
    """A person with an account: signs in by email, is shown by display name."""

    email = models.EmailField(_("email address"), unique=True)
    display_name = models.CharField(_("display name"), max_length=120, blank=True)
    time_zone = models.CharField(_("time zone"), max_length=64, default="Europe/London")
    is_staff = models.BooleanField(_("works in the editors' rooms"), default=False)
    is_active = models.BooleanField(_("may sign in"), default=True)
    date_joined = models.DateTimeField(default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = []

    class Meta:
        verbose_name = _("person")
        verbose_name_plural = _("people")
        constraints = [
            models.UniqueConstraint(
                Lower("email"),
                name="academy_user_email_once",
                violation_error_message=_("This email address is already in use."),
            )
        ]

    def __str__(self) -> str:
        return self.get_full_name()

    @property
    def zone(self) -> ZoneInfo:
        """The person's time zone; London's when theirs is not known here."""
        try:
            return ZoneInfo(self.time_zone)
        except (ZoneInfoNotFoundError, ValueError):
            return ZoneInfo("Europe/London")

    def get_full_name(self) -> str:
        """The display name, or words that give away nothing when there is none."""
        return self.display_name or str(_("Member"))

    def get_short_name(self) -> str:
        """The same as the full name: people choose one name."""
        return self.get_full_name()
