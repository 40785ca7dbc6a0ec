"""The portal as an app, and the admin site of the secretariat."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Whatever shows or joins more than one app."""

    name = "citesmetiers"
    verbose_name = _("portal")

    def ready(self) -> None:
        """Make known what needs every app to be there."""
        from django.contrib.auth.signals import user_logged_in  # noqa: PLC0415

        from citesmetiers import evidence, letters  # noqa: F401, PLC0415
        from citesmetiers.queue import digest  # noqa: F401, PLC0415 its letter is made known
        from citesmetiers.sessions import note_beginning  # noqa: PLC0415

        user_logged_in.connect(note_beginning)


class SecretariatAdminConfig(AdminConfig):
    """The Django admin, for the network secretariat alone."""

    default_site = "citesmetiers.admin_site.SecretariatSite"
