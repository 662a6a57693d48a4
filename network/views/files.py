"""Files of groups, and how any file of a member's is handed out."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from academy.requests import MemberRequest
from network.actions.files import add_file, delete_file
from network.forms.discussion import GroupFileForm
from network.models import GroupFile, GroupMembership, NetworkGroup
from network.permissions import is_steward, member_of
from network.views.groups import get_group, standing_in
from network.views.meeting import acting_profile

State = GroupMembership.State


@login_required
def files(request: MemberRequest, slug: str) -> HttpResponse:
    """A group's files, for those who may read it; its members add some."""
    here = get_group(request, slug)
    standing = standing_in(request, here)
    is_in = standing is not None and standing.state == State.MEMBER
    if not here.is_readable:
        raise Http404
    form = GroupFileForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        if not is_in:
            raise PermissionDenied
        add_file(
            group=here,
            actor=acting_profile(request),
            title=form.cleaned_data["title"],
            file=form.cleaned_data["file"][0],
        )
        messages.success(request, _("Added."))
        return redirect("network:group_files", slug)
    context = {
        "group": here,
        "rows": here.files.select_related("added_by"),
        "form": form if is_in else None,
        "mine": member_of(request.user),
        "steward": is_steward(request.user, here),
        "wing": "network",
    }
    return render(request, "network/groups/files.html", context)


@require_safe
def file(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand a group's file to those who may read the group."""
    readable = NetworkGroup.objects.readable_by(request.user).values("pk")
    held = get_object_or_404(GroupFile.objects.filter(group__in=readable), pk=pk)
    return handed(held.file, held.title)


def handed(content: Any, name: str) -> HttpResponse:
    """A file (of at most 5 MB) as a download that no browser opens as a page."""
    try:
        with content.open("rb") as file:
            response = HttpResponse(file.read(), content_type="application/octet-stream")
    except FileNotFoundError as gone:
        raise Http404 from gone
    shown = _file_name(content.name, name)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=shown) or ""
    response["X-Content-Type-Options"] = "nosniff"
    return response


def _file_name(stored: str, name: str) -> str:
    extension = stored.rpartition(".")[2].lower()
    return name if name.lower().endswith(f".{extension}") else f"{name}.{extension}"


@login_required
@require_POST
def file_delete(request: MemberRequest, pk: int) -> HttpResponse:
    """Delete a group's file: who added it, or a steward."""
    readable = NetworkGroup.objects.readable_by(request.user).values("pk")
    held = get_object_or_404(GroupFile.objects.filter(group__in=readable).select_related("group"), pk=pk)
    delete_file(file=held, actor=acting_profile(request))
    messages.success(request, _("Deleted."))
    return redirect("network:group_files", held.group.slug)
