"""Everything the Online Safety Act asks a service to be able to show, as one ZIP without names or texts."""

import csv
import io
import zipfile
from collections.abc import Iterable
from typing import Any

from django.db.models import Q

from academy.models import AuditEntry, ContactMessage
from academy.rules import guarded
from network.models import Appeal, Decision, Report, SafetyRecord
from network.safety_rules import HOURS, hours_between, share_in_time

REPORT = ("pk", "kind", "reason", "made_at", "due_at", "claimed_at", "closed_at", "outcome")
DECISION = ("pk", "kind", "report", "decided_at", "until", "undone_at")
APPEAL = ("pk", "decision", "made_at", "answered_at", "upheld")
COMPLAINT = ("pk", "received_at", "handled_at")
RECORD = ("kind", "title", "text", "done_on", "review_on")
ACTION = ("occurred_at", "actor_id", "action", "subject_type", "subject_id")


def table(names: Iterable[str], rows: Iterable[Iterable[Any]]) -> str:
    """Rows as CSV that no spreadsheet takes for formulas."""
    out = io.StringIO()
    writer = csv.writer(out)
    writer.writerow(names)
    writer.writerows([[guarded("" if cell is None else str(cell)) for cell in row] for row in rows])
    return out.getvalue()


def response_times() -> str:
    """For each reason: reports, how many are closed, median hours until claimed and closed, share in time."""
    rows: list[Any] = []
    for reason in HOURS:
        of_reason = Report.objects.filter(reason=reason)
        closed: list[Any] = list(
            of_reason.exclude(closed_at=None).values_list("made_at", "closed_at", "due_at")
        )
        claimed: list[Any] = list(of_reason.exclude(claimed_at=None).values_list("made_at", "claimed_at"))
        rows.append(
            (
                reason,
                HOURS[reason],
                of_reason.count(),
                len(closed),
                hours_between(claimed),
                hours_between([(made, end) for made, end, _due in closed]),
                share_in_time([(end, until) for _made, end, until in closed]),
            )
        )
    names = ("reason", "hours allowed", "reports", "closed", "hours to claim", "hours to close", "% in time")
    return table(names, rows)


def export_records() -> bytes:
    """The ZIP."""
    complaints = ContactMessage.objects.filter(kind=ContactMessage.Kind.COMPLAINT)
    of_stewards = Q(action__in=("post released", "post refused"))
    actions = AuditEntry.objects.filter(of_stewards | Q(action__startswith="moderation: "))
    files = {
        "response-times.csv": response_times(),
        "reports.csv": table(REPORT, Report.objects.order_by("pk").values_list(*REPORT)),
        "decisions.csv": table(DECISION, Decision.objects.order_by("pk").values_list(*DECISION)),
        "appeals.csv": table(APPEAL, Appeal.objects.order_by("pk").values_list(*APPEAL)),
        "complaints.csv": table(COMPLAINT, complaints.order_by("pk").values_list(*COMPLAINT)),
        "records.csv": table(RECORD, SafetyRecord.objects.order_by("done_on", "pk").values_list(*RECORD)),
        "actions.csv": table(ACTION, actions.order_by("occurred_at", "pk").values_list(*ACTION)),
    }
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in files.items():
            archive.writestr(name, text)
    return buffer.getvalue()
