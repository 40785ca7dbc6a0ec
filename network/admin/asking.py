"""Pages whose writer says once more who they are, where that is a while ago; nothing that was sent is lost."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from network.access import ask_again, sent
from network.admin.records import ModelPage
from network.forms import RecordForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse, QueryDict


class WaitingForm(RecordForm):
    """Shows again what was sent before its sender was asked who they are."""

    waiting: QueryDict | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if self.waiting is not None:
            for name, field in self.fields.items():
                self.initial[name] = field.widget.value_from_datadict(self.waiting, {}, name)


class AsksAgain(ModelPage):
    """Asks before a form is opened by who may send it."""

    form = WaitingForm

    def changeform_view(
        self,
        request: HttpRequest,
        object_id: str | None = None,
        form_url: str = "",
        extra_context: dict[str, Any] | None = None,
    ) -> HttpResponse:
        writes = self.has_change_permission(request) if object_id else self.has_add_permission(request)
        if writes and (away := ask_again(request)):
            return away
        request.waiting = sent(request)  # type: ignore[attr-defined]
        return super().changeform_view(request, object_id, form_url, extra_context)

    def get_form(self, request: HttpRequest, obj: Any = None, change: bool = False, **kwargs: Any) -> Any:
        form: Any = super().get_form(request, obj, change, **kwargs)
        form.waiting = getattr(request, "waiting", None) if request.method == "GET" else None
        return form
