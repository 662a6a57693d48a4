"""One click in a letter, without signing in, and letters of that kind, thing or digest come no more."""

from collections.abc import Sequence

from django.conf import settings
from django.contrib.contenttypes.models import ContentType
from django.core import signing
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext as _

from academy.hearing import KINDS
from academy.models import NotificationChoice, ThingChoice, User, Way

SALT = "academy.letters.unsubscribe"


def unsubscribe_link(person: User, scopes: Sequence[str]) -> str:
    """A signed address; a scope is `kind:groups`, `digest:daily` or a thing's key, the narrowest first."""
    token = signing.dumps([person.pk, list(scopes)], salt=SALT)
    return settings.SITE_URL + reverse("unsubscribe", args=[token])


def read_link(token: str) -> tuple[User, list[str]] | None:
    """Whose letters a link stops, and which; None when it is not ours or nobody is left."""
    try:
        number, scopes = signing.loads(token, salt=SALT)
    except (signing.BadSignature, ValueError):
        return None
    person = User.objects.filter(pk=number, is_active=True).first()
    return None if person is None else (person, scopes)


def name_of(scope: str) -> str:
    """What a scope means, without naming anything that the reader may no longer see."""
    what, _colon, rest = scope.partition(":")
    if what == "kind":
        return _("every letter of this kind: %(kind)s") % {"kind": KINDS.get(rest, rest)}
    if what == "digest":
        return _("the weekly letter") if rest == "weekly" else _("the daily letter")
    model = ContentType.objects.get_for_id(int(what)).model_class()
    noun = model._meta.verbose_name if model is not None else _("thing")
    return _("letters about this %(thing)s") % {"thing": noun}


@transaction.atomic
def unsubscribe(*, person: User, scope: str) -> None:
    """Send no more letters of one scope; what is told stays on the site. Again is the same."""
    what, _colon, rest = scope.partition(":")
    if what == "kind":
        NotificationChoice.objects.update_or_create(person=person, kind=rest, defaults={"way": Way.APP})
    elif what == "digest":
        NotificationChoice.objects.filter(person=person, way=rest).update(way=Way.APP)
        ThingChoice.objects.filter(person=person, way=rest).update(way=Way.APP)
    else:
        ThingChoice.objects.update_or_create(
            person=person, content_type_id=int(what), object_id=rest, defaults={"way": Way.APP}
        )
