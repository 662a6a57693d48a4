"""Whether the process lives and whether it can serve."""

from datetime import timedelta

from django.core.cache import cache
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult

QUEUE_MAY_WAIT = timedelta(minutes=10)


@never_cache
@require_safe
def live(request: HttpRequest) -> JsonResponse:
    """200 as long as the process answers at all."""
    return JsonResponse({"live": True})


@never_cache
@require_safe
def ready(request: HttpRequest) -> JsonResponse:
    """200 when database, shared cache and task queue do their work, else 503 naming what does not."""
    parts = {"database": _database(), "cache": _cache(), "tasks": False}
    if parts["database"]:
        parts["tasks"] = _tasks()
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def _database() -> bool:
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return True
    except DatabaseError:
        return False


def _cache() -> bool:
    try:
        cache.get("health")
        return True
    except Exception:  # each cache library raises its own kind
        return False


def _tasks() -> bool:
    """No task that may start has waited longer than QUEUE_MAY_WAIT."""
    now = timezone.now()
    waiting = DBTaskResult.objects.filter(status=TaskResultStatus.READY, enqueued_at__lt=now - QUEUE_MAY_WAIT)
    try:
        return not waiting.filter(run_after__lt=now - QUEUE_MAY_WAIT).exists()
    except DatabaseError:
        return False
