"""The publish check beside an author's form."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import Panel

from courses.checking.findings import Finding, Weight


class PublishCheckPanel(Panel):
    """Every rule of the last saved draft, met or not, with a way to the block it is about."""

    class BoundPanel(Panel.BoundPanel):
        """The panel for one page."""

        template_name = "courses/editors/publish_check.html"

        def get_context_data(self, parent_context: Any = None) -> dict[str, Any]:
            """The findings of the draft, those that are not met first."""
            from courses.exceptions import exceptions_of
            from courses.publishing import course_of, findings_of

            context: dict[str, Any] = super().get_context_data(parent_context)
            page = self.instance
            if page.pk is None:
                return context | {"rows": [], "page": page, "unsaved": True}
            excepted = {row.rule for row in exceptions_of(course_of(page))}
            return context | {"rows": rows_of(findings_of(page), excepted), "page": page}


WEIGHT_WORDS = {
    Weight.BLOCKER: _("must hold"),
    Weight.HUMAN: _("a person must check"),
    Weight.ADVICE: _("advice"),
}


def rows_of(findings: Iterable[Finding], excepted: set[str]) -> list[dict[str, Any]]:
    """Findings for a page: what is open first, then advice, then what is met."""
    order = {Weight.BLOCKER: 0, Weight.HUMAN: 1, Weight.ADVICE: 2}
    rows = sorted(findings, key=lambda finding: (finding.is_met, order[finding.weight]))
    return [
        {
            "finding": finding,
            "words": WEIGHT_WORDS[finding.weight],
            "excepted": finding.rule in excepted and not finding.is_met,
        }
        for finding in rows
    ]
