"""What a team makes of what visitors say: shown or not, answered, turned into an offer or an event."""

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone, translation

from events.models import EventSuggestion
from network.actions import forget_addresses
from network.actions.suggestions import title_of
from network.emails import deliver_due
from network.limits import HourlyLimit
from network.models import Draft, Letter, ReplyAddress, Suggestion
from services.models import Service, ServiceSuggestion
from tests.factories import enrol, make_cite, make_event, make_place, make_service, make_suggestion, make_user
from tests.network.workspace.writing import at_work, faults_in, form_in, write
from tests.portal.saying import say, visitor
from tests.portal.test_suggestions import tables_with

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _nobody_was_here_before(monkeypatch):
    monkeypatch.setattr("citesmetiers.views.suggestions.SUGGESTIONS", HourlyLimit(20))


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


def address(said):
    return reverse("workspace:suggestion", args=[said.cite.slug, said.pk])


def settle(client, said, *, page=None, **changes):
    sent = form_in(page or client.get(address(said)), "settle")
    sent |= {name: each if isinstance(each, list) else [each] for name, each in changes.items()}
    return client.post(address(said), {name: each for name, each in sent.items() if each != [""]})


def history_of(said):
    return said.history.order_by("-pgh_id").first().pgh_context.metadata


def test_from_a_visitor_s_idea_to_the_published_event_and_the_answer():
    """The journey: suggested without a name, turned into a draft, published, answered on the page and by mail."""
    cite = make_cite()
    place = make_place(cite)
    text = "Un atelier CV le samedi matin. Beaucoup travaillent en semaine."
    assert say(cite, text=text, email="quelquun@example.org").status_code == 303
    client = at_work(cite)
    assert text[:30] in client.get(reverse("workspace:suggestions", args=[cite.slug])).text
    said = Suggestion.objects.get()
    page = client.get(address(said)).text
    assert text in page
    assert "They left an e-mail" in page
    assert "quelquun" not in page
    begun = client.post(reverse("workspace:begin_from_suggestion", args=[cite.slug, said.pk, "offers"]))
    draft = Draft.objects.get()
    assert (draft.kind, draft.title) == ("offers", "Un atelier CV le samedi matin")
    assert draft.values["summary__en"] == [text]
    sheet = client.get(begun.url)
    assert address(said) in sheet.text
    assert begun.url in client.get(address(said)).text
    done = write(
        client, begun.url, "publish", slug="atelier-cv", themes=["employment"], modality="collective",
        access=["drop_in"], found_at=[str(place.pk)], page=sheet,
    )  # fmt: skip
    assert done.status_code == 302, faults_in(done)
    service = Service.objects.get()
    said.refresh_from_db()
    assert (said.made_kind, said.made_draft, said.made_record) == ("offers", None, service.pk)
    assert (
        reverse("workspace:sheet", args=[cite.slug, "offers", service.pk]) in client.get(address(said)).text
    )
    answer = settle(client, said, state="published", answer__en="It begins in January.", answer_public="on")
    assert answer.status_code == 302, faults_in(answer)
    public = visitor().get(cite.get_absolute_url()).text
    assert text in public
    assert "It begins in January." in public
    assert not ReplyAddress.objects.exists()
    assert tables_with("quelquun") == []
    assert deliver_due() == {"delivered": 1}
    [letter] = mail.outbox
    assert letter.to == ["quelquun@example.org"]
    assert text in letter.body
    assert "It begins in January." in letter.body
    assert tables_with("quelquun") == []
    assert Letter.objects.get().recipient == ""
    settle(client, said, answer__en="It begins in February.")
    assert Letter.objects.count() == 1


def test_an_event_is_begun_in_one_step_too_and_only_once():
    event = make_event()
    said = make_suggestion(event.cite, text="Une visite d’entreprise\nau port")
    EventSuggestion.objects.create(suggestion=said, event=event, cite=event.cite)
    client = at_work(event.cite, "contributor")
    begin = reverse("workspace:begin_from_suggestion", args=[event.cite.slug, said.pk, "events"])
    first, again = client.post(begin), client.post(begin)
    assert first.url == again.url
    assert Draft.objects.get().title == "Une visite d’entreprise"
    assert client.get(first.url).status_code == 200
    Draft.objects.all().delete()
    assert client.post(begin).url != first.url
    assert client.get(begin).status_code == 405
    for bad in ("places", "nothing"):
        assert client.post(begin.replace("/events/", f"/{bad}/")).status_code == 404


def test_what_a_team_decides_is_signed():
    said = make_suggestion()
    client = at_work(said.cite, "contributor")
    assert settle(client, said, state="noted").status_code == 302
    said.refresh_from_db()
    assert (said.state, said.moderated_by) == ("noted", client.user)
    assert history_of(said)["user"] == client.user.pk


def test_spam_is_hidden_for_a_reason_and_its_address_forgotten():
    cite = make_cite()
    say(cite, email="a@example.org")
    said = Suggestion.objects.get()
    client = at_work(cite)
    refused = settle(client, said, state="spam", answer__fr="Un texte à garder")
    assert refused.status_code == 422
    assert "Say why it is hidden." in refused.text
    assert form_in(refused, "settle")["answer__fr"] == ["Un texte à garder"]
    assert settle(client, said, state="spam", reason="Réclame").status_code == 302
    assert not ReplyAddress.objects.exists()
    assert not Letter.objects.exists()
    assert "Réclame" not in visitor().get(f"/en/cites/{cite.slug}/suggestions/").text


