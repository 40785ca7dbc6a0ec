"""A team and a secretariat that write the same sheets at the same time, and what must not be lost of it.

The oracle knows nothing of versions, locks or merging. Every text that is written is one of a kind. One
that was accepted is, at the end, in a record or in a draft, or somebody who had it before their eyes put
another one in its place. Anything else is a silent loss.
"""

from __future__ import annotations

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from random import Random

from django.db import connection, transaction
from django.forms import modelform_factory

from network.access import desk_of
from network.actions import sheets as actions
from network.forms import RecordForm, form_field
from network.forms.values import as_data, values_of
from network.models import Conflict, Draft
from services.forms import OFFERS
from services.models import Service

FIELDS = ["summary", "description", "bring", "conditions"]
NAMES = [f"{name}__{language}" for name in FIELDS for language in ("fr", "en")]
ForTheAdmin = modelform_factory(Service, form=RecordForm, fields=FIELDS, formfield_callback=form_field)


class Ledger:
    """What was accepted, and what somebody replaced knowingly."""

    def __init__(self):
        self.written, self.replaced, self.counts = set(), set(), Counter()
        self._lock = threading.Lock()

    def accept(self, kind, before, after):
        """Note an accepted writing: what its author had seen, and what it said instead."""
        with self._lock:
            self.counts[kind] += 1
            for name in NAMES:
                old, new = before.get(name, []), after.get(name, [])
                if old != new:
                    self.written.update(new)
                    self.replaced.update(old)

    def replace(self, texts):
        with self._lock:
            self.replaced.update(texts)

    def count(self, what):
        with self._lock:
            self.counts[what] += 1


class Writer:
    """Somebody with a browser: opens, writes, sends, and decides where others wrote the same."""

    def __init__(self, name, desk, sheets, seed, ledger):
        self.name, self.desk, self.sheets, self.ledger = name, desk, sheets, ledger
        self.random, self.number = Random(f"{seed} {name}"), 0

    def work(self, edits):
        try:
            for _edit in range(edits):
                do = self.random.choices([self.write, self.publish, self.save_in_the_admin], [6, 2, 2])[0]
                do(self.random.choice(self.sheets))
        finally:
            connection.close()

    def _changed(self, values):
        self.number += 1
        names = self.random.sample(NAMES, self.random.choice([1, 1, 2, 3]))
        return values | {name: [f"{self.name} {self.number} {name}"] for name in names}

    def _open(self, pk):
        kept = Draft.objects.filter(kind="offers", record=pk).first()
        if kept:
            return kept.values
        return OFFERS.open(self.desk.cite, Service.objects.select_related("cite").get(pk=pk)).read()

    def write(self, pk):
        opened = self._open(pk)
        self._send(pk, opened, self._changed(opened))

    def _send(self, pk, opened, values, **seen):
        """Send a sheet until it is accepted; each time that others wrote the same, look at both and choose."""
        left = set()
        while True:
            try:
                kept = actions.write_draft(self.desk, OFFERS, values, opened=opened, record=pk, **seen)
            except actions.Collided as collided:
                self.ledger.count("collisions of drafts")
                opened = collided.theirs
                values = self._choose(collided)
                left |= {text for each in collided.collisions for text in each.mine}
            else:
                self.ledger.accept("drafts", opened, values)
                # What was about to be sent was there on the page when the text of the other was taken.
                self.ledger.replace(left.difference(*kept.values.values()))
                return kept

    def _choose(self, collided):
        theirs = {each.name: each.theirs for each in collided.collisions if self.random.random() < 0.3}
        return collided.values | theirs

    def publish(self, pk):
        opened = self._open(pk)
        kept = self._send(pk, opened, opened)
        while True:
            try:
                actions.publish(self.desk, OFFERS, kept.pk)
            except actions.Over:
                self.ledger.count("drafts that somebody else published")
                return
            except Conflict:
                self.ledger.count("records that changed under a publication")
                return
            except actions.Collided as collided:
                self.ledger.count("collisions with the record")
                kept = self._send(
                    pk, kept.values, self._choose(collided), rebased=(collided.base, collided.theirs)
                )
                # The page showed both: a text of the record that was not taken is replaced knowingly.
                for each in collided.collisions:
                    if kept.values.get(each.name, []) != each.theirs:
                        self.ledger.replace(each.theirs)
            else:
                self.ledger.count("publications")
                return

    def save_in_the_admin(self, pk):
        opened = ForTheAdmin(instance=Service.objects.get(pk=pk))
        before = values_of(opened)
        after = self._changed(before)
        try:
            with transaction.atomic():
                form = ForTheAdmin(as_data(after), instance=Service.objects.get(pk=pk))
                if not form.is_valid():
                    self.ledger.count("saves in the admin that were refused")
                    return
                form.save()
        except Conflict:
            self.ledger.count("saves in the admin that were refused")
            return
        self.ledger.accept("saves in the admin", before, after)


def let_write(users, sheets, *, edits, seed):
    """Let people write at the same time; return the ledger and the texts that were lost."""
    ledger, cite = Ledger(), sheets[0].cite
    writers = [
        Writer(f"w{number}", desk_of(user, cite.slug), [each.pk for each in sheets], seed, ledger)
        for number, user in enumerate(users)
    ]
    with ThreadPoolExecutor(len(writers)) as pool:
        for done in [pool.submit(writer.work, edits // len(writers)) for writer in writers]:
            done.result()
    return ledger, ledger.written - ledger.replaced - texts_at_the_end(sheets)


def texts_at_the_end(sheets):
    drafts = [draft.values for draft in Draft.objects.all()]
    found = {text for values in drafts for name in NAMES for text in values.get(name, [])}
    for record in Service.objects.filter(pk__in=[each.pk for each in sheets]):
        found.update(text for name in FIELDS for text in getattr(record, name).values())
    return found
