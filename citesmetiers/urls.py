"""The map of the portal: public pages by language, accounts, the secretariat’s admin."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

import events.urls
import network.urls
import services.urls
from citesmetiers import unsent
from citesmetiers.views import (
    about,
    accounts,
    calendars,
    cites,
    closings,
    desks,
    errors,
    gallery,
    home,
    machines,
    open_data,
    partners,
    pictures,
    reports,
    search,
    services_map,
    shortlist,
    suggestions,
    voices,
)
from citesmetiers.views import services as services_views

portal = [
    path("", home.home, name="home"),
    path("cites/", cites.cites, name="cites"),
    path("cites/<slug:slug>/", cites.cite, name="cite"),
    path("cites/<slug:slug>/week/", cites.week, name="week"),
    path("cites/<slug:slug>/permanences.ics", calendars.permanences, name="permanences_calendar"),
    path("cites/<slug:slug>/suggestions/", suggestions.suggestions, name="suggestions"),
    path("suggest/<slug:kind>/<int:record>/", suggestions.suggest, name="suggest"),
    path("suggest/<slug:kind>/<int:record>/support/", suggestions.support, name="support"),
    path("suggest/<slug:kind>/<int:record>/<slug:what>/", suggestions.suggested, name="suggested"),
    path("search/", search.search, name="search"),
    path("shortlist/", shortlist.shortlist, name="shortlist"),
    path("services/", services_views.services, name="services"),
    path("services/map/", services_map.services_map, name="services_map"),
    path("partners/<slug:slug>/", partners.partner, name="partner"),
    path("about/<slug:page>/", about.about, name="about"),
    path("site-map/", about.site_map, name="site_map"),
    path("gallery/", gallery.gallery, name="gallery"),
]
# For machines, without a language. A change that would break a reader takes another version.
open_v1 = [
    path("", open_data.index, name="index"),
    path("places/<slug:place>/state", open_data.place_state, name="place_state"),
    path("cites/<slug:cite>/week", open_data.cite_week, name="cite_week"),
    path("search", open_data.search, name="search"),
]
workspace = [
    path("", desks.desks, name="desks"),
    path("<slug:cite>/", desks.desk, name="desk"),
    path("<slug:cite>/close/", closings.close, name="close"),
    *services.urls.workspace,
    *events.urls.workspace,
    path("<slug:cite>/suggestions/", voices.voices, name="suggestions"),
    path("<slug:cite>/suggestions/<int:suggestion>/", voices.voice, name="suggestion"),
    path(
        "<slug:cite>/suggestions/<int:suggestion>/begin/<slug:kind>/",
        voices.begin,
        name="begin_from_suggestion",
    ),
    path("<slug:cite>/reports/", reports.reports, name="reports"),
    path("<slug:cite>/reports/<int:year>/", reports.report, name="report"),
    path("<slug:cite>/reports/<int:year>/write/", reports.write, name="report_write"),
    *network.urls.workspace,
]
public = [*portal, *network.urls.public, *services.urls.public, *events.urls.public]

urlpatterns = [
    path("", home.choose_language, name="choose_language"),
    path("robots.txt", machines.robots, name="robots"),
    path("sitemap.xml", machines.sitemap, name="sitemap"),
    path("sitemap-<slug:section>.xml", machines.sitemap_section, name="sitemap_section"),
    path(".well-known/security.txt", machines.security, name="security"),
    path("pictures/<int:cite>/<slug:picture>/<int:width>.webp", pictures.picture, name="picture"),
    path("open/v1/", include((open_v1, "open"))),
    path("accounts/", include((network.urls.accounts, "accounts"))),
    path("accounts/", include(accounts.sign_in)),
    path("admin/", admin.site.urls),
    *i18n_patterns(
        path("workspace/", include((workspace, "workspace"))),
        path("", include((public, "public"))),
    ),
]

handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = unsent.server_error
# Asked for by allauth, where a limit is reached.
handler429 = errors.too_many
