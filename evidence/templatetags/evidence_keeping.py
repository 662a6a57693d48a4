"""Template tags of the rooms where references are kept. They format; none asks the database."""

from collections.abc import Mapping

from django import template
from django.utils.translation import gettext as _

register = template.Library()


@register.filter
def name_of(people: Mapping[int, str], person: int) -> str:
    """A person's name by their number, or a word for somebody who has left."""
    return people.get(person) or _("Somebody who has left")
