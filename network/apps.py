"""Makes the app known to Django."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NetworkConfig(AppConfig):
    """Who we are."""

    name = "network"
    verbose_name = _("network")

    def ready(self) -> None:
        from network.forms.cites import AGREEMENTS, CITE, POLES  # noqa: PLC0415 models are there by now
        from network.forms.places import CLOSURES, PLACES, SEASONS  # noqa: PLC0415
        from network.forms.sheets import make_known  # noqa: PLC0415

        make_known(PLACES, SEASONS, CLOSURES, POLES, AGREEMENTS, CITE)
