"""The register of partners: what may be there twice, what is not, and two made one."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import pghistory
from django.core.exceptions import ValidationError
from django.db import connection, transaction
from django.db.models import Count, Exists, OuterRef, Q
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.actions.partner_links import follow_in_bins, follow_in_drafts, links_to_partners
from network.duplicates import MOST_ON_A_HOST, bare_name, host_of, pairs_alike
from network.models import Agreement, Conflict, FormerAddress, Partner, PartnersApart
from network.models.expressions import partial_days
from network.models.history import shown
from network.permissions import Can, check

if TYPE_CHECKING:
    from collections.abc import Iterable

    from network.models import User

# From which likeness of their names two partners are proposed: one word of four differs, or a few letters.
ALIKE = 0.65
# So many pairs of a likeness are looked at; those beyond come up once the first are settled.
MOST_PAIRS = 500
KIND = "partner"
_SAME_NAME = gettext_lazy("the same name, written in another way")
_ALIKE_NAME = gettext_lazy("names that are alike")
_SAME_HOST = gettext_lazy("the same website")
_FIELDS = ("name", "acronym", "kind", "parent", "country", "website", "former_names")


# --- What may be there twice ---------------------------------------------------------------------
class Pair(NamedTuple):
    """Two partners that may be one, and why."""

    first: Partner
    second: Partner
    reasons: list[Any]


def likely_duplicates(*, demo: bool | None = None) -> list[Pair]:
    """Return the pairs to look at, those with most reasons first: never the same twice, in four queries."""
    partners = Partner.objects.all() if demo is None else Partner.objects.filter(demo=demo)
    rows = {each.pk: each for each in partners.annotate(cites=Count("agreements__cite", distinct=True))}
    reasons: dict[tuple[int, int], list[Any]] = {}
    for words, pairs in (
        (_SAME_NAME, pairs_alike((each.pk, bare_name(each.name)) for each in rows.values())),
        (_ALIKE_NAME, _alike_in_letters()),
        (
            _SAME_HOST,
            pairs_alike(((each.pk, host_of(each.website)) for each in rows.values()), most=MOST_ON_A_HOST),
        ),
    ):
        for pair in pairs:
            if _may_be_one(*(rows.get(number) for number in pair)):
                reasons.setdefault(pair, []).append(words)
    apart = set(PartnersApart.objects.values_list("first", "second"))
    found = [
        Pair(rows[pair[0]], rows[pair[1]], _told(why)) for pair, why in reasons.items() if pair not in apart
    ]
    return sorted(
        found, key=lambda pair: (-len(pair.reasons), pair.first.sort_key, pair.first.pk, pair.second.pk)
    )


def _told(reasons: list[Any]) -> list[Any]:
    return [each for each in reasons if each is not _ALIKE_NAME or _SAME_NAME not in reasons]


def _may_be_one(one: Partner | None, other: Partner | None) -> bool:
    """Leave out what is known to be two: of two kinds, of two countries, a body and its unit."""
    if one is None or other is None or one.demo != other.demo:
        return False
    if one.country and other.country and one.country != other.country:
        return False
    return one.pk != other.parent_id and other.pk != one.parent_id


def _alike_in_letters() -> list[tuple[int, int]]:
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('pg_trgm.similarity_threshold', %s, true)", [str(ALIKE)])
        cursor.execute(
            "SELECT one.id, other.id FROM network_partner one JOIN network_partner other "
            "ON one.sort_key %% other.sort_key AND one.id < other.id AND one.demo = other.demo "
            "ORDER BY similarity(one.sort_key, other.sort_key) DESC, one.id, other.id LIMIT %s",
            [MOST_PAIRS],
        )
        return [(int(one), int(other)) for one, other in cursor.fetchall()]


def keep_apart(one: Partner, other: Partner, *, by: User) -> PartnersApart:
    """Remember that two partners are not the same: they are not proposed again."""
    for each in (one, other):
        check(by, Can.EDIT_CONTENT, each)
    if one.pk == other.pk or one.demo != other.demo:
        raise ValidationError(_("A demonstration record and a real one are never linked."))
    first, second = sorted((one, other), key=lambda each: each.pk)
    kept, _made = PartnersApart.objects.get_or_create(
        first=first, second=second, defaults={"demo": first.demo}
    )
    return kept


# --- What a merge would do -----------------------------------------------------------------------
class Line(NamedTuple):
    """A field of both, and what stands there afterwards."""

    label: str
    kept: str
    other: str
    after: str
    is_filled: bool


class Moved(NamedTuple):
    """How many records of a kind name the other one, in how many Cités."""

    words: str
    number: int
    cites: int


@dataclass(frozen=True)
class Preview:
    """What becomes of two partners: by field, what moves, what to look at, and what stands in the way."""

    lines: list[Line]
    moved: list[Moved]
    # Both have an agreement with the same Cité at the same time: both stay, and somebody has to look.
    overlaps: list[Agreement] = field(default_factory=list)
    refusals: list[str] = field(default_factory=list)


def preview_merge(keep: Partner, other: Partner) -> Preview:
    """Say what `merge_partners` would do, field by field."""
    after = _joined(keep, other)
    lines = []
    for name in _FIELDS:
        model_field: Any = Partner._meta.get_field(name)  # noqa: SLF001 documented
        kept, others = getattr(keep, name), getattr(other, name)
        label = capfirst(str(model_field.verbose_name))
        told = [_in_words(model_field, value) for value in (kept, others, after[name])]
        lines.append(Line(label, told[0], told[1], told[2], after[name] not in (kept, None)))
    return Preview(lines, _moved(other), _overlaps(keep, other), list(_refusals(keep, other)))


def _in_words(model_field: Any, value: Any) -> str:
    return str(value or "—") if model_field.is_relation else shown(model_field, value)


def _joined(keep: Partner, other: Partner) -> dict[str, Any]:
    """Return what the fields say afterwards: what one says stays, what it leaves empty is filled from the other."""
    after = {name: _filled(getattr(keep, name), getattr(other, name)) for name in _FIELDS}
    parent = keep.parent if keep.parent_id != other.pk else other.parent
    parent = parent or other.parent
    after["parent"] = None if parent and parent.pk in (keep.pk, other.pk) else parent
    return after


def _filled(kept: Any, other: Any) -> Any:
    if isinstance(kept, dict):
        return {**(other or {}), **kept}
    if isinstance(kept, list):
        return [*kept, *(each for each in other or [] if each not in kept)]
    return other if kept in (None, "") else kept


def _moved(other: Partner) -> list[Moved]:
    found = []
    for link in links_to_partners():
        rows = link.model._base_manager.filter(**{link.column: other.pk})  # noqa: SLF001 Django's name for it
        owner = f"{link.to_cite}_id" if link.to_cite else None
        cites = rows.values(owner).distinct().count() if owner else 0
        found.append(Moved(capfirst(str(link.words)), rows.count(), cites))
    return [each for each in found if each.number]


def _overlaps(keep: Partner, other: Partner) -> list[Agreement]:
    spans = Agreement.objects.annotate(span=partial_days("since", "until"))
    theirs = spans.filter(partner=keep, cite=OuterRef("cite"), span__overlap=OuterRef("span"))
    return list(
        spans.filter(Exists(theirs), partner=other).select_related("cite").order_by("cite__sort_key", "pk")
    )


def _refusals(keep: Partner, other: Partner) -> Iterable[str]:
    if keep.pk == other.pk:
        yield _("Choose two partners.")
    if keep.demo != other.demo:
        yield _("A demonstration record and a real one are never linked.")
    above, seen = keep.parent, {keep.pk}
    while above and above.pk not in seen:
        if above.parent_id == other.pk:
            yield _(
                "“%(name)s” stands between the two: its national body would lead back to it. Change its national body "
                "first, or keep the other one."
            ) % {"name": above}
        seen.add(above.pk)
        above = above.parent


# --- The merge -----------------------------------------------------------------------------------
@transaction.atomic
def merge_partners(keep: int, other: int, *, versions: tuple[int, int], by: User) -> Partner:
    """Make two partners one: `keep` stays, all that names `other` names it, and `other` is gone for good.

    `versions` are those that `by` has seen, in this order.

    Raises:
        PermissionDenied: `by` does not look after partners, or not after these.
        Conflict: somebody changed, merged or removed one of them since.
        ValidationError: something stands in the way.

    """
    rows = Partner.objects.filter(pk__in=(keep, other)).order_by("pk").select_for_update(of=("self",))
    found = {each.pk: each for each in rows}
    if len(found) < len({keep, other}):
        raise Conflict
    stays, goes = found[keep], found[other]
    for each in (stays, goes):
        check(by, Can.EDIT_CONTENT, each)
    if refusals := list(_refusals(stays, goes)):
        raise ValidationError(refusals)
    if (stays.version, goes.version) != versions:
        raise Conflict
    reason = _("the partner “%(other)s” was merged into “%(kept)s”") % {
        "other": goes.slug,
        "kept": stays.slug,
    }
    with pghistory.context(user=by.pk, reason=reason):
        after = _joined(stays, goes)
        for link in links_to_partners():
            link.move(goes.pk, stays.pk)
        follow_in_drafts(goes.pk, stays.pk)
        follow_in_bins(goes.pk, stays.pk)
        _lead_on(goes, stays)
        _move_marks(goes, stays)
        for name, value in after.items():
            setattr(stays, name, value)
        # Even where nothing is filled in: the history of what stays tells of the merge.
        stays.save()
        goes.delete()
    return stays


def _lead_on(goes: Partner, stays: Partner) -> None:
    """Have the address of what goes, and those that led to it, lead to what stays."""
    FormerAddress.objects.filter(kind=KIND, record=goes.pk).update(record=stays.pk)
    FormerAddress.objects.update_or_create(kind=KIND, within=0, slug=goes.slug, defaults={"record": stays.pk})


def _move_marks(goes: Partner, stays: Partner) -> None:
    """Keep what is known of `goes` not being the same as others; of the two themselves it was wrong."""
    marks = PartnersApart.objects.filter(Q(first=goes) | Q(second=goes))
    others = {each.first_id + each.second_id - goes.pk for each in marks} - {stays.pk}
    marks.delete()
    for number in sorted(others):
        first, second = sorted((number, stays.pk))
        PartnersApart.objects.get_or_create(first_id=first, second_id=second, defaults={"demo": stays.demo})
