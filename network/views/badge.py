"""The badge of a label: a picture for other sites that says what the register says, and no more."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from network import keeping
from network.access import public
from network.label import GRANTED
from network.models import Cite
from network.vocabulary import LabelStatus

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from network.label import Standing

# Seconds: how long a site may show a badge whose label has been suspended since.
LONGEST_FRESH = 15 * 60


@public
def badge(request: HttpRequest, slug: str) -> HttpResponse:
    """Draw the badge of a Cité as of now; of one that is not shown to the public there is none."""
    cite = Cite.objects.shown().with_decisions().filter(slug=slug).first()
    if cite is None:
        raise Http404
    keeping.shows_only(cite)
    keeping.holds_today()
    now = timezone.localtime()
    standing = cite.standing_on(now.date())
    context = {
        "cite": cite,
        "words": words_of(standing),
        "is_lit": standing.status in GRANTED,
        "on": now.date(),
        "demonstration": cite.demo,
    }
    response = render(request, "network/public/badge.svg", context, content_type="image/svg+xml")
    response["Cache-Control"] = f"public, max-age={seconds_fresh(now)}"
    # The one picture that other sites may show.
    response["Cross-Origin-Resource-Policy"] = "cross-origin"
    response["Access-Control-Allow-Origin"] = "*"
    return response


def seconds_fresh(now: datetime) -> int:
    """Tell how long a badge drawn now may be kept: a status changes at midnight, and when it is decided."""
    midnight = datetime.combine(now.date() + timedelta(days=1), time(), now.tzinfo)
    return max(0, min(LONGEST_FRESH, int((midnight - now).total_seconds())))


def words_of(standing: Standing) -> str:
    """Say the status in the few words that a badge has room for."""
    return {
        LabelStatus.PROJECT: _("project label"),
        LabelStatus.OPERATING: _("operating label"),
        LabelStatus.LABELLED_UNKNOWN: _("label granted"),
        LabelStatus.DUE: _("renewal due"),
        LabelStatus.SUSPENDED: _("label suspended"),
        LabelStatus.WITHDRAWN: _("label withdrawn"),
        LabelStatus.ENDED: _("label ended"),
        LabelStatus.NONE: _("no label"),
        LabelStatus.NOT_DOCUMENTED: _("label not documented"),
    }[standing.status]
