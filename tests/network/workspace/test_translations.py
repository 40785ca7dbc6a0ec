"""Texts by language side by side in a sheet: what is said of a translation whose original changed since."""

import re
from datetime import UTC, datetime

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from network.forms.sheets import SHEETS
from network.models import Cite
from services.models import Service
from tests.factories import make_cite, make_service
from tests.network.workspace.writing import at_work, write

# Each request is a transaction of its own: that is what revisions are told apart by.
pytestmark = pytest.mark.django_db(transaction=True)
CHANGED = re.compile(r'<p class="mark" id="([\w-]+)">(.*?)</p>')


def sheet_of(record, kind="offers"):
    return f"/en/workspace/{record.cite.slug}/{kind}/{record.pk}/"


def marks_in(answer):
    return {name.removeprefix("id_").partition("_")[0]: words for name, words in CHANGED.findall(answer.text)}


def make_offer(**texts):
    return make_service(
        title={"fr": "Écrire un CV", "en": "Write a CV"},
        summary={"fr": "Un conseiller relit.", "en": "An adviser reads."},
        **texts,
    )


def test_translation_is_marked_once_its_original_is_edited_and_no_longer_once_it_follows():
    offer = make_offer()
    client = at_work(offer.cite)
    assert marks_in(client.get(sheet_of(offer))) == {}
    write(client, sheet_of(offer), "publish", title__fr="Écrire une lettre")
    answer = client.get(sheet_of(offer))
    [(name, words)] = marks_in(answer).items()
    assert name == "title"
    assert re.fullmatch(
        r"The French text changed on \d+\s\w+ \d{4}, since this translation was written\.", words
    )
    assert '<div class="flow" lang="fr"><p>Écrire un CV</p></div>' in answer.text
    write(client, sheet_of(offer), "publish", title__en="Write a letter")
    assert marks_in(client.get(sheet_of(offer))) == {}


def test_draft_is_the_last_that_was_written():
    offer = make_offer()
    client = at_work(offer.cite)
    write(client, sheet_of(offer), title__fr="Écrire une lettre")
    assert marks_in(client.get(sheet_of(offer)))["title"].startswith("The French text changed on ")
    write(client, sheet_of(offer), title__en="Write a letter")
    assert marks_in(client.get(sheet_of(offer))) == {}


def test_day_is_that_of_the_cite():
    """Half past ten in the evening of the twelfth, in universal time, is the thirteenth in Japan."""
    offer = make_offer()
    Cite.objects.filter(pk=offer.cite.pk).update(timezone="Asia/Tokyo")
    opened = SHEETS["offers"].open(Cite.objects.get(), Service.objects.get(), {"title__fr": ["Autre"], "title__en": ["Write a CV"]})  # fmt: skip
    opened.mark_translations(datetime(2026, 11, 12, 22, 30, tzinfo=UTC))
    assert opened.form.fields["title"].widget.marks["en"].changed_at.day == 13


def test_missing_translation_is_said_plainly_and_spaces_change_nothing():
    offer = make_offer(bring={"fr": "Un brouillon"})
    client = at_work(offer.cite)
    write(client, sheet_of(offer), "publish", summary__fr="Un  conseiller relit.")
    answer = client.get(sheet_of(offer))
    assert marks_in(answer) == {}
    assert answer.text.count("No translation yet.") == 1
    assert 'aria-describedby="id_bring_1_mark"' in answer.text


def test_new_sheet_and_a_record_without_history_say_nothing():
    offer = make_offer()
    client = at_work(offer.cite)
    new = client.get(f"/en/workspace/{offer.cite.slug}/offers/new/?copy={offer.pk}")
    assert (marks_in(new), "No translation yet" in new.text) == ({}, False)
    opened = SHEETS["offers"].open(
        offer.cite, Service(pk=offer.pk + 1000, cite=offer.cite), {"title__fr": ["Autre"]}
    )
    opened.mark_translations(timezone.now())
    assert {name: each.widget.marks for name, each in opened.form.fields.items() if getattr(each.widget, "marks", None)} == {}  # fmt: skip


def test_language_of_the_cite_stands_first_though_nothing_is_said_in_it():
    offer = make_service(make_cite(main_language="it"), title={"fr": "Écrire un CV"})
    said = at_work(offer.cite).get(sheet_of(offer)).text
    assert re.findall(r'name="title__(\w+)"', said)[:3] == ["it", "fr", "en"]


def test_history_of_all_texts_is_asked_for_once():
    offer = make_offer(
        bring={"fr": "Un brouillon", "en": "A draft"}, conditions={"fr": "Rien", "en": "Nothing"}
    )
    client = at_work(offer.cite)
    for number in range(3):
        write(client, sheet_of(offer), "publish", title__fr=f"Titre {number}", bring__fr=f"Objet {number}")
    opened = SHEETS["offers"].open(Cite.objects.get(), Service.objects.get())
    with CaptureQueriesContext(
        connection,
    ) as asked:
        opened.mark_translations(timezone.now())
    assert len(asked) == 1
    assert {name for name, each in opened.form.fields.items() if getattr(each.widget, "marks", None)} == {"title", "bring"}  # fmt: skip
