"""Addresses of the library, worked out from slugs alone."""

from typing import Any

from django.urls import reverse


def model_address(slug: str) -> str:
    """The address of a model."""
    return reverse("evidence:model", args=[slug])


def summary_address(slug: str) -> str:
    """The address of a living summary."""
    return reverse("evidence:summary", args=[slug])


def address_of(page: Any) -> str:
    """The address of any page of the library."""
    from evidence.models import EvidenceSummaryPage, ModelPage

    if isinstance(page, ModelPage):
        return model_address(page.slug)
    if isinstance(page, EvidenceSummaryPage):
        return summary_address(page.slug)
    return reverse("evidence:toolkit")
