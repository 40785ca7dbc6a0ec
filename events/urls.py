"""The addresses of this app, by audience."""

from django.urls import URLPattern, path

from events import calendars
from events.views import dates
from events.views import public as views

public: list[URLPattern] = [
    path("agenda/", views.agenda, name="agenda"),
    path("agenda.ics", calendars.agenda, name="agenda_calendar"),
    path("agenda/<slug:slug>.ics", calendars.event, name="event_calendar"),
    path("cites/<slug:slug>/agenda.ics", calendars.agenda_of_cite, name="cite_calendar"),
    path("agenda/<slug:slug>/", views.event, name="event"),
]
workspace: list[URLPattern] = [
    path("<slug:cite>/events/<int:record>/dates/", dates.dates, name="dates"),
    path("<slug:cite>/events/<int:record>/dates/<int:occurrence>/", dates.date, name="date"),
]
