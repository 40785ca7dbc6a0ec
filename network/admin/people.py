"""Users, teams and invitations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django import forms
from django.conf import settings
from django.contrib import admin, messages
from django.contrib.admin.helpers import ActionForm
from django.contrib.admin.options import ActionLocation
from django.contrib.admin.utils import unquote
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils.translation import gettext, ngettext
from django.utils.translation import gettext_lazy as _

from network.access import ask_again, desk_of, sent
from network.actions import check_can_be_invited, invite, revoke_invitation
from network.actions.sheets import said
from network.admin.asking import AsksAgain, WaitingForm
from network.admin.rights import person_of
from network.models import Invitation, TeamMember, User
from network.permissions import Can, NetworkRole, TeamRole

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.http import HttpRequest, HttpResponse


class PeoplePage(AsksAgain):
    """People are the label officer's, who says again who she is; demonstration accounts, which many share, change nobody."""

    right = Can.RUN_LABEL

    def get_actions(self, request: HttpRequest, action_location: Any = ActionLocation.CHANGE_LIST) -> Any:
        """Have memberships end one by one, each on a page that asks."""
        actions = super().get_actions(request, action_location=action_location)
        actions.pop("delete_selected", None)
        return actions

    def _may(self, request: HttpRequest, obj: Any) -> bool:
        return not person_of(request).demo and super()._may(request, obj)


class ReasonForm(WaitingForm):
    """Has the label officer, a guest of most teams, say why a team is changed."""

    reason = forms.CharField(
        max_length=300, required=False, label=_("Why this change? The team reads it."),
        help_text=_("Asked of who is not of the team, as in “Asked by phone on Monday”."),
        widget=forms.TextInput(attrs={"class": "vTextField"}),
    )  # fmt: skip

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        cite = self.cleaned_data.get("cite") or getattr(self.instance, "cite", None)
        says_why = self.cleaned_data.get("reason") or not self.has_changed()
        if cite and self.person and not says_why and desk_of(self.person, cite.slug).is_guest:
            self.add_error("reason", self.fields["reason"].error_messages["required"])
        return cleaned


class UserForm(WaitingForm):
    """A user; the languages are those of the portal."""

    language = forms.ChoiceField(
        choices=settings.LANGUAGES,
        label=_("Language"),
        help_text=_("The language of this person’s pages and letters."),
    )


@admin.register(User)
class UserPage(PeoplePage):
    """Users come by invitation and are closed, not removed: what they did keeps its author."""

    form = UserForm
    adds = deletes = False
    list_display = ("email", "name", "network_role", "is_active", "last_login", "mark")
    list_filter = ("network_role", "is_active", "demo")
    search_fields = ("email", "name")
    fields = ("email", "name", "language", "network_role", "is_active", "demo", "joined_at", "last_login")
    readonly_fields = ("email", "joined_at", "last_login")

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Nobody closes the door behind themselves: there is always an officer left."""
        own = ["network_role", "is_active"] if obj and obj.pk == person_of(request).pk else []
        return [*super().get_readonly_fields(request, obj), *own]


@admin.register(TeamMember)
class TeamMemberPage(PeoplePage):
    list_display = ("user", "cite", "role", "since")
    list_filter = ("role", ("cite", admin.RelatedOnlyFieldListFilter))
    search_fields = ("user__email", "user__name", "cite__name", "cite__slug")
    form = ReasonForm
    fields = ("user", "cite", "role", "reason")
    delete_confirmation_template = "admin/membership_end.html"

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Give another person, or another Cité, a membership of their own."""
        fixed = ["user", "cite"] if obj else []
        return [*super().get_readonly_fields(request, obj), *fixed]

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        reads = obj and not self.has_change_permission(request, obj)
        return [name for name in self.fields if not (reads and name == "reason")]

    def save_model(self, request: HttpRequest, obj: TeamMember, form: Any, change: bool) -> None:
        if change and not form.has_changed():
            return
        with said(desk_of(person_of(request), obj.cite.slug), form.cleaned_data["reason"]):
            super().save_model(request, obj, form, change)

    def delete_view(
        self, request: HttpRequest, object_id: str, extra_context: dict[str, Any] | None = None
    ) -> HttpResponse:
        """Ask a guest why, on the page that asks whether."""
        if self.has_delete_permission(request) and (away := ask_again(request)):
            return away
        member = self.get_object(request, unquote(object_id))
        asks = member is not None and desk_of(person_of(request), member.cite.slug).is_guest
        waiting = sent(request)
        why = {"asks_why": asks, "reason": waiting.get("reason", "") if waiting else ""}
        return super().delete_view(request, object_id, {**why, **(extra_context or {})})

    def delete_model(self, request: HttpRequest, obj: TeamMember) -> None:
        with said(desk_of(person_of(request), obj.cite.slug), request.POST.get("reason", "")):
            super().delete_model(request, obj)


