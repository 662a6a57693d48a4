"""What hangs on a support service: places, hours, numbers, people, costs, languages, areas."""

from typing import Any

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalKey
from wagtail.admin.panels import FieldPanel, FieldRowPanel

from academy.models.dates import dates_in_order
from network.models.support import Identified, SupportLocation, SupportService
from network.openreferral.times import BYDAY, BYMONTHDAY, Hours


class ServiceAtLocation(Identified):
    """A service at one of its places."""

    service = ParentalKey(SupportService, on_delete=models.CASCADE, related_name="at_locations")
    location = models.ForeignKey(SupportLocation, on_delete=models.PROTECT, related_name="offered")
    description = models.TextField(blank=True)

    panels = [FieldPanel("location"), FieldPanel("description")]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["service", "location"],
                name="network_service_at_location_once",
                violation_error_message=_("The service is listed at this place already."),
            )
        ]

    def __str__(self) -> str:
        return str(self.location)


class SupportSchedule(Identified):
    """One rule of when a service is open (RFC 5545, as the profile uses it); see `openreferral.times`."""

    class Freq(models.TextChoices):
        """How the days are counted."""

        WEEKLY = "WEEKLY", _("Every week")
        MONTHLY = "MONTHLY", _("Every month")

    service = ParentalKey(SupportService, on_delete=models.CASCADE, related_name="schedules")
    at_location = models.ForeignKey(
        ServiceAtLocation,
        on_delete=models.CASCADE,
        null=True,
        blank=True,
        related_name="schedules",
        editable=False,
    )
    freq = models.CharField(max_length=7, choices=Freq.choices, default=Freq.WEEKLY)
    interval = models.PositiveSmallIntegerField(default=1)
    start = models.DateField(_("first day"), null=True, blank=True)
    byday = models.CharField(
        _("days"), max_length=80, blank=True, help_text=_("Such as MO,TU,FR; for a month 2WE or -1FR.")
    )
    bymonthday = models.CharField(_("days of the month"), max_length=120, blank=True)
    opens_at = models.TimeField(null=True, blank=True)
    closes_at = models.TimeField(
        null=True, blank=True, help_text=_("The same as the opening time means round the clock.")
    )
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    description = models.TextField(_("in words"), blank=True)

    panels = [
        FieldRowPanel([FieldPanel("byday"), FieldPanel("opens_at"), FieldPanel("closes_at")]),
        FieldRowPanel([FieldPanel("freq"), FieldPanel("bymonthday")]),
        FieldRowPanel([FieldPanel("interval"), FieldPanel("start")]),
        FieldRowPanel([FieldPanel("valid_from"), FieldPanel("valid_to")]),
        FieldPanel("description"),
    ]

    class Meta:
        ordering = ["pk"]
        constraints = [
            dates_in_order("network_schedule_dates_in_order"),
            models.CheckConstraint(
                condition=Q(opens_at__isnull=True, closes_at__isnull=True)
                | Q(opens_at__isnull=False, closes_at__isnull=False),
                name="network_schedule_opens_and_closes",
                violation_error_message=_("Give both the opening and the closing time, or neither."),
            ),
            models.CheckConstraint(
                condition=Q(byday="") | Q(byday__regex=BYDAY),
                name="network_schedule_days_known",
                violation_error_message=_("Write days as MO, TU, WE, TH, FR, SA, SU with commas between."),
            ),
            models.CheckConstraint(
                condition=Q(bymonthday="") | Q(bymonthday__regex=BYMONTHDAY),
                name="network_schedule_month_days_known",
                violation_error_message=_("Write days of the month as 1 to 31 with commas between."),
            ),
            models.CheckConstraint(
                condition=Q(interval=1) | Q(interval__gt=1, start__isnull=False),
                name="network_schedule_interval_has_a_start",
                violation_error_message=_("Every second or third week needs the first day."),
            ),
            models.CheckConstraint(
                condition=Q(freq__in=["WEEKLY", "MONTHLY"]), name="network_schedule_freq_known"
            ),
        ]

    def __str__(self) -> str:
        return self.description or f"{self.byday} {self.opens_at or ''}"

    @property
    def hours(self) -> Hours:
        """The rule as the pure part reads it."""
        return Hours(
            byday=self.byday,
            bymonthday=self.bymonthday,
            freq=self.freq,
            interval=self.interval,
            start=self.start,
            opens=self.opens_at,
            closes=self.closes_at,
            valid_from=self.valid_from,
            valid_to=self.valid_to,
        )


