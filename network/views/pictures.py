"""Pictures as a team sees them, published or not."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse

from network.access import Desk, workspace
from network.permissions import Can
from network.pictures import Picture

if TYPE_CHECKING:
    from django.http import HttpRequest


@workspace(Can.SEE_CITE)
def picture(request: HttpRequest, desk: Desk, picture: str, width: int) -> HttpResponse:
    """Show one that was sent to this Cité."""
    return file_of(desk.cite.pk, picture, width)


def file_of(cite: int, picture: str, width: int) -> HttpResponse:
    """Answer with a picture that is kept for a Cité. Http404 for all else."""
    try:
        found = Picture.parse(picture)
    except ValueError as error:
        raise Http404 from error
    name = found.file_of(cite, width)
    if width not in found.widths or not default_storage.exists(name):
        raise Http404
    with default_storage.open(name) as file:
        return HttpResponse(file.read(), content_type="image/webp")
