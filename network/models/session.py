"""Where a person is signed in."""

from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models
from django.utils.translation import gettext_lazy as _


class Session(AbstractBaseSession):
    """A browser in which somebody is signed in, or on the way to be.

    It knows whose it is, so that a person can see and end the own ones. No address of a computer.
    """

    user = models.ForeignKey(
        "network.User", models.CASCADE, null=True, related_name="sessions", verbose_name=_("user")
    )
    browser = models.CharField(_("browser"), max_length=200, blank=True)
    began_at = models.DateTimeField(_("began at"))

    objects = BaseSessionManager["Session"]()  # type: ignore[misc]

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = _("session")  # type: ignore[assignment]
        verbose_name_plural = _("sessions")  # type: ignore[assignment]
