"""The addresses of this app, by audience."""

from django.urls import URLPattern, path

from network.views import invitations, label, partners, story

public: list[URLPattern] = [
    path("partners/", partners.partners, name="partners"),
    path("label/", label.register, name="label"),
    path("label/<slug:slug>/", label.proof, name="label_proof"),
    path("network/", story.story, name="network"),
]
accounts: list[URLPattern] = [
    path("invitation/<str:token>/", invitations.invitation, name="invitation"),
]
