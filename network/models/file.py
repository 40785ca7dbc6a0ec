"""Label files: the Charter they are held against, what they say, what proves it, and each step they took."""

from __future__ import annotations

import uuid
from typing import TYPE_CHECKING, Any

import pgtrigger
from django.conf import settings
from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import RangeOperators
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from network import filing
from network.models.base import Record, keeps_history
from network.models.cite import Cite
from network.models.constraints import are_addresses, by_language, is_address
from network.models.fields import ChoicesArrayField, TextsField, is_among, text_list
from network.models.label import LabelDecision
from network.names import choose_text
from network.vocabulary import EvidenceKind, FileKind, FileState, LiveData

if TYPE_CHECKING:
    from datetime import date

_NEVER_CHANGED = """
    RAISE EXCEPTION 'steps of a file are append-only' USING ERRCODE = 'check_violation',
        CONSTRAINT = 'file_step_is_append_only';
"""
_SLUG = r"^[a-z0-9]+(-[a-z0-9]+)*$"


class CharterQuerySet(models.QuerySet["CharterVersion"]):
    """Which version of the Charter."""

    def in_force(self, day: date) -> CharterQuerySet:
        """Those that hold on a day, the latest first: that one counts."""
        return self.filter(in_force_from__lte=day).order_by("-in_force_from", "-pk")


class CharterVersion(models.Model):
    """An edition of the Charter; it comes by a migration, and a file keeps the one with which it began."""

    code = models.SlugField(_("code"), max_length=40, unique=True)
    name = TextsField(_("name"))
    in_force_from = models.DateField(_("in force from"))
    sources = text_list(_("sources"))

    objects = CharterQuerySet.as_manager()

    class Meta:
        verbose_name = _("version of the Charter")
        verbose_name_plural = _("versions of the Charter")
        ordering = ["-in_force_from", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(code__regex=_SLUG), name="charter_version_code_is_an_id"),
            by_language("name", name="charter_version_name_is_by_language"),
            models.CheckConstraint(condition=~Q(name={}), name="charter_version_has_a_name"),
            are_addresses("sources", name="charter_version_sources_are_addresses"),
        ]

    def __str__(self) -> str:
        return _in_words(self.name, self.code)


class Criterion(models.Model):
    """One principle of a version of the Charter: what a file has to give evidence for."""

    charter = models.ForeignKey(
        CharterVersion, models.PROTECT, related_name="criteria", verbose_name=_("version of the Charter")
    )
    code = models.SlugField(_("code"), max_length=40)
    order = models.PositiveSmallIntegerField(pgettext_lazy("rank in a list", "order"))
    name = TextsField(_("name"))
    text = TextsField(_("text"))
    # Which of the portal's own data speak of it.
    live = ChoicesArrayField(LiveData, verbose_name=_("what the portal shows at this moment"))

    class Meta:
        verbose_name = _("criterion")
        verbose_name_plural = _("criteria")
        ordering = ["charter", "order", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["charter", "code"], name="criterion_code_once"),
            models.UniqueConstraint(fields=["charter", "order"], name="criterion_order_once"),
            models.CheckConstraint(condition=Q(code__regex=_SLUG), name="criterion_code_is_an_id"),
            models.CheckConstraint(condition=Q(order__gte=1), name="criterion_order_counts_from_one"),
            by_language("name", name="criterion_name_is_by_language"),
            models.CheckConstraint(condition=~Q(name={}), name="criterion_has_a_name"),
            by_language("text", name="criterion_text_is_by_language"),
            models.CheckConstraint(
                condition=is_among("live", LiveData), name="criterion_live_data_are_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.order}. {_in_words(self.name, self.code)}"


def _in_words(texts: dict[str, str], code: str) -> str:
    return choose_text(texts, "")[1] or code


@keeps_history
class LabelFile(Record):
    """What a Cité asks for, and where it is. It moves by `network.actions.files` alone."""

    cite = models.ForeignKey(Cite, models.CASCADE, related_name="files", verbose_name=_("Cité"))
    kind = models.CharField(_("kind"), max_length=20, choices=FileKind.choices)
    state = models.CharField(_("state"), max_length=20, choices=FileState.choices, default=FileState.DRAFT)
    charter = models.ForeignKey(
        CharterVersion, models.PROTECT, related_name="files", verbose_name=_("version of the Charter")
    )
    # By the codes of `filing.SECTIONS`; what is not written yet is not there. Its own pages write it, no other form.
    sections = models.JSONField(_("sections"), default=dict, blank=True, editable=False)
    since = models.DateTimeField(_("since"), default=timezone.now)
    due_on = models.DateField(_("by when"), null=True, blank=True)
    decision = models.OneToOneField(
        LabelDecision,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="file",
        verbose_name=_("label decision"),
        help_text=_("The one that granted it."),
    )

    class Meta(Record.Meta):
        verbose_name = _("label file")
        verbose_name_plural = _("label files")
        ordering = ["-since", "-pk"]
        constraints = [
            ExclusionConstraint(
                name="label_file_open_once",
                expressions=[("cite", RangeOperators.EQUAL), ("kind", RangeOperators.EQUAL)],
                condition=Q(state__in=filing.OPEN),
            ),
            models.CheckConstraint(condition=Q(kind__in=FileKind.values), name="label_file_kind_is_known"),
            models.CheckConstraint(condition=Q(state__in=FileState.values), name="label_file_state_is_known"),
            models.CheckConstraint(
                condition=Q(state=FileState.GRANTED, decision__isnull=False)
                | (~Q(state=FileState.GRANTED) & Q(decision__isnull=True)),
                name="label_file_granted_by_its_decision",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.cite.short_name}"

    @cached_property
    def is_open(self) -> bool:
        return self.state in filing.OPEN

    @property
    def is_writable(self) -> bool:
        """Whether its applicant writes in it."""
        return self.state in filing.WRITABLE

    @property
    def acts_next(self) -> Any:
        """Who has the next step, in words; nothing where nobody has."""
        right = filing.NEXT[FileState(self.state)]
        return filing.ACTORS[right] if right else ""


class FileStep(models.Model):
    """What happened to a file: a move, or a message. Never changed or removed."""

    file = models.ForeignKey(LabelFile, models.CASCADE, related_name="steps", verbose_name=_("label file"))
    at = models.DateTimeField(_("at"), auto_now_add=True)
    by = models.ForeignKey(
        "network.User", models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("by")
    )
    # Empty: a message.
    move = models.CharField(_("move"), max_length=20, blank=True)
    from_state = models.CharField(_("from"), max_length=20, blank=True, choices=FileState.choices)
    to_state = models.CharField(_("to"), max_length=20, blank=True, choices=FileState.choices)
    words = models.TextField(_("words"), blank=True)
    # That of the move: by when, or the day of the session.
    due_on = models.DateField(_("by when"), null=True, blank=True)
    # What the portal itself showed of the Cité when something was decided: language → live data → lines.
    shown = models.JSONField(_("what the portal showed"), null=True, blank=True, editable=False)
    demo = models.BooleanField(_("demonstration"), default=False)

    class Meta:
        verbose_name = _("step of a label file")
        verbose_name_plural = _("steps of label files")
        ordering = ["file", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(move__in=["", filing.BEGIN, *filing.MOVES]), name="file_step_move_is_known"
            ),
            models.CheckConstraint(
                condition=Q(from_state__in=["", *FileState.values]) & Q(to_state__in=["", *FileState.values]),
                name="file_step_states_are_known",
            ),
            models.CheckConstraint(
                condition=Q(move="", from_state="", to_state="", words__regex=r"\S")
                | (~Q(move="") & ~Q(to_state="")),
                name="file_step_moves_or_says_something",
            ),
            models.CheckConstraint(
                condition=~Q(move__in=[name for name, move in filing.MOVES.items() if move.needs_reason])
                | Q(words__regex=r"\S"),
                name="file_step_says_why",
            ),
            models.CheckConstraint(
                condition=Q(shown__isnull=True)
                | Q(to_state__in=filing.DECIDED, shown__has_key=settings.LANGUAGE_CODE),
                name="file_step_keeps_what_was_shown",
            ),
        ]
        triggers = [
            pgtrigger.Trigger(
                name="append_only",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func=_NEVER_CHANGED,
            ),
            # An invented step leaves with the demonstration; no other ever does.
            pgtrigger.Protect(
                name="never_deleted", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__demo=False)
            ),
        ]

    def __str__(self) -> str:
        return f"{self.at:%Y-%m-%d %H:%M} · {self.move or self.words[:60]}"

    @property
    def told(self) -> Any:
        """What the move did, in words; nothing for a message."""
        if self.move == filing.BEGIN:
            return _("began the file")
        return filing.MOVES[self.move].done if self.move else ""


