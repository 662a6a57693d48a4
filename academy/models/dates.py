"""Rows that hold for a time: from a day, to a day, either end open."""

from datetime import date

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _


def valid_on(day: date, path: str = "") -> Q:
    """Rows that hold on `day`, open ends included; `path` leads to them, such as `memberships__`."""
    begun = Q((f"{path}valid_from__isnull", True)) | Q((f"{path}valid_from__lte", day))
    not_over = Q((f"{path}valid_to__isnull", True)) | Q((f"{path}valid_to__gte", day))
    return begun & not_over


def dates_in_order(name: str) -> models.CheckConstraint:
    """A constraint that an end is not before its beginning."""
    return models.CheckConstraint(
        condition=Q(valid_to__isnull=True) | Q(valid_from__isnull=True) | Q(valid_to__gte=F("valid_from")),
        name=name,
        violation_error_message=_("The end cannot be before the beginning."),
    )
