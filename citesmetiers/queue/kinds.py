"""What waits for the secretariat, kind by kind: one table, and one query for each of its rows."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, DateField, Exists, F, Func, Min, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext

from citesmetiers.charter import breaches
from citesmetiers.templatetags.words import date_in_words, in_words
from network.actions.dues import urgent_on
from network.actions.withdrawals import proposals_waiting
from network.dues import told_of
from network.filing import NEXT, SECRETARIAT
from network.models import Agreement, Cite, LabelFile, Letter, Report, Suggestion, User, WithdrawalProposal
from network.models.checked import Checked
from network.models.expressions import day_at
from network.permissions import Can
from network.vocabulary import FileState, Membership, ReportState, SuggestionState

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import date, datetime

    from django.utils.functional import _StrPromise

    type Rows = Sequence[Any] | QuerySet[Any, Any]

# An agreement is spoken of so long before its last day.
AGREEMENTS_AHEAD = timedelta(days=60)
# Whose team nobody has to remind of anything.
_GONE = (Membership.FORMER, Membership.NOT_A_MEMBER)


class Item(NamedTuple):
    """One thing that waits: what it is, what is the matter with it, and the page where one acts."""

    what: str
    told: str
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of what waits: the right that it takes, its rows at a moment, and one of them in words.

    `find` returns what is invented for a person who is, for any other what is real, the most urgent first; `tell` knows whether its reader
    may act, for who only looks is led to another page where the first one is closed.
    """

    code: str
    name: _StrPromise
    right: Can
    find: Callable[..., Rows]
    tell: Callable[..., Item]


def _files(moment: datetime, *, person: User) -> QuerySet[LabelFile]:
    """Those whose next step is the secretariat’s: by the day that is set, then by how long they wait."""
    states = [state for state in FileState if NEXT[state] is SECRETARIAT]
    waiting = LabelFile.objects.filter(state__in=states, demo=person.demo).select_related("cite")
    return waiting.order_by(F("due_on").asc(nulls_last=True), "since", "pk")


def _tell_file(file: LabelFile, *, acts: bool) -> Item:
    since = _("%(state)s since %(day)s") % {
        "state": capfirst(file.get_state_display()),
        "day": date_in_words(timezone.localdate(file.since)),
    }
    by_when = _("by %(day)s") % {"day": date_in_words(file.due_on)} if file.due_on else ""
    return Item(str(file), _joined(since, by_when), _page(file))


def _reports(moment: datetime, *, person: User) -> QuerySet[Report]:
    sent = Report.objects.filter(state=ReportState.SUBMITTED, demo=person.demo)
    return sent.select_related("cite", "campaign").order_by("submitted_at", "pk")


def _tell_report(report: Report, *, acts: bool) -> Item:
    assert report.submitted_at
    day = date_in_words(timezone.localdate(report.submitted_at))
    return Item(str(report), _("sent on %(day)s") % {"day": day}, _page(report))


def _suggestions(moment: datetime, *, person: User) -> QuerySet[Suggestion]:
    received = Suggestion.objects.filter(state=SuggestionState.RECEIVED, demo=person.demo)
    return received.select_related("cite").order_by("received_at", "pk")


def _tell_suggestion(suggestion: Suggestion, *, acts: bool) -> Item:
    day = date_in_words(timezone.localdate(suggestion.received_at))
    told = _("%(kind)s, received on %(day)s") % {"kind": capfirst(suggestion.get_kind_display()), "day": day}
    return Item(f"{suggestion.cite.short_name} · {_begun(suggestion.text)}", told, _page(suggestion))


class Stale(NamedTuple):
    """A Cité that says things which nobody has confirmed in time."""

    cite: Cite
    sheets: int
    since: date


def _stale(moment: datetime, *, person: User) -> list[Stale]:
    """Those with sheets whose check no longer holds, the longest unchecked first; one query for each kind of sheet.

    What nobody ever checked is left out: it says so from the start, and its Cité mostly has no team yet.
    """
    sheets: dict[int, int] = {}
    since: dict[int, date] = {}
    for model in Checked.kinds().values():
        records: Any = model._default_manager  # noqa: SLF001 documented
        rows = records.filter(demo=person.demo, checked_on__isnull=False).in_use(moment)
        due = rows.exclude(cite__membership__in=_GONE).due_on(day_at(moment, "cite__timezone"))
        found = due.order_by().values_list("cite").annotate(number=Count("pk"), oldest=Min("checked_on"))
        for cite, number, oldest in found:
            sheets[cite] = sheets.get(cite, 0) + number
            since[cite] = min(since.get(cite, oldest), oldest)
    cites = Cite.objects.filter(pk__in=sheets).in_order()
    return sorted(
        (Stale(cite, sheets[cite.pk], since[cite.pk]) for cite in cites), key=lambda each: each.since
    )


def _tell_stale(stale: Stale, *, acts: bool) -> Item:
    number = ngettext(
        "One sheet is no longer confirmed", "%(number)d sheets are no longer confirmed", stale.sheets
    ) % {"number": stale.sheets}
    oldest = _("oldest check: %(day)s") % {"day": date_in_words(stale.since)}
    page = "workspace:to_check" if acts else "workspace:desk"
    return Item(stale.cite.short_name, _joined(number, oldest), reverse(page, args=[stale.cite.slug]))


def _withdrawals(moment: datetime, *, person: User) -> QuerySet[WithdrawalProposal]:
    """Those of others, of which a person may be the second one."""
    return proposals_waiting(person, moment)


