"""Who may do what in the admin: asked from the table of permissions, never from Django's own."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist

from network.models import User
from network.permissions import Can, can

if TYPE_CHECKING:
    from django.db import models
    from django.http import HttpRequest


class Rights:
    """The rights on a model; for an inline, those on the record that it hangs on.

    `right` is what it takes to change it. `adds`, `changes` and `deletes` are False for what
    nobody does here. Demonstration accounts change demonstration records only.
    """

    model: type[models.Model]
    right = Can.EDIT_CONTENT
    adds = changes = deletes = True

    def has_module_permission(self, request: HttpRequest) -> bool:
        return self.has_view_permission(request)

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return can(person_of(request), Can.SEE_NETWORK)

    def has_add_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.adds and self._may(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.changes and self._may(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return self.deletes and self._may(request, obj)

    def _may(self, request: HttpRequest, obj: Any) -> bool:
        person = person_of(request)
        return can(person, self.right, obj) and (not person.demo or _can_be_demonstration(self.model))


def person_of(request: HttpRequest) -> User:
    """Return who is signed in: nobody else comes past the door of the admin."""
    assert isinstance(request.user, User)
    return request.user


def _can_be_demonstration(model: type[models.Model]) -> bool:
    try:
        model._meta.get_field("demo")
    except FieldDoesNotExist:
        return False
    return True
