"""The history of a record, as the triggers wrote it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db import models
from django.template.response import TemplateResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from network.models.history import Step, keeps_track, rows_of, shown, steps_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.contrib import admin
    from django.http import HttpRequest, HttpResponse

    BaseAdmin = admin.ModelAdmin[Any]
else:
    BaseAdmin = object

_STEPS_ON_A_PAGE = 30


class HistoryPage(BaseAdmin):
    """Who changed what and when, whether here, in a team's workspace, by an import or in SQL."""

    def history_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        record = self.get_object(request, unquote(object_id))
        if record is None or not keeps_track(self.model):
            return super().history_view(request, object_id, extra_context)
        if not self.has_view_permission(request, record):
            raise PermissionDenied
        pages = Paginator(rows_of(record), _STEPS_ON_A_PAGE)
        page = pages.get_page(request.GET.get("p"))
        # One row more, the oldest, to tell what the last step of the page changed.
        rows = list(pages.object_list[page.start_index() - 1 : page.end_index() + 1]) if pages.count else []
        steps = steps_of(rows)[: page.end_index() - page.start_index() + 1]
        context = {
            **self.admin_site.each_context(request),
            "title": _("History: %(record)s") % {"record": record},
            "steps": _words(steps),
            "page": page,
            "page_range": pages.get_elided_page_range(page.number),
            "object": record,
            "opts": self.opts,
            "module_name": capfirst(str(self.opts.verbose_name_plural)),
            **(extra_context or {}),
        }
        return TemplateResponse(request, "admin/record_history.html", context)


def _words(steps: list[Step]) -> list[dict[str, Any]]:
    kinds = {"insert": _("added"), "update": _("changed"), "delete": _("removed")}
    names = _names(steps)
    return [
        {
            "kind": kinds[step.kind],
            "moment": step.moment,
            "person": step.person,
            "changes": [
                {
                    "field": capfirst(str(change.field.verbose_name)),
                    "before": _said(change.field, change.before, names),
                    "after": _said(change.field, change.after, names),
                }
                for change in step.changes
            ],
        }
        for step in steps
    ]


def _names(steps: Iterable[Step]) -> dict[Any, dict[Any, Any]]:
    """Read the records that foreign keys pointed at, a query for each model."""
    numbers: dict[Any, set[Any]] = {}
    for change in (change for step in steps for change in step.changes):
        if isinstance(change.field, models.ForeignKey):
            numbers.setdefault(change.field.remote_field.model, set()).update(
                {change.before, change.after} - {None}
            )
    return {model: model._base_manager.in_bulk(found) for model, found in numbers.items()}


def _said(field: Any, value: Any, names: dict[Any, dict[Any, Any]]) -> str:
    if value is not None and isinstance(field, models.ForeignKey):
        return str(names[field.remote_field.model].get(value, f"№ {value}"))
    return shown(field, value)
