"""What visitors say at the end of a page: from our own pages, without a name, without a cookie, nothing of it lost."""

import pytest
from django.db import connection
from django.utils import timezone, translation

from network.limits import HourlyLimit
from network.models import ReplyAddress, Suggestion, Support
from network.seals import stamp, unseal
from services.models import ServiceSuggestion
from tests.factories import make_cite, make_event, make_service, make_suggestion
from tests.network.workspace.writing import at_work, form_in
from tests.portal.saying import OURS, action_in, page_of, say, visitor

pytestmark = pytest.mark.django_db
NOON = "2026-11-24T12:10:00Z"


@pytest.fixture(autouse=True)
def _english():
    with translation.override("en"):
        yield


@pytest.fixture(autouse=True)
def _nobody_was_here_before(monkeypatch, time_machine):
    time_machine.move_to(NOON, tick=False)
    monkeypatch.setattr("citesmetiers.views.suggestions.SUGGESTIONS", HourlyLimit(20))
    monkeypatch.setattr("citesmetiers.views.suggestions.CLICKS", HourlyLimit(60))


def subjects():
    cite = make_cite()
    return [cite, make_service(cite), make_event(cite)]


def test_pages_carry_a_form_and_stay_the_same_for_everybody(time_machine):
    for record in subjects():
        first = visitor().get(page_of(record))
        assert 'id="suggest"' in first.text
        assert not first.cookies
        assert "cookie" not in first.get("Vary", "").lower()
        assert "csrf" not in first.text
        time_machine.move_to("2026-11-24T12:50:00Z", tick=False)
        assert form_in(visitor().get(page_of(record)), "suggest") == form_in(first, "suggest")
        time_machine.move_to(NOON, tick=False)


@pytest.mark.parametrize("number", range(3), ids=["Cité", "offer", "event"])
def test_what_is_said_reaches_the_team_and_a_page_says_what_happens_next(number):
    record = subjects()[number]
    answer = say(record, kind="question", text="Peut-on venir\r\navec un bébé ?  ")
    assert answer.status_code == 303
    assert not answer.cookies
    said = Suggestion.objects.get()
    assert (said.kind, said.text, said.language, said.state) == (
        "question",
        "Peut-on venir\navec un bébé ?",
        "en",
        "received",
    )
    assert said.cite == getattr(record, "cite", record)
    links = list(ServiceSuggestion.objects.values_list("service", flat=True))
    assert links == ([record.pk] if number == 1 else [])
    thanks = visitor().get(answer.url)
    assert thanks.status_code == 200
    assert "What happens next" in thanks.text
    assert page_of(record) in thanks.text
    assert "Peut-on venir" not in visitor().get(page_of(record)).text


REFUSED = {
    "another site": {"sec-fetch-site": "cross-site"},
    "another host of ours": {"sec-fetch-site": "same-site"},
    "typed by hand": {"sec-fetch-site": "none"},
    "no word of the browser": {},
    "another origin": {"origin": "https://evil.example"},
    "no origin": {"origin": "null"},
    "an origin that contradicts": {"sec-fetch-site": "cross-site", "origin": "http://testserver"},
}


@pytest.mark.parametrize("headers", REFUSED.values(), ids=REFUSED)
def test_from_elsewhere_nothing_is_taken(headers):
    cite = make_cite()
    answer = say(cite, headers=headers)
    assert answer.status_code == 403
    assert "did not go through" in answer.text
    said = make_suggestion(cite, state="published")
    page = visitor().get(page_of(cite))
    sent = {"stamp": stamp_in(page), "suggestion": said.pk}
    assert visitor().post(action_in(page, 'class="voices"'), sent, headers=headers).status_code == 403
    assert list(Suggestion.objects.all()) == [said]
    assert not Support.objects.exists()


def stamp_in(page):
    return form_in(page, "suggest")["stamp"][0]


def test_an_older_browser_is_believed_by_its_origin():
    assert say(make_cite(), headers={"origin": "http://testserver"}).status_code == 303
    assert Suggestion.objects.count() == 1


def test_read_by_hand_the_address_leads_back_to_the_page():
    for record in subjects():
        page = visitor().get(page_of(record))
        answer = visitor().get(action_in(page))
        assert (answer.status_code, answer.url) == (302, page_of(record))


