"""Example accounts, one a role, on a machine of one's own."""

import json
import secrets
from pathlib import Path

from allauth.account.models import EmailAddress
from django.conf import settings
from django.db import transaction

from academy import hooks
from academy.actions.roles import (
    COURSE_AUTHORS,
    EVIDENCE_EDITORS,
    MODERATORS,
    NETWORK_LEADS,
    OWNERS,
    give_role,
)
from academy.announcements import ExamplesMade
from academy.models import User

EXAMPLES = (
    ("learner", "Example learner", None),
    ("author", "Example course author", COURSE_AUTHORS),
    ("editor", "Example evidence editor", EVIDENCE_EDITORS),
    ("lead", "Example network lead", NETWORK_LEADS),
    ("moderator", "Example moderator", MODERATORS),
    ("owner", "Example owner", OWNERS),
)


@transaction.atomic
def make_examples(note: Path) -> int:
    """Make the accounts that are missing, with random passwords kept in `note`; returns how many.

    Raises PermissionError outside local mode.
    """
    if settings.MODE not in ("local", "test"):
        raise PermissionError("Example accounts exist only in local mode.")
    made = []
    for name, shown, role in EXAMPLES:
        email = f"{name}@example.org"
        if User.objects.filter(email=email).exists():
            continue
        password = secrets.token_urlsafe(9)
        person = User.objects.create_user(email, password, display_name=shown)
        EmailAddress.objects.create(user=person, email=email, verified=True, primary=True)
        if role:
            give_role(person=person, role=role, actor=None)
        made.append({"role": role or "Learner", "email": email, "password": password})
    if made:
        kept = json.loads(note.read_text(encoding="utf-8")) if note.is_file() else []
        note.parent.mkdir(parents=True, exist_ok=True)
        note.touch(mode=0o600)
        note.write_text(json.dumps(kept + made, indent=2), encoding="utf-8")
    lead = User.objects.filter(email="lead@example.org").first()
    if lead is not None:
        list(hooks.call(hooks.ANNOUNCEMENT, ExamplesMade(lead.pk)))
    return len(made)
