"""What rows from before the second migration need."""

import hashlib
import json


def keep_promises(apps, schema_editor):
    """Courses of before promised as many tries as one likes; an author may set a number now."""
    apps.get_model("courses", "CoursePage").objects.update(tries_allowed=None)


def settle_wordings(apps, schema_editor):
    """The wording that is there now is the first revision, as `courses.wording.fingerprint` knows it."""
    for question in apps.get_model("courses", "Question").objects.all().iterator():
        rows = apps.get_model("courses", "Option").objects.filter(question=question).order_by("sort_order")
        options = [
            {"key": "", "text": row.text, "right": row.right, "feedback": row.feedback} for row in rows
        ]
        kept = {
            "kind": question.kind,
            "text": question.text,
            "options": options,
            "feedback": {"right": "", "wrong": ""},
        }
        digest = hashlib.sha256(json.dumps(kept, sort_keys=True, default=str).encode()).hexdigest()
        question.fingerprint = digest
        question.save(update_fields=["fingerprint"])
