"""The addresses of this app, by audience."""

from django.urls import URLPattern, path

from events.views import public as views

public: list[URLPattern] = [
    path("agenda/", views.agenda, name="agenda"),
    path("agenda/<slug:slug>/", views.event, name="event"),
]
