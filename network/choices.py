"""What members choose from, field by field: pairs of a value, as it is stored, and what readers see."""

import time
from collections.abc import Callable

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from academy.memory import Kept
from academy.models import Place, Profession, Topic, User
from academy.models.organisations import Sector
from courses.models import Certificate
from evidence.models import ModelPage
from evidence.permissions import open_to_all

Choices = list[tuple[str, str | Promise]]

OFFERS: Choices = [
    ("mentoring", _("Mentoring")),
    ("visits", _("Visits to my service")),
    ("speaking", _("Speaking at events")),
    ("supervision", _("Supervision")),
]
#: Languages that Londoners speak at home, by their ISO 639 code; a member may choose any number.
LANGUAGES: Choices = [
    ("en", _("English")),
    ("sq", _("Albanian")),
    ("am", _("Amharic")),
    ("ar", _("Arabic")),
    ("bn", _("Bengali")),
    ("bfi", _("British Sign Language")),
    ("bg", _("Bulgarian")),
    ("zh", _("Chinese")),
    ("nl", _("Dutch")),
    ("fr", _("French")),
    ("de", _("German")),
    ("el", _("Greek")),
    ("gu", _("Gujarati")),
    ("hi", _("Hindi")),
    ("it", _("Italian")),
    ("ku", _("Kurdish")),
    ("ln", _("Lingala")),
    ("ne", _("Nepali")),
    ("ps", _("Pashto")),
    ("fa", _("Persian")),
    ("pl", _("Polish")),
    ("pt", _("Portuguese")),
    ("pa", _("Punjabi")),
    ("ro", _("Romanian")),
    ("ru", _("Russian")),
    ("so", _("Somali")),
    ("es", _("Spanish")),
    ("ta", _("Tamil")),
    ("ti", _("Tigrinya")),
    ("tr", _("Turkish")),
    ("tw", _("Twi")),
    ("uk", _("Ukrainian")),
    ("ur", _("Urdu")),
    ("vi", _("Vietnamese")),
    ("yo", _("Yoruba")),
]


def places() -> Choices:
    """London's authorities."""
    return list(Place.objects.authorities().order_by("name").values_list("slug", "name"))


def topics() -> Choices:
    """The topics of the whole site."""
    return list(Topic.objects.order_by("name").values_list("slug", "name"))


def models() -> Choices:
    """The evidence library's models that everybody may read, by page id: others are named to nobody."""
    pages = open_to_all(ModelPage.objects.all()).order_by("title")
    return [(str(pk), title) for pk, title in pages.values_list("pk", "title")]


def professions() -> Choices:
    """What people do for a living."""
    return list(Profession.objects.order_by("name").values_list("slug", "name"))


def courses_of(person: User) -> Choices:
    """The courses for which this person holds a certificate in force, by course id."""
    held = Certificate.objects.in_force().filter(enrolment__learner__user=person)
    rows = held.order_by("course_title").values_list("enrolment__course", "course_title")
    return [(str(pk), title) for pk, title in rows]


#: The choices of each field that a member fills in; each is asked of the database when a form is drawn.
OFFERED: dict[str, Callable[[User], Choices]] = {
    "place": lambda person: places(),
    "sector": lambda person: list(Sector.choices),
    "language": lambda person: LANGUAGES,
    "topic": lambda person: topics(),
    "offer": lambda person: OFFERS,
    "seek": lambda person: OFFERS,
    "model": lambda person: models(),
    "course": courses_of,
}
#: What each field is called on forms and pages.
NAMES: dict[str, str | Promise] = {
    "name": _("Name"),
    "role": _("Role"),
    "about": _("About"),
    "organisations": _("Organisations"),
    "place": _("Places"),
    "sector": _("Sectors"),
    "language": _("Languages"),
    "topic": _("Expertise"),
    "offer": _("Offers"),
    "seek": _("Looks for"),
    "model": _("Practises"),
    "course": _("Courses completed"),
    "verified": _("What was checked"),
    "contact": _("Contact form"),
}

#: Filters of the directory, in the order of the form.
FILTERS: dict[str, Callable[[], Choices]] = {
    "place": places,
    "role": professions,
    "topic": topics,
    "sector": lambda: list(Sector.choices),
    "offer": lambda: OFFERS,
    "language": lambda: LANGUAGES,
    "model": models,
}
KEPT_SECONDS = 60
_kept: Kept[dict[str, Choices]] = Kept(1)


def filters() -> dict[str, Choices]:
    """The choices of every filter; each process asks the database at most once a minute."""
    minute = int(time.time()) // KEPT_SECONDS
    return _kept.get(minute, lambda: {field: offered() for field, offered in FILTERS.items()})
