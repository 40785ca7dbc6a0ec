"""What the admin of every model shares: forms, versions, refusals, lists without a query per row."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, ClassVar

from django.contrib import admin
from django.contrib.admin.utils import flatten_fieldsets
from django.contrib.postgres.fields import ArrayField
from django.db import IntegrityError, connection, models
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from network.admin.exports import export_as_csv, export_as_xlsx
from network.admin.helps import explain
from network.admin.history import HistoryPage
from network.admin.rights import Rights, person_of
from network.forms import RecordForm, RecordFormSet, form_field, refusal_of
from network.forms.records import OPENED
from network.models import Conflict
from network.models.history import shown

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django import forms
    from django.http import HttpRequest, HttpResponse

    BaseAdmin = admin.ModelAdmin[Any]
    BaseInline = admin.StackedInline[Any, Any]
else:
    BaseAdmin, BaseInline = admin.ModelAdmin, admin.StackedInline


class Forms:
    """Our own form fields, autocomplete for what is pointed at, the version that was opened."""

    model: type[models.Model]
    # Form fields that are chosen by name, beside those that the kind of the model field decides.
    own_fields: ClassVar[dict[str, type[forms.Field]]] = {}

    def formfield_for_dbfield(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        return explain(self._field_for(db_field, request, **kwargs), db_field)

    def _field_for(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        if own := self.own_fields.get(db_field.name):
            return own(label=capfirst(db_field.verbose_name), required=not db_field.blank)
        parent: Any = super()
        return form_field(db_field) or parent.formfield_for_dbfield(db_field, request, **kwargs)

    def formfield_for_foreignkey(self, db_field: Any, request: HttpRequest, **kwargs: Any) -> Any:
        """Offer a demonstration account what is demonstration, and no more."""
        parent: Any = super()
        field = parent.formfield_for_foreignkey(db_field, request, **kwargs)
        if field and person_of(request).demo and hasattr(field.queryset.model, "demo"):
            field.queryset = field.queryset.filter(demo=True)
        return field

    def get_autocomplete_fields(self, request: HttpRequest) -> list[str]:
        """Search in what is pointed at, everywhere: lists of thousands are no choice."""
        relations = [*self.model._meta.fields, *self.model._meta.many_to_many]
        return [
            field.name for field in relations if field.remote_field and field.editable and _is_offered(field)
        ]

    def get_fieldsets(self, request: HttpRequest, obj: Any = None) -> Any:
        """Have every form carry the version with which it was opened."""
        parent: Any = super()
        sets = [(name, dict(options)) for name, options in parent.get_fieldsets(request, obj)]
        if obj is not None and not parent.has_change_permission(request, obj):
            return [
                (name, {**options, "fields": _in_words(self.model, options["fields"])})
                for name, options in sets
            ]
        said = [field for _name, options in sets for field in options["fields"]]
        if OPENED in said or not _has_version(self.model):
            return sets
        sets[0][1]["fields"] = [*sets[0][1]["fields"], OPENED]
        return sets

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nobody says by hand what is demonstration; an address stays what it was."""
        parent: Any = super()
        names = [*parent.get_readonly_fields(request, obj)]
        fixed = ["demo", *(["slug"] if obj and obj.pk else [])]
        known = {field.name for field in self.model._meta.fields}
        return [*names, *(name for name in fixed if name in known and name not in names)]


def _in_words(model: type[models.Model], names: Iterable[Any]) -> list[Any]:
    """Replace JSON and arrays by what says them: nobody reads braces."""
    fields = {
        field.name: field for field in model._meta.fields if isinstance(field, models.JSONField | ArrayField)
    }
    return [
        _in_words(model, name)
        if isinstance(name, list | tuple)
        else _say(fields[name])
        if name in fields
        else name
        for name in names
    ]


@cache
def _say(field: models.Field[Any, Any]) -> Any:
    @admin.display(description=capfirst(field.verbose_name))
    def say(record: models.Model) -> str:
        return shown(field, getattr(record, field.name), between="\n")

    say.__name__ = f"say_{field.name}"
    return say


