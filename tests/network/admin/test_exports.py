"""Lists as files: what was selected, as its list shows it, for who may look at it; no formula, no secret."""

import csv
import io

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from network import models
from network.admin import exports
from tests.factories import make_cite, make_decision, make_partner
from tests.network.admin.records import address, make_person, registered

pytestmark = pytest.mark.django_db
# What no list shows, and so no file.
SECRETS = {"sealed", "token_hash", "password", "session_key"}


def export(client, model, kind, *rows, everything=False, **query):
    sent = {"action": f"export_as_{kind}", "_selected_action": [row.pk for row in rows]}
    if everything:
        sent["select_across"] = "1"
    return client.post(reverse(address(model, "changelist"), query=query), sent)


def read(answer):
    """Read either kind of file by other means than those that wrote it."""
    data = answer.getvalue() if answer.streaming else answer.content
    if answer.headers["Content-Type"].startswith("text/csv"):
        text = data.decode("utf-8-sig")
        return list(csv.reader(io.StringIO(text), delimiter="," if text.startswith('"id",') else ";"))
    [sheet] = load_workbook(io.BytesIO(data)).worksheets
    return [["" if cell is None else str(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
@pytest.mark.parametrize("model", registered(), ids=lambda model: model._meta.label)
def test_readers_take_every_list_along_and_no_secret(client, each, model, kind):
    record = each[False][model]
    client.force_login(make_person("reader"))
    answer = export(client, model, kind, record)
    assert answer.headers["Content-Disposition"].startswith(
        f'attachment; filename="{model._meta.model_name}-'
    )
    head, row = read(answer)
    page = client.get(reverse(address(model, "changelist")))
    columns = [name for name in page.context["cl"].list_display if name != "action_checkbox"]
    assert not set(columns) & SECRETS
    assert (len(head), len(row)) == (len(columns) + 1,) * 2
    assert (head[0], row[0]) == ("id", str(record.pk))
    assert "<" not in "".join(row)
    for secret in SECRETS:
        if kept := getattr(record, secret, ""):
            assert kept not in answer.content.decode("latin-1")


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_both_kinds_say_what_the_list_says(client, kind):
    cite = make_cite(name={"fr": "Cité des métiers de Nîmes"}, country="FR", membership="member")
    make_decision(cite, "suspension", "2024-05")
    client.force_login(make_person())
    head, row = read(export(client, models.Cite, kind, cite))
    said = dict(zip(head, row, strict=True))
    assert said["Country"] == "FR"
    assert said["Membership"] == "member"
    assert said["Label today"] == "suspended"
    decision = dict(zip(*read(export(client, models.LabelDecision, kind, cite.decisions.get())), strict=True))
    assert (decision["Date"], decision["Decision"]) == ("2024-05", "label suspended")


def test_language_decides_words_and_separator(client):
    cite = make_cite(membership="former")
    client.force_login(make_person(language="fr"))
    text = export(client, models.Cite, "csv", cite).content.decode("utf-8-sig")
    assert text.startswith('"id";')
    assert "ancien membre" in text


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_no_formula_runs(client, kind):
    partners = [make_partner(name=name) for name in ("=1+1", "+33", "-1", "@SUM(A1)", "\t=1+1", "a,=1+1")]
    client.force_login(make_person("reader"))
    answer = export(client, models.Partner, kind, *partners)
    if kind == "csv":
        assert all(not cell.startswith(tuple("=+-@\t")) for row in read(answer) for cell in row)
        return
    [sheet] = load_workbook(io.BytesIO(answer.content)).worksheets
    assert {cell.data_type for row in sheet.iter_rows() for cell in row} <= {"s", "n", "inlineStr"}
    assert "=1+1" in [row[1].value for row in sheet.iter_rows()]


def test_all_that_the_filter_leaves_is_one_file(client, monkeypatch):
    """Every page of the list, and nothing else; more than fits is refused with a word, not cut."""
    for number in range(60):
        make_cite(country="BE" if number % 2 else "FR")
    client.force_login(make_person("reader"))
    first = models.Cite.objects.filter(country="BE").first()
    found = read(export(client, models.Cite, "csv", first, everything=True, country="BE"))
    assert len(found) == 31
    assert {row[2] for row in found[1:]} == {"BE"}
    monkeypatch.setattr(exports, "MOST", 29)
    answer = export(client, models.Cite, "csv", first, everything=True, country="BE")
    assert answer.status_code == 302
    assert "At most 29 rows" in client.get(answer.headers["Location"]).text


def test_text_that_no_cell_holds_is_said(client):
    fact = models.NetworkFact.objects.create(kind="history", date="1993", text={"en": "a" * 40_000})
    client.force_login(make_person("reader"))
    answer = export(client, models.NetworkFact, "xlsx", fact)
    assert "too long for a cell" in client.get(reverse("admin:network_networkfact_changelist")).text
    assert answer.status_code == 302


def test_queries_do_not_grow(client, each):
    client.force_login(make_person("reader"))
    counts = []
    for number in (0, 29):
        for _number in range(number):
            make_decision(make_cite(), "label", "2012")
        for model in (models.Cite, models.LabelDecision):
            export(client, model, "csv", everything=True)
            with CaptureQueriesContext(connection) as asked:
                export(client, model, "csv", model.objects.first(), everything=True)
            counts.append(len(asked))
    assert counts[:2] == counts[2:]


def test_anonymous_and_teams_take_nothing(client):
    cite = make_cite()
    assert export(client, models.Cite, "csv", cite).status_code == 302
    client.force_login(make_person(""))
    assert export(client, models.Cite, "csv", cite).status_code == 403
