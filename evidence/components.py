"""What evidence adds to pages of the ground."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import BigIntegerField
from django.db.models.functions import Cast
from django.http import HttpRequest
from laces.components import Component

from academy.models import Follow
from evidence.models import ModelPage, StoredPage


class FollowedEvidence(Component):
    """The models a person follows, with our rating of each; on their dashboard."""

    template_name = "evidence/dashboard.html"
    order = 40

    def __init__(self, request: HttpRequest) -> None:
        self.request = request

    def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
        """One query, however many models."""
        kind = ContentType.objects.get_for_model(ModelPage)
        mine = Follow.objects.filter(person=self.request.user.pk, content_type=kind)
        pages = mine.annotate(page=Cast("object_id", BigIntegerField())).values("page")
        rows = StoredPage.objects.visible_to(self.request.user).filter(page_id__in=pages)
        return {"cards": list(rows.values_list("card", flat=True))}
