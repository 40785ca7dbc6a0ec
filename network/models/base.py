"""What every record of the portal has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, ClassVar

import pghistory
import pgtrigger
from django.db import models
from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.db.models.query import QuerySet


class Conflict(Exception):  # noqa: N818 a state of the world, not a fault
    """Somebody else saved this record since it was read: nothing was written."""


def keeps_history[M: models.Model](model: type[M]) -> type[M]:
    """Have triggers write every insert, update and delete of a model to a table of its own.

    What is written there stays: nothing changes it, and only the history of what was invented may go.
    Fields that a model names in `untold_fields` are left out, and of themselves no change.
    """
    track = pghistory.track(
        pghistory.InsertEvent(),
        pghistory.UpdateEvent(),
        pghistory.DeleteEvent(),
        obj_field=pghistory.ObjForeignKey(related_name="history", related_query_name="history"),
        exclude=getattr(model, "untold_fields", None),
        model_name=f"{model.__name__}History",
        meta={"triggers": _append_only(model)},
    )
    tracked: type[M] = track(model)
    return tracked


def _append_only(model: type[models.Model]) -> list[pgtrigger.Trigger]:
    is_marked = any(field.name == "demo" for field in model._meta.fields)  # noqa: SLF001 documented
    return [
        pgtrigger.Protect(name="append_only", operation=pgtrigger.Update),
        pgtrigger.Protect(
            name="never_deleted", operation=pgtrigger.Delete, condition=pgtrigger.Q(old__demo=False)
        )
        if is_marked
        else _deleted_with_its_whole(model),
    ]


def owner_of(model: Any) -> str:
    """Name the link to what says whether a record without a mark of its own is invented."""
    return str(getattr(model, "invented_with", "") or model.part_of)


def _deleted_with_its_whole(model: type[models.Model]) -> pgtrigger.Trigger:
    """Make the trigger for what has no mark of its own: it was invented when what it is part of was."""
    part_of: Any = model._meta.get_field(owner_of(model))  # noqa: SLF001
    whole = part_of.remote_field.model._meta.db_table  # noqa: SLF001
    return pgtrigger.Trigger(
        name="never_deleted",
        operation=pgtrigger.Delete,
        when=pgtrigger.Before,
        func=f"""
            IF EXISTS (SELECT FROM {whole}history WHERE pgh_obj_id = OLD.{part_of.column} AND demo) THEN
                RETURN OLD;
            END IF;
            RAISE EXCEPTION 'pgtrigger: Cannot delete rows from % table', TG_TABLE_NAME;
        """,  # noqa: S608 names of ours
    )


def keeps_its_mark() -> pgtrigger.Trigger:
    """Make the trigger that lets nothing invented become real, nor anything real invented."""
    return pgtrigger.Trigger(
        name="mark_stays",
        operation=pgtrigger.UpdateOf("demo"),  # type: ignore[no-untyped-call]
        when=pgtrigger.Before,
        condition=pgtrigger.Q(old__demo__df=pgtrigger.F("new__demo")),
        func="""
            RAISE EXCEPTION 'the mark of a demonstration never changes' USING ERRCODE = 'check_violation',
                CONSTRAINT = 'demonstration_mark_never_changes';
        """,
    )


class Record(models.Model):
    """An editable record: versioned, perhaps imported, perhaps invented.

    The version is raised by a trigger at every update, bulk and SQL ones too; `save()` writes
    only over the version that was read, and raises `Conflict` otherwise.
    """

    # The link to the record that this one belongs to and is edited with; none for most.
    part_of: ClassVar[str] = ""
    # Rows of history that nobody made, left out where it is told who changed what; and the same of one record.
    untold: ClassVar[models.Q] = models.Q(pk__in=[])
    is_told: bool = True

    version = models.PositiveIntegerField(_("version"), default=1, editable=False)
    # The version that an import wrote; another one now means that a person changed the record.
    imported_version = models.PositiveIntegerField(_("imported version"), null=True, editable=False)
    demo = models.BooleanField(
        _("demonstration"),
        default=False,
        help_text=_("Invented; shown as such wherever it appears."),
    )

    class Meta:
        abstract = True
        triggers = [
            pgtrigger.Trigger(
                name="raise_version",
                operation=pgtrigger.Update,
                when=pgtrigger.Before,
                func="NEW.version = OLD.version + 1; RETURN NEW;",
            ),
            keeps_its_mark(),
        ]

    @property
    def is_touched(self) -> bool:
        """Whether a person added the record, or changed it since the last import."""
        return self.imported_version != self.version

    def _do_update(
        self, base_qs: QuerySet[Any], using: Any, pk_val: Any, values: Any, *args: Any, **kwargs: Any
    ) -> Any:
        """Put the version into the WHERE of Django's own UPDATE."""
        read = self.version
        values = [value for value in values if value[0].name != "version"]
        done = super()._do_update(base_qs.filter(version=read), using, pk_val, values, *args, **kwargs)
        if values and not done:
            if base_qs.filter(pk=pk_val).exists():
                raise Conflict
            return done
        if values:
            self.version = read + 1
        return done


class CiteRecord(Record):
    """A record that belongs to one Cité."""

    cite = models.ForeignKey("network.Cite", models.CASCADE, verbose_name=_("Cité"))
    position = models.PositiveSmallIntegerField(_("position"), default=0, editable=False)

    class Meta(Record.Meta):
        abstract = True
