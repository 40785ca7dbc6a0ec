"""What a misused account did is taken back, field by field, and nothing that others wrote is lost."""

from datetime import timedelta
from io import StringIO

import pghistory
import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from django.utils import timezone
from pghistory.models import Context

from network.models import Closure, Draft, Invitation, LabelDecision, Milestone, TeamMember, ThrownAway, User
from services.models import Permanence, Service
from tests.factories import (
    make_cite,
    make_event,
    make_member,
    make_permanence,
    make_place,
    make_service,
    say_again,
)
from tests.network.workspace.writing import at_work, faults_in, write
from tests.portal.exchange_documents import checksum

pytestmark = pytest.mark.django_db
# A test is one transaction and its history of one moment, signed by the last request but for what came before any.
SINCE = timezone.now() - timedelta(hours=1)


def run(user, since, *options):
    """Run the command; return its exit code, what it said, and what needs a person."""
    output, errors = StringIO(), StringIO()
    try:
        call_command(
            "undo_user_changes", f"--user={user.email}", f"--since={since.isoformat()}", *options,
            stdout=output, stderr=errors,
        )  # fmt: skip
    except CommandError as error:
        return error.returncode, output.getvalue(), errors.getvalue()
    return 0, output.getvalue(), errors.getvalue()


def rows_of(*models):
    """Every row but what each update raises."""
    left_out = {"version", "imported_version"}
    return [
        [{k: v for k, v in row.items() if k not in left_out} for row in model.objects.order_by("pk").values()]
        for model in models
    ]


def sheet_of(record, kind="offers"):
    return f"/en/workspace/{record.cite.slug}/{kind}/{record.pk}/"


@pytest.fixture
def offer():
    place = make_place(make_cite())
    service = make_service(place.cite, places=[place], title={"en": "Good"}, summary={"en": "Good words"})
    make_permanence(service, place, weekday=1)
    return service


@pytest.fixture
def thief(offer):
    return at_work(offer.cite, name="Mallory")


@pytest.fixture
def claire(offer):
    return at_work(offer.cite, name="Claire")


@pytest.fixture(autouse=True)
def _teams_are_old(request):
    """Have everybody who is here be so for long: who came since is told by a test of its own."""
    if "offer" in request.fixturenames:
        request.getfixturevalue("thief"), request.getfixturevalue("claire")
    TeamMember.objects.update(since=SINCE - timedelta(days=1))


def switch_off(client):
    User.objects.filter(pk=client.user.pk).update(is_active=False)


ALL = (Service, Permanence, Service.places.through)


def test_everything_that_an_account_did_is_as_before(offer, thief):
    place, other = offer.places.get(), make_service(offer.cite, title={"en": "Thrown"})
    make_permanence(other, place, weekday=2)
    permanence, event = offer.permanences.get(), make_event(offer.cite)
    before = rows_of(*ALL, type(event), type(place))
    changes = {
        "title__en": "Bad",
        "summary__en": "",
        "found_at": [],
        f"permanences-{permanence.pk}-gone": "on",
        "permanences-new1-weekday": "5",
        "permanences-new1-time": "20:00-21:00",
        "permanences-new1-place": str(place.pk),
    }
    answer = write(thief, sheet_of(offer), "publish", **changes)
    assert answer.status_code == 302, faults_in(answer)
    assert thief.post(f"{sheet_of(other)}throw-away/").status_code == 302
    assert thief.post(f"{sheet_of(event, 'events')}withdraw/").status_code == 302
    assert write(thief, sheet_of(place, "places"), "publish", name="Bad place").status_code == 302
    switch_off(thief)
    after = checksum()
    code, said, errors = run(thief.user, SINCE)
    assert (code, errors) == (0, "")
    for words in (
        "title: “en: Bad” back to “en: Good”",
        "removed: put back",
        "name: “Bad place” back to",
        "nothing was written",
    ):
        assert words in said, said
    assert checksum() == after
    code, said, errors = run(thief.user, SINCE, "--apply")
    assert (code, errors) == (0, ""), said
    assert rows_of(*ALL, type(event), type(place)) == before
    assert not ThrownAway.objects.filter(record=other.pk).exists()
    last = offer.history.order_by("pgh_id").last()
    assert last.pgh_context.metadata == {"reason": "undo", "undoes": thief.user.pk}
    assert run(thief.user, SINCE)[1].startswith("0 would be undone")


