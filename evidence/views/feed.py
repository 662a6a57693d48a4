"""The library's changes as an Atom feed."""

from io import StringIO

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.html import escape
from django.utils.http import http_date
from django.utils.translation import gettext as _
from django.views.decorators.http import conditional_page, require_safe

from evidence.feed import News, news
from evidence.pictures.lettering import clean


@require_safe
@conditional_page
def feed(request: HttpRequest) -> HttpResponse:
    """The newest changes, the same for everybody; 304 for who has them."""
    items = news()
    response = HttpResponse(drawn(items), content_type="application/atom+xml; charset=utf-8")
    response["Cache-Control"] = "public, no-cache"
    if items:
        response["Last-Modified"] = http_date(items[0].at.timestamp())
    return response


def drawn(items: list[News]) -> str:
    """The feed as Atom."""
    title = _("%(site)s: what changed in the evidence") % {"site": settings.WAGTAIL_SITE_NAME}
    atom = Atom1Feed(
        title=title,
        link=settings.SITE_URL + reverse("evidence:toolkit"),
        description=_("Models and summaries as they are published, rated and renewed."),
        language="en-GB",
        author_name=settings.WAGTAIL_SITE_NAME,
        feed_url=settings.SITE_URL + reverse("evidence:feed"),
    )
    for item in items:
        atom.add_item(
            title=clean(item.title),
            link=item.url,
            description=escape(clean(item.text)),
            unique_id=item.id,
            pubdate=item.at,
            updateddate=item.at,
        )
    text = StringIO()
    atom.write(text, "utf-8")
    return text.getvalue()