class InvitationForm(ReasonForm):
    """Checks what the action would refuse, and leaves the rest to it."""

    def clean_email(self) -> str:
        return str(self.cleaned_data["email"]).strip().lower()

    def clean(self) -> dict[str, Any] | None:
        cleaned = super().clean()
        cite = self.cleaned_data.get("cite")
        if email := self.cleaned_data.get("email"):
            try:
                check_can_be_invited(email, cite)
            except ValidationError as refusal:
                self.add_error("email", refusal)
        roles = TeamRole if cite else NetworkRole
        if self.cleaned_data.get("role") not in {None, *roles.values}:
            message = _("Choose a role in a team for a Cité, and a role in the secretariat for none.")
            self.add_error("role", message)
        return cleaned


class ReasonActionForm(ActionForm):
    """Has room for why something is done to several at once."""

    reason = forms.CharField(max_length=300, required=False, label=_("Why?"))


@admin.register(Invitation)
class InvitationPage(PeoplePage):
    """Links that bring people in."""

    form = InvitationForm
    changes = deletes = False
    list_display = (
        "email",
        "role",
        "cite",
        "invited_by",
        "made_at",
        "expires_at",
        "accepted_at",
        "revoked_at",
    )
    list_filter = (
        "role",
        ("accepted_at", admin.EmptyFieldListFilter),
        ("revoked_at", admin.EmptyFieldListFilter),
    )
    search_fields = ("email", "cite__name", "cite__slug")
    actions = (*PeoplePage.actions, "revoke")
    action_form = ReasonActionForm

    def get_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        asked = ("email", "cite", "role")
        told = ("invited_by", "made_at", "expires_at", "accepted_at", "revoked_at")
        return (*asked, *(told if obj else ("reason",)))

    def has_revoke_permission(self, request: HttpRequest) -> bool:
        return self._may(request, None)

    def save_model(self, request: HttpRequest, obj: Invitation, form: Any, change: bool) -> None:
        if change:
            raise PermissionDenied
        role = NetworkRole(obj.role) if obj.cite is None else TeamRole(obj.role)
        reason = form.cleaned_data["reason"]
        made, _token = invite(obj.email, role=role, cite=obj.cite, by=person_of(request), reason=reason)
        obj.pk = made.pk
        words = gettext("The invitation is on its way to %(email)s; it serves once, for seven days.")
        self.message_user(request, words % {"email": made.email}, messages.SUCCESS)

    @admin.action(permissions=["revoke"], description=_("Revoke the selected invitations"))
    def revoke(self, request: HttpRequest, queryset: QuerySet[Invitation]) -> None:
        by, reason = person_of(request), request.POST.get("reason", "").strip()
        if not reason and queryset.exclude(cite=None).exclude(cite__team__user=by).exists():
            self.message_user(request, gettext("Say why: the team reads it."), messages.ERROR)
            return
        count = sum(revoke_invitation(invitation, by=by, reason=reason) for invitation in queryset)
        words = ngettext("%(count)d invitation is revoked.", "%(count)d invitations are revoked.", count)
        self.message_user(request, words % {"count": count}, messages.SUCCESS)