class SupportPhone(Identified):
    """A number that answers for a service."""

    service = ParentalKey(SupportService, on_delete=models.CASCADE, related_name="phones")
    number = models.CharField(_("number as printed"), max_length=60)
    extension = models.CharField(max_length=10, blank=True)
    kind = models.CharField(
        max_length=10, blank=True, help_text=_("voice, text, fax … as feeds name it; text makes it a text.")
    )
    description = models.CharField(max_length=300, blank=True)

    panels = [
        FieldRowPanel([FieldPanel("number"), FieldPanel("extension"), FieldPanel("kind")]),
        FieldPanel("description"),
    ]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(number__regex=r"[0-9]"),
                name="network_phone_holds_digits",
                violation_error_message=_("A number holds digits."),
            )
        ]

    def __str__(self) -> str:
        return self.number


class SupportContact(Identified):
    """A person or post that answers for a service, as its organisation publishes them."""

    service = ParentalKey(SupportService, on_delete=models.CASCADE, related_name="contacts")
    name = models.CharField(max_length=255, blank=True)
    title = models.CharField(max_length=255, blank=True)
    department = models.CharField(max_length=255, blank=True)
    email = models.EmailField(blank=True)

    panels = [FieldPanel(name) for name in ("name", "title", "department", "email")]

    class Meta:
        ordering = ["pk"]

    def __str__(self) -> str:
        return self.name or self.title or self.email


class SupportCost(Identified):
    """What a service costs somebody."""

    service = ParentalKey(SupportService, on_delete=models.CASCADE, related_name="costs")
    option = models.CharField(_("for whom or what"), max_length=300, blank=True)
    amount = models.DecimalField(max_digits=8, decimal_places=2, null=True, blank=True)
    currency = models.CharField(max_length=3, default="GBP")
    description = models.CharField(_("the amount in words"), max_length=300, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)

    panels = [FieldPanel(name) for name in ("option", "amount", "description", "valid_from", "valid_to")]

    class Meta:
        ordering = ["pk"]
        constraints = [
            dates_in_order("network_cost_dates_in_order"),
            models.CheckConstraint(
                condition=Q(amount__isnull=True) | Q(amount__gte=0),
                name="network_cost_not_negative",
                violation_error_message=_("A cost cannot be below nothing."),
            ),
        ]

    def __str__(self) -> str:
        return self.option or str(self.amount)


class SupportLanguage(Identified):
    """A language in which a service is offered."""

    service = ParentalKey(SupportService, on_delete=models.CASCADE, related_name="languages")
    code = models.CharField(_("ISO 639 code"), max_length=10, blank=True)
    name = models.CharField(max_length=120)
    note = models.CharField(max_length=300, blank=True)

    panels = [FieldRowPanel([FieldPanel("name"), FieldPanel("code")]), FieldPanel("note")]

    class Meta:
        ordering = ["name"]
        constraints = [
            models.UniqueConstraint(fields=["service", "name"], name="network_service_language_once")
        ]

    def __str__(self) -> str:
        return self.name


class SupportArea(Identified):
    """Where people must live to get a service: one of our places, or words."""

    service = ParentalKey(SupportService, on_delete=models.CASCADE, related_name="areas")
    place = models.ForeignKey(
        "academy.Place", on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    name = models.CharField(max_length=255, blank=True)

    panels = [FieldPanel("place"), FieldPanel("name")]

    class Meta:
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["service", "place"], name="network_service_area_once"),
            models.CheckConstraint(
                condition=Q(place__isnull=False) | ~Q(name=""),
                name="network_area_named",
                violation_error_message=_("Choose a place, or write the area’s name."),
            ),
        ]

    def __str__(self) -> str:
        return self.name or str(self.place)


#: The parts of a service, in the order in which a feed is read.
PARTS: tuple[Any, ...] = (
    ServiceAtLocation,
    SupportSchedule,
    SupportPhone,
    SupportContact,
    SupportCost,
    SupportLanguage,
    SupportArea,
)
