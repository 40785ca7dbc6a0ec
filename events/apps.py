"""Makes the app known to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class EventsConfig(AppConfig):
    """What happens."""

    name = "events"
    verbose_name = _("events")

    def ready(self) -> None:
        from events.forms import EVENTS  # noqa: PLC0415 models are there by now
        from network.forms.sheets import make_known  # noqa: PLC0415

        make_known(EVENTS)