def test_what_it_added_goes_to_the_bin_and_may_be_put_back(offer, thief):
    sent = {
        "title__fr": "Achetez", "themes": ["employment"], "modality": "interview", "access": ["drop_in"],
        "slug": "achetez", "permanences-new1-weekday": "1", "permanences-new1-time": "09:00-10:00",
        "permanences-new1-place": str(offer.places.get().pk),
    }  # fmt: skip
    answer = write(thief, f"/en/workspace/{offer.cite.slug}/offers/new/", "publish", **sent)
    assert answer.status_code == 302, faults_in(answer)
    switch_off(thief)
    code, said, errors = run(thief.user, SINCE, "--apply")
    assert (code, errors) == (0, ""), errors
    assert "added: taken away, to the bin" in said
    assert list(Service.objects.all()) == [offer]
    assert ThrownAway.objects.get().title == "Achetez"
    boss = at_work(offer.cite)
    assert boss.post(f"/en/workspace/{offer.cite.slug}/bin/{ThrownAway.objects.get().pk}/").status_code == 302
    assert Service.objects.filter(slug="achetez").exists()


def test_what_somebody_else_wrote_since_stays_field_by_field(offer, thief, claire):
    write(thief, sheet_of(offer), "publish", title__en="Bad", summary__en="Bad words")
    write(claire, sheet_of(offer), "publish", title__en="Mended", bring__en="A pen")
    switch_off(thief)
    code, said, errors = run(thief.user, SINCE, "--apply")
    assert code == 1
    assert "title: changed since by Claire; left alone" in errors
    assert "summary: “en: Bad words” back to “en: Good words”" in said
    offer.refresh_from_db()
    assert (offer.title, offer.summary, offer.bring) == (
        {"en": "Mended"},
        {"en": "Good words"},
        {"en": "A pen"},
    )


def test_what_somebody_else_set_right_needs_nobody(offer, thief, claire):
    write(thief, sheet_of(offer), "publish", title__en="Bad")
    write(claire, sheet_of(offer), "publish", title__en="Good")
    switch_off(thief)
    assert run(thief.user, SINCE, "--apply")[0] == 0
    assert Service.objects.get().title == {"en": "Good"}


def test_the_last_words_of_others_come_back_not_the_first(offer, thief, claire):
    write(thief, sheet_of(offer), "publish", title__en="Bad")
    write(claire, sheet_of(offer), "publish", title__en="Better")
    write(thief, sheet_of(offer), "publish", title__en="Worse")
    switch_off(thief)
    assert run(thief.user, SINCE, "--apply")[0] == 0
    assert Service.objects.get().title == {"en": "Better"}


@pytest.mark.django_db(transaction=True)
def test_what_it_did_before_and_what_others_did_stay(offer, thief, claire):
    write(thief, sheet_of(offer), "publish", title__en="Still theirs")
    since = timezone.now()
    write(claire, sheet_of(offer), "publish", summary__en="Of another")
    write(thief, sheet_of(offer), "publish", bring__en="Bad")
    switch_off(thief)
    assert run(thief.user, since, "--apply")[0] == 0
    offer.refresh_from_db()
    assert (offer.title, offer.summary, offer.bring) == ({"en": "Still theirs"}, {"en": "Of another"}, {})


@pytest.mark.django_db(transaction=True)
def test_what_others_have_worked_on_is_not_taken_away(offer, thief):
    sent = {"title__fr": "Achetez", "themes": ["employment"], "modality": "interview", "access": ["drop_in"]}
    write(thief, f"/en/workspace/{offer.cite.slug}/offers/new/", "publish", slug="achetez", **sent)
    made = Service.objects.get(slug="achetez")
    make_permanence(made, offer.places.get())
    switch_off(thief)
    code, _said, errors = run(thief.user, SINCE, "--apply")
    assert code == 1
    assert "others hang on it: permanence" in errors
    assert Service.objects.filter(pk=made.pk).exists()


def test_drafts_and_closures_too(offer, thief, claire):
    write(claire, sheet_of(offer), title__en="A draft of Claire")
    draft = Draft.objects.values("values", "written_by").get()
    write(thief, sheet_of(offer), title__en="Spoiled draft")
    today = timezone.localdate()
    sent = {
        "place": str(offer.places.get().pk),
        "first_day": f"{today:%d/%m/%Y}",
        "last_day": f"{today:%d/%m/%Y}",
    }
    answer = write(thief, f"/en/workspace/{offer.cite.slug}/closures/new/", "publish", **sent)
    assert answer.status_code == 302, faults_in(answer)
    assert Closure.objects.exists()
    switch_off(thief)
    assert run(thief.user, SINCE, "--apply")[0] == 0
    assert Draft.objects.values("values", "written_by").get() == draft
    assert not Closure.objects.exists()


def test_what_the_secretariat_wrote_in_the_admin_is_taken_back(offer):
    thief = at_work(make_cite(), network_role="label_officer")
    milestone = Milestone.objects.create(cite=offer.cite, kind="opening", date="2005")
    page = thief.get(f"/admin/network/milestone/{milestone.pk}/change/")
    fields = page.context["adminform"].form
    sent = {
        "cite": offer.cite.pk,
        "kind": "opening",
        "date": "1999",
        "opened_version": fields.initial["opened_version"],
        "sources": "",
    }
    answer = thief.post(f"/admin/network/milestone/{milestone.pk}/change/", sent)
    assert answer.status_code == 302, answer.text
    thief.post(f"/admin/services/service/{offer.pk}/delete/", {"post": "yes"})
    assert not Service.objects.exists()
    switch_off(thief)
    code, _said, errors = run(thief.user, SINCE, "--apply")
    assert code == 0, errors
    milestone.refresh_from_db()
    assert str(milestone.date) == "2005"
    assert offer.permanences.count() == Service.objects.count() == offer.places.count() == 1


