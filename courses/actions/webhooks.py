"""Telling addresses of new completions: signed, in order, at least once, later and later when nobody answers."""

import hashlib
import hmac
import json
from datetime import date, timedelta

from django.db.models import Exists, OuterRef
from django.utils import timezone

from academy.models import Organisation
from academy.outgoing import NoAnswer, Refused, post
from academy.sealing import CannotUnseal, unseal
from courses.actions.feeds import publish_feed
from courses.feed import page_of
from courses.models import Assignment, Delivery, FeedEntry, Webhook
from courses.tasks import deliver_webhook

TRIES = 10
AT_ONCE = 100
KEPT = timedelta(days=90)


def signature(secret: str, timestamp: int, body: bytes) -> str:
    """What the receiver works out too: HMAC-SHA256, keyed with the secret, of timestamp, a dot and the body."""
    signed = f"{timestamp}.".encode() + body
    return hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest()


def deliver(pk: int, attempt: int = 1) -> None:
    """Tell a webhook of the next entries; go on until it has heard all, or does not answer."""
    webhook = Webhook.objects.select_related("organisation").filter(pk=pk, ended_at=None).first()
    if attempt == 1 and webhook is not None and _waits(webhook):
        return
    while webhook is not None:
        page = page_of(webhook.organisation, webhook.reached, AT_ONCE)
        if page.last <= webhook.reached:
            return
        if page.rows:
            body = json.dumps(page.as_json(), ensure_ascii=False).encode()
            ok, outcome = _send(webhook, body, f"{pk}-{page.last}")
            Delivery.objects.create(
                webhook=webhook,
                after=webhook.reached,
                last=page.last,
                attempt=attempt,
                ok=ok,
                outcome=outcome[:60],
            )
            if not ok:
                _later(pk, attempt + 1)
                return
        Webhook.objects.filter(pk=pk, reached__lt=page.last).update(reached=page.last)
        attempt = 1
        webhook = Webhook.objects.select_related("organisation").filter(pk=pk, ended_at=None).first()


def _waits(webhook: Webhook) -> bool:
    """Whether a later try stands already, so that news does not hurry an address that is down."""
    last = webhook.deliveries.order_by("-pk").first()
    return last is not None and not last.ok and last.tried_at + wait_after(last.attempt) > timezone.now()


def wait_after(attempt: int) -> timedelta:
    """How long to wait after a try that failed: 2, 4, 8 minutes and so on, to 17 hours."""
    return timedelta(minutes=2 ** min(attempt, TRIES))


def _send(webhook: Webhook, body: bytes, number: str) -> tuple[bool, str]:
    """Send once; whether it was taken, and what came back in a word. Nothing that was answered is kept."""
    timestamp = int(timezone.now().timestamp())
    try:
        signed = signature(unseal(webhook.secret), timestamp, body)
        headers = {
            "Content-Type": "application/json",
            "User-Agent": "Violence-Reduction-Academy",
            "Academy-Delivery": number,
            "Academy-Signature": f"t={timestamp},v1={signed}",
        }
        status = post(webhook.url, body, headers).status
    except (Refused, NoAnswer, CannotUnseal) as error:
        return False, "no answer" if isinstance(error, NoAnswer) else str(error)
    return 200 <= status < 300, f"HTTP {status}"


def _later(pk: int, attempt: int) -> None:
    """Try again later; after the last try the nightly job does."""
    if attempt > TRIES or not deliver_webhook.get_backend().supports_defer:
        return
    later = timezone.now() + wait_after(attempt - 1)
    deliver_webhook.using(run_after=later).enqueue(pk, attempt)


def tend_feeds(day: date) -> None:
    """Enter what no event told of (joiners, renewals, corrections), and try addresses that lag once more."""
    standing = Assignment.objects.standing().values("organisation")
    for organisation in Organisation.objects.filter(pk__in=standing).order_by("pk"):
        publish_feed(organisation=organisation)
    unheard = FeedEntry.objects.filter(organisation=OuterRef("organisation"), number__gt=OuterRef("reached"))
    lagging = Webhook.objects.filter(Exists(unheard), ended_at=None)
    for pk in lagging.values_list("pk", flat=True):
        deliver_webhook.enqueue(pk)
    Delivery.objects.filter(tried_at__lt=timezone.now() - KEPT).delete()
