"""The doors. Everything is closed by `LoginRequiredMiddleware`; these are the only ways in."""

from __future__ import annotations

import time
from dataclasses import dataclass
from functools import wraps
from typing import TYPE_CHECKING, Concatenate

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.reauthentication import is_reauthentication_required
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib import messages
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import PermissionDenied
from django.http import Http404, QueryDict
from django.shortcuts import redirect
from django.utils.http import urlencode
from django.utils.translation import gettext
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from network.models import Cite, TeamMember, User
from network.permissions import NEEDS_SECOND_FACTOR, Can, TeamRole, can, rights_in_cite

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.http import HttpRequest, HttpResponse, HttpResponseBase

    from network.models import LabelFile

    type View = Callable[..., HttpResponseBase]

# Where a form waits in the session while its sender says once more who they are, and how long it may be.
_WAITING, _MOST_WAITING = "waiting_form", 10_000


def public[V: View](view: V) -> V:
    """Open a page to everybody. It never looks at who is reading."""
    opened = login_not_required(view)
    opened.door = "public"  # type: ignore[attr-defined]
    return opened


def by_link(view: View) -> View:
    """Open a page to whoever holds a secret link: never stored, never named to another site.

    Such a page sends no address of its own, and browsers then send `Origin: null` with its form.
    Where the browser vouches that the form is ours (`Sec-Fetch-Site`, which no page can set), the
    origin is said for it, and the token of the form is checked as everywhere.
    """
    protected = csrf_protect(view)

    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.headers.get("Sec-Fetch-Site") == "same-origin":
            request.META["HTTP_ORIGIN"] = f"{request.scheme}://{request.get_host()}"
        response = protected(request, *args, **kwargs)
        response.headers["Referrer-Policy"] = "no-referrer"
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    opened.door = "link"  # type: ignore[attr-defined]
    return csrf_exempt(login_not_required(never_cache(opened)))


class FromElsewhere(PermissionDenied):
    """It was not sent from a page of ours, or the browser does not say so."""


def public_post[V: View](view: V) -> V:
    """Open to everybody what is sent from a page of ours, without a name.

    The pages that carry such a form set no cookie, so that there is no token of a session to ask for:
    the browser itself vouches that the form is ours. The view never looks at who is sending.
    """

    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "POST" and not comes_from_here(request):
            raise FromElsewhere
        return view(request, *args, **kwargs)

    guarded = csrf_exempt(login_not_required(never_cache(opened)))
    guarded.door = "public post"  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def comes_from_here(request: HttpRequest) -> bool:
    """Tell whether the browser says that a form was sent from one of our own pages; no page can make it say so."""
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"


def by_sealed_link(view: View) -> View:
    """Open a page to whoever holds a signed link, without cookie; the link and the browser vouch for its form."""

    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        if request.method == "POST" and not comes_from_here(request):
            raise PermissionDenied
        response = view(request, *args, **kwargs)
        response.headers["X-Robots-Tag"] = "noindex"
        return response

    opened.door = "link"  # type: ignore[attr-defined]
    return csrf_exempt(login_not_required(never_cache(opened)))


def address_of(request: HttpRequest) -> str:
    """Return the address that a request comes from, past the proxies that we trust; kept nowhere."""
    trusted = settings.ALLAUTH_TRUSTED_PROXY_COUNT
    if trusted:
        passed = [each.strip() for each in request.headers.get("X-Forwarded-For", "").split(",")]
        if len(passed) >= trusted:
            return passed[-trusted]
    return str(request.META.get("REMOTE_ADDR", ""))


@dataclass(frozen=True)
class Desk:
    """Somebody at work in the workspace of one Cité; everything shown or changed there is of this Cité."""

    user: User
    cite: Cite
    role: TeamRole | None
    rights: frozenset[Can]

    def can(self, right: Can) -> bool:
        return right in self.rights

    def check(self, right: Can) -> None:
        """Raise PermissionDenied where `can` says no."""
        if not self.can(right):
            raise PermissionDenied

    @property
    def may(self) -> dict[str, bool]:
        """The rights by name, for templates: `desk.may.publish`."""
        return {right.name.lower(): right in self.rights for right in Can}

    @property
    def is_guest(self) -> bool:
        """Whether the person is not of the team, and has to say why something is changed."""
        return self.role is None


