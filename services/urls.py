"""The addresses of this app, by audience."""

from django.urls import URLPattern

public: list[URLPattern] = []