def _tell_withdrawal(proposal: WithdrawalProposal, *, acts: bool) -> Item:
    told = _("%(who)s proposed to withdraw the label; it lapses on %(day)s") % {
        "who": proposal.proposed_by,
        "day": date_in_words(timezone.localdate(proposal.lapses_at)),
    }
    return Item(proposal.cite.short_name, told, _page(proposal))


def _orphans(moment: datetime, *, person: User) -> QuerySet[Cite]:
    return (
        Cite.objects.filter(demo=person.demo).exclude(membership__in=_GONE).without_coordinator().in_order()
    )


def _tell_orphan(cite: Cite, *, acts: bool) -> Item:
    told = _("Nobody coordinates its team")
    return Item(cite.short_name, str(told), reverse("workspace:team", args=[cite.slug]))


def _agreements(moment: datetime, *, person: User) -> QuerySet[Agreement]:
    """Those that end soon or have ended, and that no other one with the same partner outlasts."""
    last = timezone.localdate(moment) + AGREEMENTS_AHEAD
    end = Func(F("until"), function="partial_date_last", output_field=DateField())
    same = Agreement.objects.alias(end=end).filter(cite=OuterRef("cite"), partner=OuterRef("partner"))
    longer = same.filter(
        Q(until=None) | Q(end__gt=OuterRef("end")) | Q(end=OuterRef("end"), pk__gt=OuterRef("pk"))
    )
    ending = (
        Agreement.objects.filter(demo=person.demo, until__isnull=False)
        .annotate(end=end)
        .filter(end__lte=last)
    )
    kept = ending.exclude(cite__membership__in=_GONE).exclude(Exists(longer))
    return kept.select_related("cite", "partner").order_by("end", "cite__sort_key", "pk")


def _tell_agreement(agreement: Agreement, *, acts: bool) -> Item:
    assert agreement.until
    is_over = agreement.is_over(timezone.localdate())
    told = _("End: %(day)s, and no other follows it") if is_over else _("End: %(day)s")
    what = f"{agreement.cite.short_name} · {agreement.partner}"
    return Item(what, told % {"day": in_words(agreement.until)}, _page(agreement))


def _labels(moment: datetime, *, person: User) -> Sequence[Any]:
    return [each for each in urgent_on(timezone.localdate(moment)) if each[0].demo == person.demo]


def _tell_label(row: Any, *, acts: bool) -> Item:
    cite, due = row
    return Item(cite.short_name, _joined(capfirst(due.state.label), *told_of(due)), _page(cite))


def _promises(moment: datetime, *, person: User) -> Sequence[Any]:
    return [each for each in breaches(moment) if each.cite.demo == person.demo]


def _tell_promise(breach: Any, *, acts: bool) -> Item:
    link = reverse("workspace:desk", args=[breach.cite.slug])
    return Item(breach.cite.short_name, capfirst(breach.words), link)


def _letters(moment: datetime, *, person: User) -> QuerySet[Letter]:
    """Those that nobody tries to deliver any more, the latest first. They are forgotten with the others."""
    invented = User.objects.filter(demo=True).order_by().values("email")
    failed = Letter.objects.filter(given_up_at__isnull=False)
    whose = failed.filter(recipient__in=invented) if person.demo else failed.exclude(recipient__in=invented)
    return whose.order_by("-given_up_at", "-pk")


def _tell_letter(letter: Letter, *, acts: bool) -> Item:
    assert letter.given_up_at
    day = date_in_words(timezone.localdate(letter.given_up_at))
    told = _joined(_("given up on %(day)s") % {"day": day}, letter.fault)
    return Item(str(letter), told, _page(letter))


# In the order in which they are shown: what somebody waits for, then what runs out, then what is missing.
KINDS = (
    Kind(code="files", name=_("Label files"), right=Can.RUN_LABEL, find=_files, tell=_tell_file),
    Kind(code="reports", name=_("Yearly reports"), right=Can.RUN_LABEL, find=_reports, tell=_tell_report),
    Kind(code="withdrawals", name=_("Withdrawals that wait for a second officer"), right=Can.RUN_LABEL, find=_withdrawals, tell=_tell_withdrawal),
    Kind(code="suggestions", name=_("Suggestions to moderate"), right=Can.EDIT_CONTENT, find=_suggestions, tell=_tell_suggestion),
    Kind(code="labels", name=_("Next steps of labels"), right=Can.RUN_LABEL, find=_labels, tell=_tell_label),
    Kind(code="agreements", name=_("Agreements that end or have ended"), right=Can.EDIT_CONTENT, find=_agreements, tell=_tell_agreement),
    Kind(code="charter", name=_("Promises of the Charter"), right=Can.EDIT_CONTENT, find=_promises, tell=_tell_promise),
    Kind(code="stale", name=_("Cités that are no longer confirmed"), right=Can.EDIT_CONTENT, find=_stale, tell=_tell_stale),
    Kind(code="orphans", name=_("Cités without a coordinator"), right=Can.RUN_LABEL, find=_orphans, tell=_tell_orphan),
    Kind(code="letters", name=_("Letters that failed"), right=Can.RUN_LABEL, find=_letters, tell=_tell_letter),
)  # fmt: skip


def _page(record: Any) -> str:
    meta = record._meta  # noqa: SLF001 documented
    return reverse(f"admin:{meta.app_label}_{meta.model_name}_change", args=[record.pk])


def _joined(*parts: object) -> str:
    return " · ".join(str(part) for part in parts if part)


def _begun(text: str, most: int = 80) -> str:
    words = " ".join(text.split())
    return words if len(words) <= most else f"{words[: most - 1].rsplit(None, 1)[0]}…"
