"""Addresses that pages had before: they lead to the page for ever."""

from __future__ import annotations

import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _


class FormerAddress(models.Model):
    """The last part of an address that a record had. Triggers alone write here, and a merge of partners."""

    kind = models.CharField(_("kind"), max_length=20)
    # The Cité within which addresses of this kind are told apart; 0 where they are of the whole portal.
    within = models.PositiveBigIntegerField(_("within"), default=0)
    slug = models.SlugField(_("address"), max_length=80)
    record = models.PositiveBigIntegerField(_("record"))

    class Meta:
        verbose_name = _("former address")
        verbose_name_plural = _("former addresses")
        ordering = ["kind", "slug", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "within", "slug"], name="former_address_leads_to_one_page"
            ),
        ]

    def __str__(self) -> str:
        return self.slug


def keeps_former_addresses(kind: str, within: str = "0") -> pgtrigger.Trigger:
    """Make the trigger that remembers the address of a record when another one takes its place."""
    return pgtrigger.Trigger(
        name="remember_address",
        operation=pgtrigger.UpdateOf("slug"),  # type: ignore[no-untyped-call]
        when=pgtrigger.After,
        condition=pgtrigger.Q(old__slug__df=pgtrigger.F("new__slug")),
        func=f"""
            INSERT INTO network_formeraddress (kind, within, slug, record)
            VALUES ('{kind}', {within}, OLD.slug, OLD.id)
            ON CONFLICT (kind, within, slug) DO UPDATE SET record = EXCLUDED.record;
            RETURN NULL;
        """,  # noqa: S608 words of ours alone
    )