def test_an_answer_is_shown_below_what_is_shown_only():
    said = make_suggestion()
    client = at_work(said.cite)
    for changes in ({"state": "published"}, {"state": "noted", "answer__fr": "Oui"}):
        refused = settle(client, said, answer_public="on", **changes)
        assert refused.status_code == 422
        assert "Only a published suggestion shows its answer" in refused.text
    assert settle(client, said, state="published", answer__fr="Oui", answer_public="on").status_code == 302


def test_who_answers_meanwhile_loses_nothing():
    said = make_suggestion()
    mine, theirs = at_work(said.cite), at_work(said.cite)
    page = mine.get(address(said))
    assert settle(theirs, said, state="published", answer__fr="La leur").status_code == 302
    late = settle(mine, said, page=page, state="noted", answer__fr="La mienne")
    assert late.status_code == 409
    assert form_in(late, "settle")["answer__fr"] == ["La mienne"]
    assert "La leur" in late.text
    said.refresh_from_db()
    assert said.answer == {"fr": "La leur"}
    assert settle(mine, said, page=late).status_code == 302
    said.refresh_from_db()
    assert (said.state, said.answer) == ("noted", {"fr": "La mienne"})


def test_the_secretariat_says_why():
    said = make_suggestion()
    client = visitor_of_the_secretariat("content_support")
    refused = settle(client, said, state="published")
    assert refused.status_code == 422
    assert "Why this change?" in refused.text
    assert settle(client, said, state="published", why="Demandé par l’équipe").status_code == 302
    assert history_of(said)["reason"] == "Demandé par l’équipe"
    reader = visitor_of_the_secretariat("reader")
    assert reader.get(address(said)).status_code == 403
    assert reader.get(reverse("workspace:suggestions", args=[said.cite.slug])).status_code == 200


def visitor_of_the_secretariat(role):
    client = at_work(make_cite())
    client.force_login(enrol(make_user(network_role=role, password=None)))
    return client


def test_another_team_sees_nothing():
    said, own = make_suggestion(), make_suggestion()
    other = at_work(own.cite)
    assert other.get(address(said)).status_code == 404
    assert other.post(address(said), {"state": "published"}).status_code == 404
    team = at_work(said.cite)
    mixed = reverse("workspace:suggestion", args=[said.cite.slug, own.pk])
    assert team.get(mixed).status_code == 404
    begin = reverse("workspace:begin_from_suggestion", args=[said.cite.slug, own.pk, "offers"])
    assert team.post(begin).status_code == 404
    said.refresh_from_db()
    assert said.state == "received"


def test_the_list_is_by_state_and_by_page(django_assert_num_queries):
    cite = make_cite()
    service = make_service(cite)
    for number in range(31):
        said = make_suggestion(cite, text=f"Reçue {number:02}")
        ServiceSuggestion.objects.create(suggestion=said, service=service, cite=cite)
    make_suggestion(cite, state="noted", text="Notée")
    client = at_work(cite)
    listed = reverse("workspace:suggestions", args=[cite.slug])
    first = client.get(listed).text
    assert "Received (31)" in first
    assert "Reçue 30" in first
    assert "Reçue 00" not in first
    assert "Notée" not in first
    assert "Reçue 00" in client.get(f"{listed}?page=2").text
    assert "Notée" in client.get(f"{listed}?state=noted").text
    for odd in ("?state=%00", "?state=x&page=-1", "?page=" + "9" * 4000):
        assert client.get(f"{listed}{odd}").status_code == 200
    with django_assert_num_queries(8):
        client.get(listed)


def test_addresses_are_forgotten_after_ninety_days(time_machine):
    cite = make_cite()
    time_machine.move_to("2026-11-24T12:00:00Z", tick=False)
    say(cite, email="a@example.org")
    time_machine.move_to("2027-02-22T12:00:00Z", tick=False)
    assert forget_addresses(timezone.localdate()) == 0
    time_machine.move_to("2027-02-23T12:00:00Z", tick=False)
    assert forget_addresses(timezone.localdate()) == 1
    assert Suggestion.objects.count() == 1


def test_an_address_that_nobody_can_read_any_more_stands_in_nobody_s_way(settings):
    cite = make_cite()
    say(cite, email="a@example.org")
    settings.SECRET_KEY = "another one " * 6
    client = at_work(cite)
    assert settle(client, Suggestion.objects.get(), answer__fr="Oui").status_code == 302
    assert not ReplyAddress.objects.exists()
    assert not Letter.objects.exists()


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Un piano", "Un piano"),
        ("Un piano. Vraiment.", "Un piano"),
        ("Pourquoi pas ? Dites.", "Pourquoi pas ?"),
        ("Une ligne\nune autre", "Une ligne"),
        ("mot " * 30, "mot " * 18 + "mot…"),
        ("x" * 200, "x" * 79 + "…"),
    ],
)
def test_a_title_is_the_first_sentence_or_what_fits(text, title):
    assert title_of(text) == title
