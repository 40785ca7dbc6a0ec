"""The side table of the search: one row for each record that a visitor can look for.

Triggers write it, inside the transaction that changes the record (`migrations/_search.py`); nothing else does.
"""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Q


class TransactionField(models.Field):  # type: ignore[type-arg]
    """The number of a transaction, in the order in which transactions began."""

    def db_type(self, connection: Any) -> str:  # noqa: ARG002 Django calls it
        return "xid8"


class SearchEntry(models.Model):
    """A record as the search sees it: its words, its facets, and from when until when it is found.

    The row of a record that is not public, or gone, stays and says so: who remembers it has to be told.
    """

    class Kind(models.TextChoices):
        SERVICE = "service"
        EVENT = "event"
        CITE = "cite"
        PLACE = "place"
        PARTNER = "partner"

    kind = models.CharField(max_length=10, choices=Kind.choices)
    record = models.BigIntegerField()
    shown = models.BooleanField(default=False)
    # Start included, end excluded; none where it is found at any time.
    shown_from = models.DateTimeField(null=True)
    shown_until = models.DateTimeField(null=True)
    # Where it is, as keys of places.
    places = ArrayField(models.BigIntegerField(), default=list)
    # Of a place itself, where its position is known.
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    # What it can be narrowed by, as `theme:training`.
    facets = ArrayField(models.TextField(), default=list)
    # Of a Cité, its names by language; of a place, its town and kind: forms name them without asking again.
    about = models.JSONField(null=True)
    # A: title or name; B: summary, other names, towns; C: description; D: the rest.
    words = SearchVectorField()
    changed_in = TransactionField()

    class Meta:
        ordering = ["pk"]
        # The record first: no statement is to read a whole kind by this index.
        constraints = [models.UniqueConstraint(fields=["record", "kind"], name="search_entry_once")]
        indexes = [
            GinIndex(fields=["words"], name="search_entry_words", condition=Q(shown=True), fastupdate=False),
            models.Index(fields=["changed_in"], name="search_entry_changes"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.record}"


class SearchWord(models.Model):
    """A word that titles, summaries or names have, without accents: what a misspelt one is compared with.

    A word may stand twice, where two transactions brought it at once: neither waits for the other.
    """

    word = models.TextField()

    class Meta:
        ordering = ["word", "pk"]
        indexes = [
            models.Index(fields=["word"], name="search_word_exact"),
            GinIndex(OpClass("word", name="gin_trgm_ops"), name="search_word_alike", fastupdate=False),
        ]

    def __str__(self) -> str:
        return self.word
