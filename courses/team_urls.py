"""Addresses of teams and organisations, below /learn/teams/."""

from django.urls import path

from courses.views.teams import seen

TEAM = "<slug:organisation>/"
urlpatterns = [
    path(f"{TEAM}seen/", seen.seen, name="team_seen"),
    path(f"{TEAM}leave/", seen.leave_team, name="team_leave"),
]