def test_a_stamp_holds_for_hours_and_for_its_page_alone(time_machine):
    cite, service, _event = subjects()
    page = visitor().get(page_of(cite))
    sent = form_in(page, "suggest") | {"text": "Et le samedi ?"}
    time_machine.move_to("2026-11-25T00:50:00Z", tick=False)
    assert visitor().post(action_in(page), sent, headers=OURS).status_code == 303
    time_machine.move_to("2026-11-25T01:05:00Z", tick=False)
    late = visitor().post(action_in(page), sent, headers=OURS)
    assert late.status_code == 422
    assert "Et le samedi ?" in late.text
    assert "had been open for many hours" in late.text
    again = visitor().post(action_in(page), form_in(late, "suggest"), headers=OURS)
    assert again.status_code == 303
    for bad in ("", "cite 1 495000:x", stamp_in(visitor().get(page_of(service)))):
        assert say(cite, stamp=bad).status_code == 422
    assert Suggestion.objects.count() == 2


BAD = {
    "nothing": ({"text": "  \r\n "}, "text", "Write what you have to say."),
    "too little": ({"text": "a"}, "text", "Write a little more."),
    "too much": ({"text": "mot " * 501}, "text", "Write at most 2000 characters: there are 2003."),
    "NUL": ({"text": "Un\0 mot à garder"}, "text", "There is a character in it"),
    "unknown kind": ({"kind": "praise"}, "kind", "Choose among the values offered."),
    "no address": ({"email": "somebody"}, "email", "Write a whole e-mail address"),
    "NUL in the address": ({"email": "a\0@example.org"}, "email", "Write a whole e-mail address"),
}


@pytest.mark.parametrize(("sent", "field", "words"), BAD.values(), ids=BAD)
def test_what_cannot_be_taken_is_told_at_its_field_and_kept(sent, field, words):
    text = "Des mots à garder. " * 3
    answer = say(make_cite(), **{"text": text} | sent)
    assert answer.status_code == 422
    assert answer.text.count(words) == 2
    assert f'href="#suggest_{field}' in answer.text
    assert "Error: " in answer.text.partition("</title>")[0]
    assert "\0" not in answer.text
    kept = form_in(answer, "suggest")["text"][0].strip()
    assert kept == sent.get("text", text).strip().replace("\0", "�").replace("\r\n", "\n")
    assert not Suggestion.objects.exists()


def test_a_program_that_fills_everything_in_is_thanked_and_not_heard():
    answer = say(make_cite(), website="https://spam.example")
    assert answer.status_code == 303
    assert not Suggestion.objects.exists()


def test_a_flood_is_held_back_with_the_words_kept(monkeypatch, time_machine):
    monkeypatch.setattr("citesmetiers.views.suggestions.SUGGESTIONS", HourlyLimit(2))
    cite = make_cite()
    assert [say(cite).status_code for _ in range(2)] == [303, 303]
    answer = say(cite, text="Le troisième")
    assert answer.status_code == 429
    assert answer["Retry-After"] == "3600"
    assert form_in(answer, "suggest")["text"] == ["Le troisième"]
    assert Suggestion.objects.count() == 2
    time_machine.move_to("2026-11-24T13:10:00Z", tick=False)
    assert say(cite).status_code == 303


def test_an_address_is_kept_sealed_and_apart():
    say(make_cite(), email="quelquun@example.org")
    kept = ReplyAddress.objects.get()
    assert unseal(kept.sealed) == "quelquun@example.org"
    assert str(kept.kept_until) == "2027-02-22"
    assert tables_with("quelquun") == []


