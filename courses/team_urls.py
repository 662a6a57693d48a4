"""Addresses of teams and organisations, below /learn/teams/."""

from django.urls import path

from courses.views.teams import asking, connecting, inviting, overview, rosters, seen

TEAM = "<slug:organisation>/"
urlpatterns = [
    path("", overview.teams, name="teams"),
    path(TEAM, overview.matrix, name="team"),
    path(f"{TEAM}download/<slug:form>/", overview.download, name="team_download"),
    path(f"{TEAM}people/<int:pk>/", overview.person, name="team_person"),
    path(f"{TEAM}people/<int:pk>/exempt/<int:course>/", asking.spare, name="team_exempt"),
    path(f"{TEAM}exemptions/<int:pk>/end/", asking.ask_again, name="team_exemption_end"),
    path(f"{TEAM}assignments/", asking.assignments, name="team_assignments"),
    path(f"{TEAM}assignments/<int:pk>/withdraw/", asking.withdraw, name="team_withdraw"),
    path(f"{TEAM}weekly-letter/", asking.weekly_letter, name="team_letter"),
    path(f"{TEAM}lists/", rosters.rosters, name="team_rosters"),
    path(f"{TEAM}lists/<int:pk>/", rosters.roster, name="team_roster"),
    path(f"{TEAM}lists/<int:pk>/apply/", rosters.apply, name="team_roster_apply"),
    path(f"{TEAM}lists/<int:pk>/drop/", rosters.drop, name="team_roster_drop"),
    path(f"{TEAM}invitations/", inviting.invitations, name="team_invitations"),
    path(f"{TEAM}invitations/<int:pk>/withdraw/", inviting.withdraw, name="team_invitation_withdraw"),
    path(f"{TEAM}connections/", connecting.connections, name="team_connections"),
    path(f"{TEAM}connections/keys/<int:pk>/revoke/", connecting.revoke, name="team_key_revoke"),
    path(f"{TEAM}connections/addresses/<int:pk>/end/", connecting.end, name="team_webhook_end"),
    path(f"{TEAM}seen/", seen.seen, name="team_seen"),
    path(f"{TEAM}leave/", seen.leave_team, name="team_leave"),
]