def _is_offered(field: Any) -> bool:
    through = getattr(field.remote_field, "through", None)
    return through is None or bool(through._meta.auto_created)


def _has_version(model: type[models.Model]) -> bool:
    return any(field.name == "version" for field in model._meta.fields)


class ModelPage(Rights, Forms, HistoryPage, BaseAdmin):
    """The pages of a model."""

    form = RecordForm
    actions: Any = (export_as_csv, export_as_xlsx)
    list_per_page = 50
    show_full_result_count = False
    save_on_top = True

    def get_queryset(self, request: HttpRequest) -> models.QuerySet[Any]:
        queryset, names = super().get_queryset(request), _pointed_at(self.model)
        return queryset.select_related(*names) if names else queryset

    def get_search_results(
        self, request: HttpRequest, queryset: models.QuerySet[Any], search_term: str
    ) -> tuple[models.QuerySet[Any], bool]:
        """Leave out what a demonstration account could not choose, where it chooses."""
        found, distinct = super().get_search_results(request, queryset, search_term)
        chooses = request.resolver_match and request.resolver_match.url_name == "autocomplete"
        if chooses and person_of(request).demo and hasattr(self.model, "demo"):
            found = found.filter(demo=True)
        return found, distinct

    def changelist_view(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Head a list with what it lists: the usual sentence fits no noun in French."""
        title = capfirst(self.opts.verbose_name_plural)
        return super().changelist_view(request, {"title": title, **(extra_context or {})})

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        # A class made for this request alone.
        form.person = person_of(request)
        form.refusal = getattr(request, "refusal", "")
        return form

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        """Answer what the database refuses with the form that was sent, and a sentence."""
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except Conflict:
            request.refusal = gettext(  # type: ignore[attr-defined]
                "Somebody changed this while you were writing. Look at it, then save again."
            )
        except IntegrityError as error:
            request.refusal = refusal_of(error)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def save_model(self, request: HttpRequest, obj: Any, form: Any, change: bool) -> None:
        if not change or form.has_changed():
            obj.save()

    def save_related(self, request: HttpRequest, form: Any, formsets: Any, change: bool) -> None:
        super().save_related(request, form, formsets, change)
        # Links between records are checked at the end of a transaction: here it can still be said in words.
        connection.check_constraints()

    @admin.display(description=_("demonstration"), ordering="demo")
    def mark(self, obj: Any) -> str:
        """Say of what is invented that it is; a cross on everything else would look like a fault."""
        return gettext("demonstration") if obj.demo else ""

    @admin.display(description=_("lists"))
    def lists(self, obj: Any) -> str:
        """Link to the lists of what hangs on a record."""
        links = []
        for relation in self.model._meta.related_objects:
            model: Any = relation.related_model
            if not self.admin_site.is_registered(model):
                continue
            address = reverse(f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist")
            label = capfirst(str(model._meta.verbose_name_plural))
            links.append((f"{address}?{relation.field.name}__id__exact={obj.pk}", label))
        return (
            format_html("<ul>{}</ul>", format_html_join("", '<li><a href="{}">{}</a></li>', links))
            if links
            else "—"
        )


def _pointed_at(model: type[models.Model]) -> list[str]:
    """Return the foreign keys that naming a record may follow."""
    names = []
    for field in model._meta.fields:
        if isinstance(field, models.ForeignKey) and field.remote_field.model is not model:
            names.append(field.name)
            if any(inner.name == "cite" for inner in field.remote_field.model._meta.fields):
                names.append(f"{field.name}__cite")
    return names


class Inline(Rights, Forms, BaseInline):
    """Records that hang on another one, changed on its page."""

    form = RecordForm
    formset = RecordFormSet
    extra = 0
    classes = ("collapse",)

    def get_formset(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:
        # What only says something in words is no field of a form.
        names = flatten_fieldsets(self.get_fieldsets(request, obj))
        kwargs.setdefault("fields", [name for name in names if isinstance(name, str)])
        formset: Any = super().get_formset(request, obj, **kwargs)
        formset.form.person = person_of(request)
        return formset
