"""The demonstration goes without a trace, and never with anything real."""

from io import StringIO

import pghistory
import pytest
from allauth.account.models import EmailAddress
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.utils import timezone

from citesmetiers.exchange import export_document, import_document, read_document
from citesmetiers.search.purging import purge
from network.actions import say_in_file
from network.actions.file_contents import Document, add_evidence
from network.emails import write_letter
from network.models import Cite, Invitation, LabelDecision, LabelFile, Place, TeamMember, User
from network.vocabulary import EvidenceKind
from tests.factories import make_cite, make_user
from tests.portal.exchange_documents import NETWORK, checksum, example, normal

pytestmark = pytest.mark.django_db


def run(*arguments):
    output, errors = StringIO(), StringIO()
    call_command("demo", *arguments, stdout=output, stderr=errors)
    return output.getvalue() + errors.getvalue()


@pytest.fixture
def officer():
    return make_user(network_role="label_officer")


def test_every_row_of_every_table_is_as_before(officer):
    import_document(example())
    place = Place.objects.get(slug="ville-centre")
    place.street = "2 rue Haute"
    place.save()
    make_cite()
    purge()
    before = checksum()
    run()
    _live_in_it(officer)
    said = run("--remove").splitlines()
    assert "Cités: 12 removed" in said
    assert "users: 7 removed" in said
    assert checksum() == before


def _live_in_it(officer):
    """Do what people do on a demonstration: sign in, edit, decide, invite, join a team."""
    invented = User.objects.get(email="label@demo.example")
    coordinator = User.objects.get(email="coordination@demo.example")
    cite = Cite.objects.get(slug="demo-port-clairval")
    EmailAddress.objects.create(user=invented, email=invented.email)
    Client().force_login(invented)
    write_letter(invented, "password_changed", {"happened": "x"})
    TeamMember.objects.create(user=invented, cite=cite, role="coordinator")
    Invitation.objects.create(
        email="a@demo.example", cite=cite, role="contributor", token_hash="0" * 64, expires_at=timezone.now()
    )
    file = LabelFile.objects.get(cite=cite)
    say_in_file(file, "Combien ?", by=invented)
    add_evidence(
        file,
        file.charter.criteria.all()[0],
        EvidenceKind.DOCUMENT,
        document=Document(b"%PDF-", "pdf"),
        by=coordinator,
    )
    with pghistory.context(user=invented.pk, reason="a try"):
        cite.phone = "+33 2 61 91 00 99"
        cite.save()
        cite.places.first().delete()
    for author in (invented, officer):
        decision = LabelDecision.objects.create(
            cite=cite,
            kind="suspension",
            date="2026",
            author=author,
            demo=True,
            known_since=timezone.localdate(),
        )
    correction = LabelDecision.objects.create(
        cite=cite, kind="suspension", date="2025", demo=True, known_since=timezone.localdate()
    )
    decision.replaced_by = correction
    decision.save()


def test_history_of_what_happened_together_keeps_its_context():
    real = make_cite()
    run()
    invented = Cite.objects.get(slug="demo-brumeval")
    with pghistory.context(reason="one sweep"), transaction.atomic():
        for cite in (real, invented):
            cite.phone = "+33 2 61 91 00 98"
            cite.save()
    run("--remove")
    last = real.history.order_by("pgh_id").last()
    assert last.pgh_context.metadata == {"reason": "one sweep"}
    assert real.history.count() == 2


def test_removing_nothing_says_so():
    before = checksum()
    assert run("--remove") == "There is no demonstration here; nothing changed.\n"
    assert checksum() == before


def test_it_comes_back_as_it_was():
    run()
    first = export_document(with_demo=True, today=timezone.localdate())
    run("--remove")
    run()
    assert export_document(with_demo=True, today=timezone.localdate()) == first


def test_real_records_that_point_at_it_are_listed_and_nothing_is_removed(officer):
    run()
    cite = Cite.objects.get(slug="demo-overlinde")
    member = TeamMember.objects.create(user=officer, cite=cite, role="contributor")
    invitation = Invitation.objects.create(
        email="somebody@example.org",
        cite=cite,
        role="contributor",
        token_hash="0" * 64,
        invited_by=officer,
        expires_at=timezone.now(),
    )
    before, errors = checksum(), StringIO()
    with pytest.raises(CommandError, match="2 real records point at the demonstration") as refusal:
        call_command("demo", "--remove", stdout=StringIO(), stderr=errors)
    assert refusal.value.returncode == 1
    assert sorted(errors.getvalue().splitlines()) == [
        f"invitation {invitation.pk}: “somebody@example.org”",
        f"team member {member.pk}: “{officer} · Cité des métiers of Overlinde”",
    ]
    assert checksum() == before
    member.delete()
    invitation.delete()
    assert "Cités: 12 removed" in run("--remove")


def test_real_decisions_are_still_never_deleted():
    import_document(example())
    with (
        pytest.raises(DatabaseError, match="Cannot delete rows"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute("DELETE FROM network_labeldecision WHERE NOT demo")


def test_real_network_round_trips_beside_it():
    import_document(read_document(NETWORK))
    alone = export_document(today=timezone.localdate())
    run()
    assert export_document(today=timezone.localdate()) == alone
    assert import_document(read_document(NETWORK)).has_changes is False
    assert run() == "The demonstration is up to date; nothing changed.\n"


def test_an_export_with_it_comes_back_equal():
    import_document(example())
    run()
    exported = export_document(with_demo=True, today=timezone.localdate())
    assert len(exported["cites"]) == 14
    run("--remove")
    summary = import_document(exported)
    assert summary.kept == []
    assert normal(export_document(with_demo=True, today=timezone.localdate())) == normal(exported)
