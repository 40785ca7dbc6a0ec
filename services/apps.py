"""Makes the app known to Django, and its sheets to the workspace."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """What one finds."""

    name = "services"
    verbose_name = _("offers")

    def ready(self) -> None:
        from network.forms.sheets import make_known  # noqa: PLC0415 models are there by now
        from services.forms import OFFERS  # noqa: PLC0415

        make_known(OFFERS)
