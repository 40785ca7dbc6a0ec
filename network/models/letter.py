"""E-mails on their way: written in the transaction that gives cause for them, delivered after it."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from network.models.fields import LANGUAGE


class Letter(models.Model):
    """One e-mail to one person.

    What it says is sealed, for it may hold a link that lets somebody in, and is forgotten once it is
    delivered or given up. `network.emails` writes and delivers.
    """

    message_id = models.CharField("Message-ID", max_length=255, unique=True, editable=False)
    recipient = models.EmailField(_("recipient"))
    language = models.CharField(_("language"), max_length=5)
    kind = models.CharField(_("kind"), max_length=50)
    subject = models.CharField(_("subject"), max_length=255)
    sealed = models.TextField(editable=False, blank=True)
    written_at = models.DateTimeField(_("written at"), auto_now_add=True)
    due_at = models.DateTimeField(_("next attempt at"))
    attempts = models.PositiveSmallIntegerField(_("attempts"), default=0)
    fault = models.CharField(_("last fault"), max_length=255, blank=True)
    delivered_at = models.DateTimeField(_("delivered at"), null=True, blank=True)
    given_up_at = models.DateTimeField(_("given up at"), null=True, blank=True)

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ["-written_at", "-pk"]
        indexes = [
            models.Index(
                fields=["due_at"],
                name="letter_waiting",
                condition=models.Q(delivered_at__isnull=True, given_up_at__isnull=True),
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(language__regex=LANGUAGE), name="letter_language_is_a_code"
            ),
            models.CheckConstraint(
                condition=models.Q(delivered_at__isnull=True) | models.Q(given_up_at__isnull=True),
                name="letter_ends_once",
            ),
            models.CheckConstraint(
                condition=models.Q(delivered_at__isnull=True, given_up_at__isnull=True) | models.Q(sealed=""),
                name="letter_is_forgotten_at_its_end",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.subject} · {self.recipient}"
