"""What a Cité owes next for its label, in the words of the desk."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

if TYPE_CHECKING:
    from network.dues import Due


def told_of(due: Due) -> list[str]:
    """Return the step with its last day, how late it is, and since when the case is held."""
    step = str(capfirst(str(due.words)))
    told = [
        _("%(step)s, until %(day)s") % {"step": step, "day": date_format(due.last_day)}
        if due.last_day
        else step
    ]
    if due.days_late:
        late = ngettext("late by one day", "late by %(number)d days", due.days_late)
        told.append(late % {"number": due.days_late})
    if due.held_since:
        told.append(_("held since %(day)s") % {"day": date_format(due.held_since)})
    elif due.state and not due.days_late:
        left = ngettext("one day left", "%(number)d days left", due.days_left or 0)
        told.append(left % {"number": due.days_left} if due.days_left else _("today is the last day"))
    return told
