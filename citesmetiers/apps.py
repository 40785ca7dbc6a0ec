"""The portal as an app, and the admin site of the secretariat."""

from django.apps import AppConfig
from django.contrib.admin.apps import AdminConfig
from django.utils.translation import gettext_lazy as _


class PortalConfig(AppConfig):
    """Whatever shows or joins more than one app."""

    name = "citesmetiers"
    verbose_name = _("portal")


class SecretariatAdminConfig(AdminConfig):
    """The Django admin, for the network secretariat alone."""

    default_site = "citesmetiers.admin_site.SecretariatSite"
