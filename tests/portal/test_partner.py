"""The page of a partner: which Cités name it, and what it does there."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from django.utils.translation import override

from network.partial_dates import PartialDate
from tests.factories import (
    make_agreement,
    make_cite,
    make_event,
    make_open_place,
    make_partner,
    make_permanence,
    make_service,
)

pytestmark = pytest.mark.django_db


def page(client, partner, status=200, language="en", **query):
    with override(language):
        response = client.get(partner.get_absolute_url(), query)
    assert response.status_code == status
    return response.content.decode().replace("\xa0", " ")


def named(*cites, **over):
    partner = make_partner(**over)
    for cite in cites or [make_cite()]:
        make_agreement(cite, partner)
    return partner


def test_page_says_what_is_known(client):
    parent = named(name="Réseau national")
    partner = named(
        name="Mission locale",
        acronym="ML",
        kind="youth",
        country="BE",
        parent=parent,
        website="https://www.mission.example/",
        former_names=["PAIO", "Permanence d’accueil"],
    )
    html = page(client, partner)
    assert "<h1>Mission locale (ML)</h1>" in html
    assert "Youth, Belgium" in html
    assert "PAIO, Permanence d’accueil" in html
    assert f'<a href="/en/partners/{parent.slug}/">Réseau national</a>' in html
    link = html.split('<a href="https://www.mission.example/"')[1].split("</a>")[0]
    assert "(you leave this site)" in link
    assert f'<a href="/en/partners/{partner.slug}/">Mission locale (ML)</a>' in page(client, parent)


def test_family_that_nobody_names_stays_hidden(client):
    parent = make_partner(name="Siège secret")
    partner = named(parent=parent)
    make_partner(name="Antenne secrète", parent=partner)
    html = page(client, partner)
    assert "secret" not in html
    assert "secrète" not in html


def test_hidden_partner_answers_as_one_that_does_not_exist(client):
    hidden = make_partner(slug="xyzzy-1")
    make_agreement(make_cite(), hidden, public=False)
    make_agreement(make_cite(membership="not_a_member"), hidden)
    service = make_service(partner=hidden, partner_public=True)
    make_event(service.cite, partners=[hidden])
    answers = [client.get(f"/fr/partners/{slug}/") for slug in ("xyzzy-1", "xyzzy-2")]
    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content.replace(b"xyzzy-1", b"xyzzy-2") == answers[1].content
    assert answers[0].headers == answers[1].headers


def test_agreements_are_told_with_dates_and_contributions(client):
    cite = make_cite(name={"fr": "Cité des métiers de Marseille"})
    partner = make_partner()
    make_agreement(
        cite,
        partner,
        since=PartialDate(2012),
        until=PartialDate(2019, 6),
        contributions=["advisers", "premises"],
        charter_signed_on=date(2012, 3, 5),
    )
    make_agreement(make_cite(), partner, since=PartialDate(2020, 2))
    html = page(client, partner)
    assert "from 2012 to June 2019" in html
    assert html.count("agreement ended") == 1
    assert "Brings: advisers and premises" in html
    assert "Charter signed on Monday 5 March 2012" in html
    assert "since February 2020" in html
    assert "2 Cités name it" in html


def test_only_cites_that_name_it_are_listed_in_the_order_of_their_names(client):
    cites = [make_cite(name={"fr": f"Cité des métiers de {town}"}) for town in ("Nantes", "Évry", "École")]
    partner = named(*cites)
    make_agreement(make_cite(name={"fr": "Cité des métiers de Secret"}), partner, public=False)
    html = page(client, partner)
    assert "Secret" not in html
    places = [html.index(f"Cité des métiers de {town}") for town in ("École", "Évry", "Nantes")]
    assert places == sorted(places)


def test_agreements_page_by_twenty(client):
    cites = [make_cite() for _ in range(23)]
    partner = named(*cites)
    pages = [page(client, partner, page=number) for number in (1, 2)]
    shown = [[cite for cite in cites if f'"/en/cites/{cite.slug}/"' in html] for html in pages]
    assert [len(those) for those in shown] == [20, 3]
    assert {cite.pk for those in shown for cite in those} == {cite.pk for cite in cites}


def test_offers_where_it_is_named_and_no_other(client):
    cite = make_cite()
    partner = named(cite)
    here = make_service(cite, partner=partner, partner_public=True)
    by_permanence = make_service(cite)
    make_permanence(by_permanence, partner=partner, partner_public=True)
    hidden = make_service(cite, partner=partner)
    make_permanence(hidden, partner=partner)
    draft = make_service(cite, partner=partner, partner_public=True, publication="draft")
    over = make_service(cite, partner=partner, partner_public=True, valid_until=date(2020, 1, 1))
    html = page(client, partner)
    shown = [f"/services/{service.slug}/" in html for service in (here, by_permanence, hidden, draft, over)]
    assert shown == [True, True, False, False, False]


def test_dates_where_it_is_named_and_no_other(client):
    cite, silent = make_cite(), make_cite()
    partner = named(cite)
    make_agreement(silent, partner, public=False)
    past = f"{timezone.localdate() - timedelta(days=7)}T14:00"
    shown = make_event(cite, partners=[partner])
    others = [
        make_event(silent, partners=[partner]),
        make_event(cite, partners=[make_partner()]),
        make_event(cite, partners=[partner], publication="draft"),
        make_event(cite, partners=[partner], starts=past),
    ]
    html = page(client, partner)
    assert [f"/agenda/{event.slug}/" in html for event in (shown, *others)] == [True] + [False] * 4


def test_long_lists_are_cut_and_say_so(client):
    cite = make_cite()
    partner = named(cite)
    for _ in range(12):
        make_service(cite, partner=partner, partner_public=True)
        make_event(cite, partners=[partner])
        named(parent=partner)
    html = page(client, partner)
    assert html.count(f"/cites/{cite.slug}/services/") == 10
    assert "It is present in other offers" in html
    assert "More dates in the agenda" in html
    assert "The others are in the list of partners" in html


def test_page_takes_five_queries_for_one_row_or_thirty(client, django_assert_num_queries):
    cite = make_cite()
    partner = named(cite, parent=named())
    for rows in (1, 30):
        for _ in range(rows):
            make_agreement(make_cite(), partner)
            service = make_service(cite, partner=partner, partner_public=True)
            make_permanence(service, make_open_place(cite), partner=partner, partner_public=True)
            make_event(cite, partners=[partner])
            named(parent=partner)
        with django_assert_num_queries(5):
            page(client, partner)


def test_invented_partner_is_marked(client):
    shown = [
        page(client, named(make_cite(demo=demo), demo=demo)).count("emonstration") for demo in (False, True)
    ]
    assert shown[0] == 0
    assert shown[1] >= 3


def test_foreign_names_carry_their_language(client):
    cite = make_cite(main_language="pt", name={"pt": "Cidade das Profissões do Porto"})
    html = page(client, named(cite))
    assert '<span lang="pt">Cidade das Profissões do Porto</span>' in html