def desk_of(user: User, slug: str) -> Desk:
    """Sit a person down in a Cité.

    Raises:
        Http404: there is no such Cité, or it is nothing to this person: nobody can tell which.
        PermissionDenied: a person of the secretariat who has no right there.

    """
    cite = Cite.objects.filter(slug=slug).first()
    if cite is None:
        raise Http404
    role = TeamMember.objects.filter(user=user, cite=cite).values_list("role", flat=True).first()
    team_role = TeamRole(role) if role else None
    rights = rights_in_cite(user, team_role, cite_is_demo=cite.demo)
    if not rights and user.network_role:
        raise PermissionDenied
    if not rights:
        raise Http404
    return Desk(user, cite, team_role, rights)


def workspace[**P](
    right: Can,
) -> Callable[[Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]], View]:
    """Open a page of a Cité's workspace to who has a right there; the view gets the `Desk`.

    Who is not signed in is led to sign-in, whatever is behind. 404 for who has nothing to do with the
    Cité, 403 for who does and lacks the right.
    """

    def guard(view: Callable[Concatenate[HttpRequest, Desk, P], HttpResponseBase]) -> View:
        @wraps(view)
        def opened(request: HttpRequest, cite: str, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            user = request.user
            if not isinstance(user, User):
                raise PermissionDenied  # The middleware has led everybody else to sign-in.
            desk = desk_of(user, cite)
            desk.check(right)
            return view(request, desk, *args, **kwargs)

        opened.door = "workspace"  # type: ignore[attr-defined]
        opened.right = right  # type: ignore[attr-defined]
        return never_cache(opened)

    return guard


def asks_again[V: View](view: V) -> V:
    """Have who gives or takes rights say once more who they are, if that was a while ago; `sent` loses nothing."""

    @wraps(view)
    def opened(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponseBase:
        return ask_again(request) or view(request, *args, **kwargs)

    return opened  # type: ignore[return-value]


def ask_again(request: HttpRequest) -> HttpResponse | None:
    """Lead to where one says who one is, and back; None for who has just done so.

    What was sent waits in the session and is never sent by itself: a person sees it first.
    """
    if not is_reauthentication_required(request, app=""):
        return None
    if request.method == "POST":
        fields = request.POST.copy()
        fields.pop("csrfmiddlewaretoken", None)
        if len(kept := fields.urlencode()) <= _MOST_WAITING:
            request.session[_WAITING] = {"path": request.path, "fields": kept, "at": time.time()}
    ways = get_adapter().get_reauthentication_methods(request.user)
    return redirect(f"{ways[0]['url']}?{urlencode({REDIRECT_FIELD_NAME: request.get_full_path()})}")


def sent(request: HttpRequest) -> QueryDict | None:
    """Return what a form was sent: now, or before its sender was asked who they are."""
    if request.method == "POST":
        request.session.pop(_WAITING, None)
        return request.POST
    waiting = request.session.get(_WAITING)
    if not waiting or waiting["path"] != request.path:
        return None
    if time.time() - waiting["at"] > settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
        return None
    messages.warning(request, gettext("Nothing is lost, and nothing is sent yet: look at it, then send it."))
    return QueryDict(waiting["fields"])


def signed_in[V: View](view: V) -> V:
    """Open a page to everybody who is signed in; it shows a person what is their own."""
    opened = never_cache(view)
    opened.door = "signed in"  # type: ignore[attr-defined]
    return opened


def needs_second_factor(user: User) -> bool:
    """Tell whether a role of this person asks for a second factor."""
    asking = [role for role in TeamRole if role in NEEDS_SECOND_FACTOR]
    return (
        user.network_role in NEEDS_SECOND_FACTOR
        or TeamMember.objects.filter(user=user, role__in=asking).exists()
    )


def has_second_factor(user: User) -> bool:
    """Tell whether this person has one; codes for the day when it is lost are none."""
    return Authenticator.objects.filter(
        user_id=user.pk, type__in=(Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN)
    ).exists()


def rights_on_file(user: User, file: LabelFile) -> frozenset[Can]:
    """Return on which sides of a label file a person is: that of who applies, that of who runs the label."""
    role = TeamMember.objects.filter(user=user, cite=file.cite).values_list("role", flat=True).first()
    in_cite = rights_in_cite(user, TeamRole(role) if role else None, cite_is_demo=file.cite.demo)
    sides = {Can.APPLY} & in_cite
    if can(user, Can.RUN_LABEL, file):
        sides |= {Can.RUN_LABEL}
    return frozenset(sides)
