"""The Django admin as the secretariat's desk."""

from __future__ import annotations

from functools import update_wrapper
from typing import TYPE_CHECKING, Any

from django.contrib.admin import AdminSite
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.contrib.auth.decorators import login_not_required
from django.contrib.contenttypes.models import ContentType
from django.contrib.contenttypes.views import shortcut
from django.core.exceptions import BadRequest, PermissionDenied
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import SimpleTemplateResponse, TemplateResponse
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext_lazy as _

from citesmetiers.insight_pages import insight_file, insight_page
from citesmetiers.queue import kinds_for, page_of, queue_for, total_of
from network.models import User
from network.permissions import Can, can

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


OURS = {"network", "services", "events", "citesmetiers"}


class ChoicesView(AutocompleteJsonView):
    """What a form offers, each with its Cité: many places are called alike."""

    def serialize_result(self, obj: Any, to_field_name: str) -> dict[str, str]:
        result = super().serialize_result(obj, to_field_name)
        cite = getattr(obj, "cite", None)
        return {**result, "text": f"{result['text']} · {cite.short_name}"} if cite else result


class SecretariatSite(AdminSite):
    """Open to the secretariat alone, which signs in where everybody does."""

    site_header = _("Secretariat of the network")
    site_title = _("Cités des métiers")
    index_title = _("What the network is")

    def register(self, model_or_iterable: Any, admin_class: Any = None, **options: Any) -> None:
        """Leave out what packages bring along: their pages do not ask our table of permissions."""
        models: list[Any] = (
            [model_or_iterable] if isinstance(model_or_iterable, type) else list(model_or_iterable)
        )
        ours = [model for model in models if model._meta.app_label in OURS]
        super().register(ours, admin_class, **options)

    def has_permission(self, request: HttpRequest) -> bool:
        user = request.user
        return user.is_authenticated and can(user, Can.SEE_NETWORK)

    def admin_view(self, view: Any, cacheable: bool = False) -> Any:
        """Refuse who is signed in and is not of the secretariat; speak the language of who is."""
        admitted = super().admin_view(view, cacheable)

        def inner(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if not isinstance(request.user, User):
                response: HttpResponse = admitted(request, *args, **kwargs)
                return response
            if not self.has_permission(request):
                raise PermissionDenied
            if "%00" in request.META.get("QUERY_STRING", ""):
                # No column holds it, and the database says so with an error.
                raise BadRequest
            with translation.override(request.user.language):
                response = admitted(request, *args, **kwargs)
                if isinstance(response, SimpleTemplateResponse):
                    response.render()
                response.headers["Content-Language"] = translation.get_language() or ""
            return response

        return update_wrapper(inner, admitted)

    @login_not_required
    def login(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> HttpResponse:
        """Everybody signs in at one door."""
        if self.has_permission(request):
            return redirect("admin:index")
        if request.user.is_authenticated:
            raise PermissionDenied
        wanted = request.GET.get("next", "")
        here = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted
        return redirect(reverse("account_login", query={"next": here or reverse("admin:index")}))

    def logout(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_logout")

    def password_change(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("account_change_password")

    def password_change_done(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        return redirect("admin:index")

    def get_urls(self) -> list[Any]:
        """Lead from a record to its page for the models that the desk knows, and for no other."""
        others = [each for each in super().get_urls() if getattr(each, "name", None) != "view_on_site"]
        to_page = self.admin_view(self.page_of_record)
        return [
            path("r/<int:content_type_id>/<path:object_id>/", to_page, name="view_on_site"),
            path("queue/", self.admin_view(self.queue), name="queue"),
            path("queue/<slug:code>/", self.admin_view(self.queue_of_kind), name="queue_kind"),
            path("insight/", self.admin_view(self.insight), name="insight"),
            path("insight/<slug:part>.csv", self.admin_view(self.insight_csv), name="insight_csv"),
            *others,
        ]

    def index(self, request: HttpRequest, extra_context: dict[str, Any] | None = None) -> Any:
        """Show how much waits of each kind above what there is."""
        waiting = self._waiting(request, most=0)
        return super().index(request, {**waiting, **(extra_context or {})})

    def queue(self, request: HttpRequest) -> HttpResponse:
        """Show what waits for this person, the most urgent of each kind."""
        waiting = self._waiting(request)
        context = {**self.each_context(request), "title": _("What waits"), **waiting}
        return TemplateResponse(request, "admin/queue.html", context)

    def queue_of_kind(self, request: HttpRequest, code: str) -> HttpResponse:
        """Show all that waits of one kind, page by page."""
        person = _person(request)
        kind = next((each for each in kinds_for(person) if each.code == code), None)
        if kind is None:
            raise Http404
        found = page_of(kind, person, timezone.now(), request.GET)
        context = {**self.each_context(request), "title": kind.name, **found}
        return TemplateResponse(request, "admin/queue_kind.html", context)

    def _waiting(self, request: HttpRequest, **which: int) -> dict[str, Any]:
        sections = queue_for(_person(request), timezone.now(), **which)
        return {"sections": sections, "waiting": total_of(sections)}

    def insight(self, request: HttpRequest) -> HttpResponse:
        """Tell the network in figures on a day."""
        return insight_page(request, self.each_context(request))

    def insight_csv(self, request: HttpRequest, part: str) -> HttpResponse:
        return insight_file(request, part)

    def page_of_record(self, request: HttpRequest, content_type_id: int, object_id: str) -> Any:
        """Redirect to the public page of a record of a registered model, or answer 404."""
        content_type = ContentType.objects.filter(pk=content_type_id).first()
        if content_type is None or content_type.model_class() not in self._registry:
            raise Http404
        return shortcut(request, content_type_id, object_id)

    def autocomplete_view(self, request: HttpRequest) -> Any:
        return ChoicesView.as_view(admin_site=self)(request)


def _person(request: HttpRequest) -> User:
    """Return who is signed in: nobody else comes past the door."""
    assert isinstance(request.user, User)
    return request.user
