"""The publish check beside an author's form: a side panel that follows what is typed."""

from collections.abc import Iterable
from functools import cached_property
from typing import Any

from django.forms import Media, Script
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.ui.side_panels import BaseSidePanel

from courses.checking.findings import Finding, Weight
from courses.exceptions import exceptions_of
from courses.publishing import course_of, findings_of
from courses.words import spoken

WEIGHT_WORDS = {
    Weight.BLOCKER: _("must hold"),
    Weight.HUMAN: _("a person must check"),
    Weight.ADVICE: _("advice"),
}
#: Where in the form a rule that is about no block is met.
PLACES = {
    "content-note": "id_content_note",
    "not-claimed": "id_not_claimed",
    "coproduction": "id_coproduction",
    "outcomes-taught": "panel-child-content-outcomes-section",
    "outcomes-asked": "panel-child-content-outcomes-section",
    "leave-button": "id_leave_button",
    "outcome": "id_outcome_key",
    "sources": "id_source_keys",
}


def rows_of(findings: Iterable[Finding], excepted: set[str]) -> list[dict[str, Any]]:
    """Findings for a page: what is open first, then advice, then what is met."""
    order = {Weight.BLOCKER: 0, Weight.HUMAN: 1, Weight.ADVICE: 2}
    rows = sorted(findings, key=lambda finding: (finding.is_met, order[finding.weight]))
    return [
        {
            "finding": finding,
            "text": spoken(finding.text),
            "words": WEIGHT_WORDS[finding.weight],
            "excepted": finding.rule in excepted and not finding.is_met,
            "place": f"block-{finding.block}-section" if finding.block else PLACES.get(finding.rule, ""),
        }
        for finding in rows
    ]


def check_of(page: Any) -> dict[str, Any]:
    """What a panel shows of a draft: its rules, how many hold it back, its reading grade in words."""
    findings = findings_of(page)
    rows = rows_of(findings, {row.rule for row in exceptions_of(course_of(page))})
    return {
        "page": page,
        "rows": rows,
        "open": sum(row["finding"].holds_back and not row["excepted"] for row in rows),
        "reading": next((spoken(finding.text) for finding in findings if finding.rule == "reading"), ""),
    }


class PublishCheckSidePanel(BaseSidePanel):
    """Every rule of the draft at hand, met or not, with a way to the block or field it is about."""

    class SidePanelToggle(BaseSidePanel.SidePanelToggle):
        """Its button, with how many rules hold the page back."""

        aria_label = _("Toggle publish check")
        icon_name = "tasks"

        def get_context_data(self, parent_context: Any) -> dict[str, Any]:
            """The count on the button."""
            context: dict[str, Any] = super().get_context_data(parent_context)
            return context | {"count": self.panel.check["open"]}

    name = "publish-check"
    title = _("Publish check")
    template_name = "courses/editors/side_panel.html"
    order = 200

    @cached_property
    def check(self) -> dict[str, Any]:
        """The check of the page in the form."""
        return check_of(self.object)

    @property
    def media(self) -> Media:
        """The script that asks for the check again while somebody types."""
        return Media(js=[Script("js/publish-check.js", type="module")])  # type: ignore[list-item]

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        """The check, and where to ask for it again."""
        context: dict[str, Any] = super().get_context_data(parent_context)
        return context | self.check | {"address": reverse("publish_check_draft", args=[self.object.pk])}
