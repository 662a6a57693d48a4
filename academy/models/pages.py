"""Pages of the ground, and the base that the other wings' pages share."""

from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from modelcluster.contrib.taggit import ClusterTaggableManager
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page

from academy.blocks import StandardBody
from academy.models.topics import PageTopic

RESERVED_SLUGS = frozenset(
    """
    pathways certificates summaries compare matrix factors practice people groups threads
    events support plans places topics search my verify account api cms health media documents
    static mailbox contact styleguide notifications admin enrol continue check new edit feed
    teams letters
    """.split()  # noqa: SIM905 - a block of words reads better than forty lines
)


class BasePage(Page):
    """What every page of the site has: a summary, topics, a cover and a quick way out."""

    summary = models.CharField(
        max_length=250, blank=True, help_text=_("One or two sentences for cards and search.")
    )
    leave_button = models.BooleanField(
        _("show “Leave this page”"),
        default=False,
        help_text=_("On pages that could endanger somebody who is seen reading them."),
    )
    cover = models.ForeignKey(
        settings.WAGTAILIMAGES_IMAGE_MODEL,
        on_delete=models.SET_NULL,
        null=True,
        blank=True,
        related_name="+",
        help_text=_("Without a picture a pattern is drawn."),
    )
    topics = ClusterTaggableManager(through=PageTopic, blank=True)

    wing: ClassVar[str] = "academy"
    reserved_slugs: ClassVar[frozenset[str]] = frozenset()
    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        *Page.promote_panels,
        MultiFieldPanel(
            [FieldPanel("topics"), FieldPanel("cover"), FieldPanel("leave_button")],
            heading=_("Topics, cover and safety"),
        ),
    ]

    class Meta:
        abstract = True

    def clean(self) -> None:
        """Refuse a slug that would hide one of the site's own addresses."""
        super().clean()
        if self.slug in RESERVED_SLUGS | self.reserved_slugs:
            raise ValidationError(
                {"slug": _("This word is one of the site's own addresses. Choose another.")}
            )

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add what the base template reads from any page."""
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"wing": self.wing, "show_leave": self.leave_button}


class HomePage(BasePage):
    """The front page: what this is, the doors to the wings, a few dated figures."""

    heading = models.CharField(max_length=160)
    lead = models.TextField(max_length=400)
    body = StreamField(StandardBody(), blank=True)
    max_count = 1
    template = "academy/home.html"
    content_panels = [
        *BasePage.content_panels,
        FieldPanel("heading"),
        FieldPanel("lead"),
        FieldPanel("body"),
    ]


class StandardPage(BasePage):
    """A page of plain text: about, accessibility, privacy, terms."""

    body = StreamField(StandardBody(), blank=True)
    in_footer = models.BooleanField(_("linked from the foot of every page"), default=False)
    template = "academy/standard_page.html"
    content_panels = [*BasePage.content_panels, FieldPanel("body")]
    settings_panels = [*BasePage.settings_panels, FieldPanel("in_footer")]
