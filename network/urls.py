"""Addresses of the network."""

from django.urls import URLPattern, URLResolver, path

from network.api import api_urls
from network.views import checks, home, me, meeting, people, support

app_name = "network"

urlpatterns: list[URLPattern | URLResolver] = [
    path("network/", home.home, name="home"),
    path("network/join/", me.join, name="join"),
    path("network/me/settings/", me.settings, name="settings"),
    path("network/me/leave/", me.leave, name="leave"),
    path("network/me/edit/<slug:step>/", me.edit, name="edit"),
    path("network/me/checks/", checks.checks, name="checks"),
    path("network/me/checks/link/", checks.send_link, name="work_link"),
    path("network/me/checks/address/<str:token>/", checks.work_address, name="work_address"),
    path("network/me/checks/<int:pk>/end/", checks.end, name="check_end"),
    path("network/me/checks/<int:pk>/confirm/", checks.confirm, name="check_confirm"),
    path("network/vouch/<int:pk>/", checks.vouch, name="vouch"),
    path("network/me/messages/", meeting.message_list, name="messages"),
    path("network/me/messages/<int:pk>/", meeting.message, name="message"),
    path("network/me/mentoring/", meeting.mentoring_list, name="mentoring"),
    path("network/me/mentoring/<int:pk>/", meeting.answer, name="mentoring_answer"),
    path("network/me/searches/", meeting.searches, name="searches"),
    path("network/me/searches/<int:pk>/delete/", meeting.delete_search, name="search_delete"),
    path("network/me/blocks/", meeting.blocks, name="blocks"),
    path("network/people/", people.people, name="people"),
    path("network/people/map/", people.people_map, name="people_map"),
    path("network/people/suggested/", people.suggestions, name="suggestions"),
    path("network/people/<slug:handle>/", people.member, name="member"),
    path("network/people/<slug:handle>/card/", people.card, name="card"),
    path("network/people/<slug:handle>/write/", meeting.write, name="write"),
    path("network/people/<slug:handle>/mentoring/", meeting.ask, name="ask_mentoring"),
    path("network/people/<slug:handle>/block/", meeting.block, name="block"),
    path("network/people/<slug:handle>/unblock/", meeting.unblock, name="unblock"),
    path("network/support/", support.finder, name="support"),
    path("network/support/sheet/", support.sheet, name="support_sheet"),
    path("network/support/<slug:slug>/", support.service, name="service"),
    path("network/support/<slug:slug>/sheet/", support.sheet, name="service_sheet"),
    path("network/support/<slug:slug>/confirm/", support.confirm, name="service_confirm"),
    path("network/support/<slug:slug>/correct/", support.correct, name="service_correct"),
    *api_urls(),
]