def _neutral_name(evidence: Evidence, name: str) -> str:
    """Keep nothing of the name that was sent: it could be anything, a program's too."""
    return f"label-files/{uuid.uuid4().hex}"


@keeps_history
class Evidence(Record):
    """What shows that a criterion is met: a document, a link, or what the portal itself shows."""

    part_of = "file"
    file = models.ForeignKey(LabelFile, models.CASCADE, related_name="evidence", verbose_name=_("label file"))
    criterion = models.ForeignKey(
        Criterion, models.PROTECT, related_name="evidence", verbose_name=_("criterion")
    )
    kind = models.CharField(_("kind"), max_length=10, choices=EvidenceKind.choices)
    words = models.CharField(_("what it shows"), max_length=1000, blank=True)
    address = models.URLField(_("address"), max_length=1000, null=True, blank=True)
    document = models.FileField(_("document"), upload_to=_neutral_name, max_length=100, blank=True)
    # By what is in it: pdf, png, jpg, odt, docx, xlsx.
    document_type = models.CharField(_("type of the document"), max_length=5, blank=True)
    document_size = models.PositiveIntegerField(_("size of the document"), null=True, blank=True)

    class Meta(Record.Meta):
        verbose_name = _("evidence")
        verbose_name_plural = _("evidence")
        ordering = ["file", "criterion__order", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(kind__in=EvidenceKind.values), name="evidence_kind_is_known"),
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.DOCUMENT, document_size__gt=0)
                & ~Q(document="")
                & ~Q(document_type="")
                | ~Q(kind=EvidenceKind.DOCUMENT)
                & Q(document="", document_type="", document_size__isnull=True),
                name="evidence_document_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(kind=EvidenceKind.LINK, address__isnull=False)
                | ~Q(kind=EvidenceKind.LINK) & Q(address__isnull=True),
                name="evidence_link_has_its_address",
            ),
            is_address("address", name="evidence_address_is_one"),
            ExclusionConstraint(
                name="evidence_live_once",
                expressions=[("file", RangeOperators.EQUAL), ("criterion", RangeOperators.EQUAL)],
                condition=Q(kind=EvidenceKind.LIVE),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} · {self.words or self.address or self.criterion}"

    @property
    def download_name(self) -> str:
        """The name it is given back under."""
        return f"document-{self.pk}.{self.document_type}"
