"""Addresses of the network."""

from django.urls import URLPattern, URLResolver, path

from network.views import home

app_name = "network"

urlpatterns: list[URLPattern | URLResolver] = [
    path("network/", home.home, name="home"),
]
