"""Brings an exchange file into the database: all of it, or nothing."""

from __future__ import annotations

from datetime import date
from itertools import batched
from typing import TYPE_CHECKING, Any

import pghistory
from django.db import connection, transaction
from django.db.models import Max
from django.utils import timezone

from citesmetiers.exchange import mapping
from citesmetiers.exchange.batch import Batch, name
from citesmetiers.exchange.merging import Plan, Wanted, plan, write_changed, write_created, write_removed
from citesmetiers.exchange.reading import Document, document_of
from citesmetiers.exchange.records import check_against_records
from citesmetiers.exchange.summary import Summary
from network.models import Cite, FormerAddress, NetworkFact, NetworkImport, Partner
from network.vocabulary import FactKind

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from citesmetiers.exchange.kinds import Kind
    from network.models import User

    type Report = Callable[[int, int], None]

# Two imports wait for each other on this number.
LOCK = 0x43444D
# Rows that somebody else holds are waited for this long; turns are waited for without an end.
PATIENCE = "60s"
_BATCH = 50


def import_document(
    document: Document | dict[str, Any],
    *,
    overwrite: bool = False,
    dry_run: bool = False,
    by: User | None = None,
    reason: str = "import",
    report: Report | None = None,
) -> Summary:
    """Make the records what a document says, in one transaction.

    What a person added or changed since the last import is kept and reported, unless `overwrite`.
    `reason` signs the history. `report` is told how many Cités of how many are done.

    Raises:
        InvalidDocumentError: the document is wrong, or cannot stand beside what is here.

    """
    if isinstance(document, dict):
        document = document_of(document)
    author = {"user": by.pk} if by else {}
    with pghistory.context(reason=reason, digest=document.digest, **author), transaction.atomic():
        take_turn()
        check_against_records(document.data)
        summary = _Import(document, Summary(dry_run), overwrite=overwrite).run(report)
        with connection.cursor() as cursor:
            # Whatever was put off to the end is checked here, in a dry run too.
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")
        transaction.set_rollback(dry_run)
    return summary


def take_turn() -> None:
    """Wait for an import that runs, and do not be cut short by the limits of a page."""
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL statement_timeout = 0")
        cursor.execute("SET LOCAL lock_timeout = 0")
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
        cursor.execute(f"SET LOCAL lock_timeout = '{PATIENCE}'")


