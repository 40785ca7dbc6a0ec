"""Makes the app known to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """What one finds."""

    name = "services"
    verbose_name = _("offers")
