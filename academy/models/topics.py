"""Topics: taggit tags with a page each, shared by every wing."""

from django.db import models
from django.urls import reverse
from modelcluster.fields import ParentalKey
from taggit.models import ItemBase, TagBase


class Topic(TagBase):
    """A subject that pages of every wing are filed under."""

    summary = models.TextField(blank=True)

    class Meta:
        ordering = ["name"]

    def get_absolute_url(self) -> str:
        """The topic's own page."""
        return reverse("topic", args=[self.slug])


class PageTopic(ItemBase):
    """One page filed under one topic."""

    tag = models.ForeignKey(Topic, on_delete=models.CASCADE, related_name="page_links")
    content_object = ParentalKey("wagtailcore.Page", on_delete=models.CASCADE, related_name="topic_links")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["tag", "content_object"], name="academy_page_topic_once")
        ]