class _Import:
    """One run over one document."""

    def __init__(self, document: Document, summary: Summary, *, overwrite: bool) -> None:
        self.data = document.data
        self.digest = document.digest
        self.summary = summary
        self.overwrite = overwrite
        self.as_of = date.fromisoformat(document.data["as_of"])
        self.cites: list[dict[str, Any]] = document.data["cites"]
        self.is_demo = bool(self.cites) and all(cite.get("demo") for cite in self.cites)

    def run(self, report: Report | None) -> Summary:
        partners = self._import_partners(self.data.get("partners") or [])
        positions = _positions(Cite, [cite["id"] for cite in self.cites])
        today = timezone.localdate()
        for number, items in enumerate(batched(self.cites, _BATCH)):
            batch = Batch(partners=partners, today=today, overwrite=self.overwrite)
            batch.plan(list(items), positions.__getitem__)
            batch.write(self.as_of, self.summary)
            if report:
                report(number * _BATCH + len(items), len(self.cites))
        self._import_network(self.data.get("network") or {})
        self._remember()
        return self.summary

    def _import_partners(self, items: list[dict[str, Any]]) -> dict[str, Partner]:
        """Bring in the partners, national bodies before their units; those that were merged here stay merged."""
        partners = self._merged([item["id"] for item in items])
        items = [item for item in items if item["id"] not in partners]
        positions = _positions(Partner, [item["id"] for item in items])
        for level in _by_level(items, set(partners)):
            wanted = []
            for item in level:
                parent = partners.get(item.get("parent") or "")
                # A body that was merged into its own unit is no longer above it.
                values = mapping.PARTNER.read(item) | {
                    "parent": None if parent and parent.slug == item["id"] else parent
                }
                wanted.append(Wanted(item, values, positions[item["id"]]))
            rows = Partner.objects.filter(slug__in=[item["id"] for item in level])
            done = plan(mapping.PARTNER, _locked(rows), wanted, overwrite=self.overwrite)
            self._write(done)
            partners |= {entry.item["id"]: entry.row for entry in wanted}
        return partners

    def _merged(self, slugs: list[str]) -> dict[str, Partner]:
        """Return what stands here for the partners that were merged into another one, by their ids in the file.

        Those that are here are locked first: nobody merges one of them while the file is read.
        """
        here = set(_locked(Partner.objects.filter(slug__in=slugs)).values_list("slug", flat=True))
        gone = FormerAddress.objects.filter(kind="partner", slug__in=set(slugs) - here)
        leads = dict(gone.order_by("slug").values_list("slug", "record"))
        stays = {each.pk: each for each in _locked(Partner.objects.filter(pk__in=leads.values()))}
        merged = {slug: stays[number] for slug, number in leads.items() if number in stays}
        for slug, partner in merged.items():
            self.summary.keep(
                "partner", f"partner {slug}: it was merged into {partner.slug}, which stands for it."
            )
        return merged

    def _import_network(self, network: dict[str, Any]) -> None:
        """Bring in the network's own facts; a file that has none of a kind says nothing of it."""
        for key, kind, fact in (
            ("history", mapping.HISTORY_FACT, FactKind.HISTORY),
            ("statements", mapping.STATEMENT, FactKind.STATEMENT),
        ):
            if items := network.get(key):
                self._import_facts(items, kind, fact)

    def _import_facts(self, items: list[dict[str, Any]], kind: Kind, fact: FactKind) -> None:
        shared = {"kind": fact.value, "demo": self.is_demo}
        wanted = [Wanted(item, kind.read(item) | shared, position) for position, item in enumerate(items)]
        rows = NetworkFact.objects.filter(kind=fact, demo=self.is_demo)
        self._write(plan(kind, _locked(rows), wanted, overwrite=self.overwrite))

    def _write(self, plan: Plan) -> None:
        write_removed(plan)
        write_changed(plan)
        write_created(plan)
        plan.report(self.summary, name)

    def _remember(self) -> None:
        """Keep what the file says of itself, where it is another one than the last or changed something."""
        last = NetworkImport.objects.filter(demo=self.is_demo).first()
        if self.summary.has_changes or last is None or last.digest != self.digest:
            note = self.data.get("note") or {}
            NetworkImport.objects.create(as_of=self.as_of, note=note, digest=self.digest, demo=self.is_demo)


def _locked(rows: Any) -> Any:
    return rows.order_by("pk").select_for_update(of=("self",))


def _by_level(items: list[dict[str, Any]], known: set[str]) -> Iterator[list[dict[str, Any]]]:
    """Give the partners without a parent, or below one that is `known`, then their units, and so on down."""
    done: set[str | None] = {None, *known}
    while items:
        level = [item for item in items if item.get("parent") in done]
        yield level
        done |= {item["id"] for item in level}
        items = [item for item in items if item["id"] not in done]


def _positions(model: type[Cite | Partner], slugs: list[str]) -> dict[str, int]:
    """Return the place of each in the order of all: those that are here change only among themselves.

    A file of some Cités says nothing of how they lie among the others.
    """
    known: dict[str, int] = dict(model.objects.filter(slug__in=slugs).values_list("slug", "position"))
    positions = dict(zip((slug for slug in slugs if slug in known), sorted(known.values()), strict=True))
    last = model.objects.aggregate(last=Max("position"))["last"]
    new = [slug for slug in slugs if slug not in known]
    return positions | {slug: number for number, slug in enumerate(new, 0 if last is None else last + 1)}
