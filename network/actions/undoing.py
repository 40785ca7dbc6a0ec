"""Takes back what one account did since a moment: for an account that was misused.

Field by field: what somebody else wrote since stays as it is, and is told.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import pghistory
from django.apps import apps
from django.core import serializers
from django.db import DatabaseError, connection, router, transaction
from django.db.models import ProtectedError, RestrictedError
from django.db.models.deletion import Collector
from django.utils import timezone

from network.actions.bin import rows_of_record
from network.models import Cite, Draft, Invitation, TeamMember, ThrownAway
from network.models.history import keeps_track, shown
from network.models.journal import history_of
from network.models.user import User

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from datetime import datetime

    from django.db.models import Model

    type Kinds = Mapping[type[Model], str]

REASON = "undo"
# What every update writes by itself, and what never changes.
_BY_ITSELF = {"version", "imported_version", "demo"}
_REFUSED = (DatabaseError, ProtectedError, RestrictedError)


class Told(NamedTuple):
    """One line of the report: of which record, and what is undone of it or why not."""

    record: str
    words: str

    def __str__(self) -> str:
        return f"{self.record}: {self.words}"


@dataclass
class Undoing:
    """What is taken back, and what is left for a person to look at."""

    done: list[Told] = field(default_factory=list)
    left: list[Told] = field(default_factory=list)


@dataclass
class _Job:
    """Something to take back, tried until what it needs is there."""

    record: str
    lines: list[str]
    do: Callable[[], None]


@transaction.atomic
def undo(user: User, since: datetime, kinds: Kinds, *, is_real: bool) -> Undoing:
    """Bring back, in one transaction, what an account changed since then; without `is_real` only tell.

    What it added goes to the bin, where its kind has one; what it threw away is put back. `kinds`
    names the models whose records can lie in a bin.
    """
    undoing = Undoing()
    with pghistory.context(reason=REASON, undoes=user.pk):
        lives = _lives(user, since)
        jobs = [job for life in lives for job in _jobs_for(life, lives, kinds, undoing)]
        _do_all(jobs, undoing)
        _take_invitations_back(user, since, undoing)
    if not is_real:
        transaction.set_rollback(True)
    return undoing


@dataclass
class _Life:
    """A record since the account first touched it: what it was, what is left of that, and by whom."""

    model: Any
    key: int
    was_there: bool = False
    is_there: bool = False
    # Who brought the record into being, or removed it, last; None is the account itself.
    turned_by: str | None = None
    now: dict[str, Any] = field(default_factory=dict)
    # What everybody else wrote; what stood before the account first wrote; who wrote what stands.
    good: dict[str, Any] = field(default_factory=dict)
    before: dict[str, Any] = field(default_factory=dict)
    by: dict[str, str | None] = field(default_factory=dict)
    others: set[str] = field(default_factory=set)

    @property
    def fields(self) -> Iterator[Any]:
        return (each for each in self.model._meta.concrete_fields if each.attname in self.now)  # noqa: SLF001 documented

    @property
    def name(self) -> str:
        try:
            called = str(self.model(**{"pk": self.key, **self.now}))
        except Exception:  # noqa: BLE001 a name may need a record that is gone
            called = ""
        return f"{self.model._meta.verbose_name} {self.key}" + (f" “{called}”" if called else "")  # noqa: SLF001

    @property
    def spot(self) -> tuple[Any, int]:
        return self.model._meta.concrete_model, self.key  # noqa: SLF001


def _lives(user: User, since: datetime) -> list[_Life]:
    """Read what became of every record that the account touched, each after those that it points at."""
    # An invitation is no record to bring back: it is revoked.
    tracked = [model for model in apps.get_models() if keeps_track(model) and model is not Invitation]
    ordered: Any = serializers.sort_dependencies([("", tracked)], allow_cycles=True)
    return [life for model in ordered for life in _lives_of(model, user, since)]


def _lives_of(model: Any, user: User, since: datetime) -> Iterator[_Life]:
    history: Any = history_of(model).objects
    theirs = {"pgh_context__metadata__user": user.pk, "pgh_created_at__gte": since}
    keys = sorted(set(history.filter(**theirs).values_list("pgh_obj_id", flat=True)))
    if not keys:
        return
    # Whoever writes one of these waits until it is taken back.
    list(model._base_manager.filter(pk__in=keys).order_by("pk").select_for_update(of=("self",)))  # noqa: SLF001
    chains: dict[int, list[Any]] = {key: [] for key in keys}
    for row in history.filter(pgh_obj_id__in=keys).select_related("pgh_context").order_by("pgh_id"):
        chains[row.pgh_obj_id].append(row)
    writers = {writer for rows in chains.values() for row in rows if (writer := _writer_of(row))}
    people = {each.pk: str(each) for each in User.objects.filter(pk__in=writers)}
    for key, rows in chains.items():
        yield _life(_Life(model, key), rows, lambda row: _who(row, user, since, people))


def _writer_of(row: Any) -> int | None:
    number = row.pgh_context.metadata.get("user") if row.pgh_context else None
    return int(number) if number else None


def _who(row: Any, user: User, since: datetime, people: Mapping[int, str]) -> str | None:
    """Name who wrote a row; None for what is to be taken back."""
    writer = _writer_of(row)
    if writer == user.pk and row.pgh_created_at >= since:
        return None
    return people.get(writer or 0, "an import or a command")


def _life(life: _Life, rows: list[Any], who: Callable[[Any], str | None]) -> _Life:
    first = next(number for number, row in enumerate(rows) if who(row) is None)
    if first and rows[first - 1].pgh_label != "delete":
        life.was_there = life.is_there = True
    if first:
        life.now = _values(life.model, rows[first - 1])
        life.good = dict(life.now)
    for row in rows[first:]:
        _live_on(life, row, who(row))
    return life


def _live_on(life: _Life, row: Any, writer: str | None) -> None:
    if row.pgh_label != "update":
        life.is_there, life.turned_by = row.pgh_label == "insert", writer
    for name, value in _values(life.model, row).items():
        if name in life.now and life.now[name] == value:
            continue
        if writer is None:
            life.before.setdefault(name, life.good.get(name))
        else:
            life.good[name] = value
            life.others.add(writer)
        life.now[name], life.by[name] = value, writer


def _values(model: Any, row: Any) -> dict[str, Any]:
    names = {each.attname for each in row._meta.concrete_fields}  # noqa: SLF001
    return {
        each.attname: getattr(row, each.attname)
        for each in model._meta.concrete_fields  # noqa: SLF001
        if each.attname in names and not each.primary_key and each.name not in _BY_ITSELF
    }


def _jobs_for(life: _Life, lives: list[_Life], kinds: Kinds, undoing: Undoing) -> Iterator[_Job]:
    if life.was_there and life.is_there:
        yield from _fields_back(life, undoing)
    elif life.is_there and life.turned_by is None:
        yield _Job(life.name, ["added: taken away" + (", to the bin" if life.model in kinds else "")],
                   lambda: _take_away(life, lives, kinds))  # fmt: skip
    elif life.was_there and life.turned_by is None:
        yield _Job(life.name, ["removed: put back"], lambda: _put_back(life, kinds))
    elif life.was_there:
        undoing.done.append(Told(life.name, f"removed since by {life.turned_by}: left so"))


def _fields_back(life: _Life, undoing: Undoing) -> Iterator[_Job]:
    back, lines = {}, []
    for each in life.fields:
        name = each.attname
        if name not in life.before:
            continue
        if (writer := life.by[name]) is not None:
            if life.now[name] != life.before[name]:
                undoing.left.append(
                    Told(life.name, f"{each.verbose_name}: changed since by {writer}; left alone")
                )
        elif life.now[name] != life.good[name]:
            back[name] = life.good[name]
            if each.editable:
                now, then = (_short(each, value) for value in (life.now[name], life.good[name]))
                lines.append(f"{each.verbose_name}: {now} back to {then}")
    if back:
        rows = life.model._base_manager.filter(pk=life.key)  # noqa: SLF001
        yield _Job(life.name, lines or ["as it was"], lambda: rows.update(**back) and None)


def _short(field: Any, value: Any) -> str:
    text = " ".join(shown(field, value).split())
    return f"“{text[:79]}…”" if len(text) > 80 else f"“{text}”"  # noqa: PLR2004 a line of a terminal


class _NotAloneError(Exception):
    """Others would be touched."""


def _take_away(life: _Life, lives: list[_Life], kinds: Kinds) -> None:
    record = life.model._base_manager.filter(pk=life.key).first()  # noqa: SLF001
    if record is None:
        return  # It went with what it was part of.
    if life.others:
        raise _NotAloneError(f"changed since by {', '.join(sorted(life.others))}")
    _check_alone(record, {each.spot for each in lives if each.turned_by is None and not each.was_there})
    if kind := kinds.get(life.model):
        ThrownAway.objects.update_or_create(
            kind=kind,
            record=record.pk,
            defaults={"cite": _cite_of(record), "title": str(record)[:200], "rows": rows_of_record(record)},
        )
        Draft.objects.filter(kind=kind, record=record.pk).delete()
    record.delete()


def _check_alone(record: Any, added: set[tuple[Any, int]]) -> None:
    """Refuse to take away what others have put something on since."""
    collector = Collector(using=router.db_for_write(type(record)), origin=record)
    collector.collect([record])
    gone = [row for rows in collector.data.values() for row in rows]
    gone += [row for rows in collector.fast_deletes for row in rows]
    by_hand = {model._meta.concrete_model for model in apps.get_models() if keeps_track(model)}  # noqa: SLF001
    for row in gone:
        model: Any = row._meta.concrete_model  # noqa: SLF001
        if model in by_hand and (model, row.pk) not in added:
            raise _NotAloneError(f"others hang on it: {model._meta.verbose_name} {row.pk}")  # noqa: SLF001
    if any(rows for groups in collector.field_updates.values() for rows in groups):
        raise _NotAloneError("others point at it")


def _cite_of(record: Any) -> Cite:
    cite: Cite = record.cite if hasattr(record, "cite_id") else record.place.cite
    return cite


def _put_back(life: _Life, kinds: Kinds) -> None:
    managed = life.model._base_manager  # noqa: SLF001
    if managed.filter(pk=life.key).exists():
        return
    marks = history_of(life.model).objects.filter(pgh_obj=life.key).order_by("-pgh_id").first()
    kept = {name: getattr(marks, name) for name in ("version", "demo") if hasattr(marks, name)}
    life.model(pk=life.key, **life.good, **kept).save_base(raw=True, force_insert=True)
    if kind := kinds.get(life.model):
        ThrownAway.objects.filter(kind=kind, record=life.key).delete()


def _do_all(jobs: list[_Job], undoing: Undoing) -> None:
    """Do what can be done, again and again: a record may wait for another; two may have to change at once."""
    waiting, why = jobs, {}
    while waiting:
        failed = [
            job for job in waiting if (said := _try([job], undoing)) and why.update({id(job): said}) is None
        ]
        if len(failed) == len(waiting):
            break
        waiting = failed
    if len(waiting) > 1 and not _try(waiting, undoing):
        return
    undoing.left += [Told(job.record, f"{'; '.join(job.lines)}: not done, {why[id(job)]}") for job in waiting]


def _try(jobs: list[_Job], undoing: Undoing) -> str:
    """Do some jobs together; say what refused them, if anything did."""
    try:
        with transaction.atomic(), connection.cursor() as cursor:
            for job in jobs:
                job.do()
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
    except _NotAloneError as error:
        return str(error)
    except _REFUSED as error:
        return " ".join(str(error).splitlines()[:1])
    undoing.done += [Told(job.record, line) for job in jobs for line in job.lines]
    return ""


def _take_invitations_back(user: User, since: datetime, undoing: Undoing) -> None:
    """Revoke the invitations that wait; tell of whom they let in, and of who came to the teams of the account."""
    sent = Invitation.objects.filter(invited_by=user, made_at__gte=since).order_by("pk")
    for invitation in sent.filter(accepted_at=None, revoked_at=None):
        invitation.revoked_at = timezone.now()
        invitation.save()
        undoing.done.append(Told(f"invitation of {invitation.email}", "revoked"))
    for invitation in sent.exclude(accepted_at=None):
        undoing.left.append(
            Told(f"invitation of {invitation.email}", "accepted already: look at what this person may do")
        )
    cites = TeamMember.objects.filter(user=user).values("cite")
    came = TeamMember.objects.filter(cite__in=cites, since__gte=since).exclude(user=user)
    undoing.left += [
        Told(f"team of {each.cite}", f"{each.user} came since as {each.get_role_display()}: is that right?")
        for each in came.select_related("cite", "user").order_by("pk")
    ]