def test_decisions_on_the_label_are_for_a_person(offer):
    thief = at_work(make_cite(), network_role="label_officer")
    with pghistory.context(user=thief.user.pk):
        LabelDecision.objects.create(
            cite=offer.cite, kind="suspension", date="2026", known_since=timezone.localdate()
        )
    switch_off(thief)
    code, _said, errors = run(thief.user, SINCE, "--apply")
    assert code == 1
    assert "label decision" in errors
    assert LabelDecision.objects.exists()


def test_invitations_are_revoked_and_who_came_is_told(offer, thief):
    for number, accepted in ((1, None), (2, timezone.now())):
        Invitation.objects.create(
            email=f"new{number}@example.org", cite=offer.cite, role="contributor", invited_by=thief.user,
            token_hash=f"{number:064x}", expires_at=timezone.now() + timedelta(days=7), accepted_at=accepted,
        )  # fmt: skip
    at_work(offer.cite, name="Newcomer")
    switch_off(thief)
    code, said, errors = run(thief.user, SINCE, "--apply")
    assert code == 1
    assert "invitation of new1@example.org: revoked" in said
    assert "new2@example.org: accepted already" in errors
    assert "Newcomer came since" in errors
    assert Invitation.objects.get(email="new1@example.org").revoked_at


@pytest.mark.django_db(transaction=True)
def test_roles_and_members_are_as_before(offer, thief, claire):
    bob, eve = (make_member(offer.cite, role).memberships.get() for role in ("contributor", "coordinator"))
    TeamMember.objects.filter(pk__in=[bob.pk, eve.pk]).update(since=SINCE - timedelta(days=1))
    before = rows_of(TeamMember)
    say_again(thief, thief.user)
    team = f"/en/workspace/{offer.cite.slug}/team/"
    assert thief.post(f"{team}{bob.pk}/", {"role": "coordinator"}).status_code == 302
    assert thief.post(f"{team}{eve.pk}/leave/").status_code == 302
    switch_off(thief)
    code, said, _errors = run(thief.user, SINCE, "--apply")
    assert code == 0
    assert "role: “coordinator” back to “contributor”" in said
    assert "removed: put back" in said
    assert rows_of(TeamMember) == before


@pytest.mark.django_db(transaction=True)
def test_an_address_that_was_taken_since_is_told_and_the_rest_is_done(offer, thief):
    other = make_service(offer.cite, title={"en": "Second"})
    write(thief, sheet_of(other), "publish", title__en="Bad")
    slug = offer.slug
    thief.post(f"{sheet_of(offer)}throw-away/")
    make_service(offer.cite, slug=slug)
    switch_off(thief)
    code, _said, errors = run(thief.user, SINCE, "--apply")
    assert code == 1
    assert "service_slug_once_per_cite" in errors
    assert Service.objects.get(pk=other.pk).title == {"en": "Second"}


def test_orders_of_poles_that_changed_places_come_back_together(offer, thief):
    one, two = (offer.cite.poles.create(name={"fr": f"Pôle {order}"}, order=order) for order in (1, 2))
    with pghistory.context(user=thief.user.pk), transaction.atomic():
        for pole, order in ((one, 2), (two, 1)):
            pole.order = order
            pole.save()
    switch_off(thief)
    assert run(thief.user, SINCE, "--apply")[0] == 0
    assert list(offer.cite.poles.order_by("pk").values_list("order", flat=True)) == [1, 2]


def test_an_account_that_can_still_sign_in_is_named(offer, thief):
    _code, _said, errors = run(thief.user, SINCE)
    assert "can still sign in" in errors


@pytest.mark.parametrize(
    "arguments",
    [
        ["--user=nobody@example.org", "--since=2026-11-25T10:00"],
        ["--user=a@b.example", "--since=yesterday"],
        [],
    ],
)
def test_wrong_questions_are_refused(arguments):
    with pytest.raises(CommandError):
        call_command("undo_user_changes", *arguments)


@pytest.mark.django_db(transaction=True)
def test_the_undoing_is_told_in_the_history(offer, thief):
    write(thief, sheet_of(offer), "publish", title__en="Bad")
    switch_off(thief)
    run(thief.user, SINCE, "--apply")
    page = at_work(offer.cite).get(f"{sheet_of(offer)}history/")
    assert "changes of a misused account taken back" in page.text
    assert Context.objects.filter(metadata__reason="undo").exists()
