"""Makes the app known to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """What happens."""

    name = "events"
    verbose_name = _("events")
