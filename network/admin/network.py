"""What the network says of itself."""

from django.contrib import admin

from network.admin.records import ModelPage
from network.forms import RegionalForm
from network.models import NetworkFact, NetworkHoliday, NetworkImport
from network.permissions import Can


@admin.register(NetworkFact)
class NetworkFactPage(ModelPage):
    right = Can.RUN_LABEL
    list_display = ("__str__", "kind", "count", "mark")
    list_filter = ("kind", "demo")
    search_fields = ("text", "date")
    fields = ("kind", "date", "text", "count", "sources", "demo")


class HolidayForm(RegionalForm):
    region = "region"


@admin.register(NetworkHoliday)
class NetworkHolidayPage(ModelPage):
    form = HolidayForm
    right = Can.RUN_LABEL
    list_display = ("day", "country", "region", "kept", "mark")
    list_filter = ("country", "kept", "demo")
    search_fields = ("name", "country", "region")
    date_hierarchy = "day"
    fields = ("day", ("country", "region"), "kept", "name", "demo")


@admin.register(NetworkImport)
class NetworkImportPage(ModelPage):
    """What was imported; only an import writes here."""

    adds = changes = deletes = False
    list_display = ("imported_at", "as_of", "digest", "mark")
    search_fields = ("note", "digest")
    fields = ("imported_at", "as_of", "note", "digest", "demo")
