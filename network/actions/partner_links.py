"""Whatever names a partner, found from the models themselves, and what is not in a column: drafts and bins."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.apps import apps
from django.db.models import ManyToManyField, OneToOneRel, TextField, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from network.models import Draft, Partner, PartnersApart, ThrownAway

if TYPE_CHECKING:
    from collections.abc import Iterator

    from django.db.models import QuerySet

# What a form calls its field for one partner, and for several.
_IN_FORMS = {"partner", "partners"}


@dataclass(frozen=True)
class Link:
    """A column that names a partner."""

    model: Any
    column: str
    words: Any
    # What leads from the row to its Cité; nothing where it has none.
    to_cite: str = ""
    # Where a row that says the same of `stays` may be there already: the column beside it.
    beside: str = ""

    def move(self, goes: int, stays: int) -> None:
        rows = self.model._base_manager  # noqa: SLF001 Django's name for it
        # The one that stays may stand below the other: its own fields say what becomes of that.
        theirs = rows.filter(**{self.column: goes})
        if self.model is Partner:
            theirs = theirs.exclude(pk=stays)
        if self.beside:
            known = rows.filter(**{self.column: stays}).values(self.beside)
            theirs.filter(**{f"{self.beside}__in": known}).delete()
        theirs.update(**{self.column: stays})


def links_to_partners() -> list[Link]:
    """Return every column that names a partner, of whatever app."""
    return [
        _link(relation)
        for relation in Partner._meta.get_fields(include_hidden=True)  # noqa: SLF001 documented
        if relation.auto_created and not relation.concrete and _is_link(relation)
    ]


def _is_link(relation: Any) -> bool:
    model = relation.related_model
    if hasattr(model, "pgh_tracked_model") or model is PartnersApart or model._meta.proxy:  # noqa: SLF001
        return False
    return bool(relation.one_to_many) and not isinstance(relation, OneToOneRel)


def _link(relation: Any) -> Link:
    model, column = relation.related_model, relation.field.attname
    meta = model._meta  # noqa: SLF001 documented
    if meta.auto_created:
        # The table between two models, of which the other one is what people know.
        [other] = [each for each in meta.fields if each.is_relation and each.attname != column]
        return Link(
            model,
            column,
            other.related_model._meta.verbose_name_plural,  # noqa: SLF001
            f"{other.name}__cite",
            other.attname,
        )
    names = {each.name for each in meta.fields}
    words = _("local units") if model is Partner else meta.verbose_name_plural
    return Link(model, column, words, "cite" if "cite" in names else "")


# --- What is not in a column -----------------------------------------------------------------------
def follow_in_drafts(goes: int, stays: int) -> None:
    """Have what teams wrote, and have not published, name the one that stays."""
    for draft in _saying(Draft.objects.all(), f'"{goes}"', "values", "base"):
        values, base = (_followed(said, goes, stays) for said in (draft.values, draft.base))
        if (values, base) != (draft.values, draft.base):
            # Who wrote it, and when, stays as it was.
            Draft.objects.filter(pk=draft.pk).update(values=values, base=base)


def _saying(records: QuerySet[Any], words: str, *columns: str) -> QuerySet[Any]:
    """Lock the records that may name a partner, and no others: a number may be that of something else."""
    texts = Concat(*(Cast(column, TextField()) for column in columns), Value(""), output_field=TextField())
    found: QuerySet[Any] = records.alias(said=texts).filter(said__contains=words)
    return found.order_by("pk").select_for_update(of=("self",))


def _followed(said: dict[str, Any], goes: int, stays: int) -> dict[str, Any]:
    """Follow in what a form was sent: by name of an input, what it sends."""
    return {
        name: _without_twice(str(stays) if each == str(goes) else each for each in sent)
        if name.rpartition("-")[2] in _IN_FORMS
        else sent
        for name, sent in said.items()
    }


def _without_twice(values: Iterator[Any]) -> list[Any]:
    return list(dict.fromkeys(values))


def follow_in_bins(goes: int, stays: int) -> None:
    """Have what teams threw away name the one that stays, should it be put back."""
    for thrown in _saying(ThrownAway.objects.all(), str(goes), "rows"):
        rows = list(_rows_followed(thrown.rows, goes, stays))
        if rows != thrown.rows:
            ThrownAway.objects.filter(pk=thrown.pk).update(rows=rows)


def _rows_followed(rows: list[dict[str, Any]], goes: int, stays: int) -> Iterator[dict[str, Any]]:
    for row in rows:
        model, said = apps.get_model(row["model"]), dict(row["fields"])
        for each in [*model._meta.fields, *model._meta.many_to_many]:  # noqa: SLF001 documented
            if each.related_model is not Partner or each.name not in said:
                continue
            if isinstance(each, ManyToManyField):
                said[each.name] = _without_twice(stays if one == goes else one for one in said[each.name])
            elif said[each.name] == goes:
                said[each.name] = stays
        yield {**row, "fields": said}