def tables_with(words):
    """Name the tables in which some words stand, whatever the column."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")
        tables = [name for (name,) in cursor.fetchall()]
        found = []
        for table in tables:
            cursor.execute(f'SELECT 1 FROM "{table}" AS row WHERE row::text LIKE %s LIMIT 1', [f"%{words}%"])
            found += [table] if cursor.fetchone() else []
    return found


def test_who_is_signed_in_is_not_named_either():
    cite = make_cite()
    client = at_work(cite)
    assert say(cite, client=client).status_code == 303
    said = Suggestion.objects.get()
    assert [row.pgh_context.metadata for row in said.history.all()] == [{}]


def test_only_what_is_published_is_shown_and_its_answer_where_the_team_says_so():
    cite = make_cite()
    for state in ("received", "noted", "declined", "spam"):
        make_suggestion(cite, state=state, reason="x", text=f"Secret {state}")
    make_suggestion(
        cite, state="published", text="Un <b>piano</b>", answer={"en": "It *comes*."}, answer_public=True
    )
    make_suggestion(cite, state="published", text="Un banc", answer={"en": "Unsaid"})
    for address in (page_of(cite), f"{page_of(cite)}suggestions/"):
        text = visitor().get(address).text
        assert "Secret" not in text
        assert "Un &lt;b&gt;piano&lt;/b&gt;" in text
        assert "It <em>comes</em>." in text
        assert "Un banc" in text
        assert "Unsaid" not in text


def test_the_page_of_a_cite_shows_the_latest_and_the_page_of_all_the_rest(django_assert_num_queries):
    cite, service, event = subjects()
    for number in range(25):
        make_suggestion(cite, state="published", text=f"Idée numéro {number:02}")
    ServiceSuggestion.objects.create(suggestion=Suggestion.objects.latest("pk"), service=service, cite=cite)
    page = visitor().get(page_of(cite)).text
    assert [f"numéro {number:02}" in page for number in (24, 23, 22, 21)] == [True, True, True, False]
    assert page.count(page_of(service)) > 1
    with django_assert_num_queries(3):
        everything = visitor().get(f"{page_of(cite)}suggestions/").text
    assert "numéro 05" in everything
    assert "numéro 04" not in everything
    assert "numéro 00" in visitor().get(f"{page_of(cite)}suggestions/?page=2").text
    assert "numéro 24" in visitor().get(page_of(service)).text
    assert "numéro" not in visitor().get(page_of(event)).text


def test_an_idea_is_supported_by_clicks():
    cite = make_cite()
    said = make_suggestion(cite, state="published")
    question = make_suggestion(cite, state="published", kind="question")
    page = visitor().get(page_of(cite))
    assert page.text.count("I would like that too") == 1
    address, sent = action_in(page, 'class="voices"'), {"stamp": stamp_in(page), "suggestion": said.pk}
    version = Suggestion.objects.get(pk=said.pk).version
    for _ in range(2):
        answer = visitor().post(address, sent, headers=OURS)
        assert answer.status_code == 303
        assert not answer.cookies
    assert "Clicks are counted, not people" in visitor().get(answer.url).text
    assert "2 clicks" in visitor().get(page_of(cite)).text
    # The team that is writing an answer is not told that somebody changed the suggestion.
    assert Suggestion.objects.get(pk=said.pk).version == version
    assert said.history.count() == 1
    for bad in (
        {"suggestion": "x"},
        {"suggestion": "9" * 30},
        {"suggestion": make_suggestion(cite).pk},
        {"suggestion": ""},
    ):
        assert visitor().post(address, sent | bad, headers=OURS).status_code == 404
    assert visitor().post(address, sent | {"stamp": ""}, headers=OURS).url == page_of(cite)
    assert visitor().post(address, sent | {"website": "x"}, headers=OURS).status_code == 303
    assert list(Support.objects.values_list("suggestion", "clicks")) == [(said.pk, 2)]
    assert question.kind == "question"


def test_a_click_too_many_is_not_counted(monkeypatch):
    monkeypatch.setattr("citesmetiers.views.suggestions.CLICKS", HourlyLimit(1))
    cite = make_cite()
    said = make_suggestion(cite, state="published")
    page = visitor().get(page_of(cite))
    sent = {"stamp": stamp_in(page), "suggestion": said.pk}
    for _ in range(3):
        assert visitor().post(action_in(page, 'class="voices"'), sent, headers=OURS).status_code == 303
    assert Support.objects.get().clicks == 1


def test_nothing_is_said_about_what_visitors_do_not_see():
    hidden = make_service(publication="draft")
    gone = make_cite(membership="not_a_member")
    for kind, number in (("offers", hidden.pk), ("cite", gone.pk), ("place", 1), ("cite", 10**30)):
        address = f"/en/suggest/{kind}/{number}/"
        sent = {"stamp": stamp(f"{kind} {number}", timezone.now()), "kind": "idea", "text": "Un mot"}
        assert visitor().post(address, sent, headers=OURS).status_code == 404
    assert not Suggestion.objects.exists()


def test_french_visitors_write_in_french():
    cite = make_cite()
    with translation.override("fr"):
        assert say(cite).status_code == 303
    assert Suggestion.objects.get().language == "fr"


@pytest.mark.parametrize("body", [b"\xff\xfe=%ff&text=%ED%B2%80%00", b"&&&", b"a=1&" * 900])
def test_no_body_brings_it_down(body):
    cite = make_cite()
    answer = visitor().post(
        f"/en/suggest/cite/{cite.pk}/",
        body,
        content_type="application/x-www-form-urlencoded",
        headers=OURS,
    )
    assert answer.status_code == 422
    broken = visitor().post(
        f"/en/suggest/cite/{cite.pk}/", b"x", content_type="multipart/form-data; boundary=", headers=OURS
    )
    assert broken.status_code == 400
