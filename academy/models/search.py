"""The index of the whole site: what people search, one row an object and audience."""

from django.db import models


class SearchEntry(models.Model):
    """One thing as one audience may find it.

    `academy.search.schema` adds what the databases search in: generated vectors on PostgreSQL, an FTS5
    table kept by triggers on SQLite. `topics` holds one line a topic, "slug name", each after a line break.
    """

    source = models.CharField(max_length=40)
    object_id = models.CharField(max_length=64)
    audience = models.CharField(max_length=80)
    kind = models.CharField(max_length=40)
    weight = models.SmallIntegerField(default=0)
    digest = models.CharField(max_length=32)
    title = models.CharField(max_length=255)
    url = models.CharField(max_length=800)
    summary = models.TextField(blank=True)
    topics = models.TextField(blank=True)
    body = models.TextField(blank=True)

    class Meta:
        verbose_name_plural = "search entries"
        constraints = [
            models.UniqueConstraint(
                fields=["source", "object_id", "audience"], name="academy_search_entry_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.title} ({self.source}:{self.object_id}, {self.audience})"


class SearchWord(models.Model):
    """A word that stands, or stood, in some title: where typo help looks before it asks who may see it."""

    word = models.CharField(max_length=40, primary_key=True)

    def __str__(self) -> str:
        return self.word
