"""The addresses of this app, by audience."""

from django.urls import URLPattern, path

from services.views import lending
from services.views import public as views

public: list[URLPattern] = [
    path("cites/<slug:cite>/services/<slug:service>/", views.service, name="service"),
]
workspace: list[URLPattern] = [
    path("<slug:cite>/offers/of-others/", lending.offers_of_others, name="offers_of_others"),
]
