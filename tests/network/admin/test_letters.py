"""The secretariat sees what went out, what waits, and what each kind of letter says."""

import pytest
from django.urls import reverse

from network.emails import kinds, write_letter
from tests.network.admin.records import make_person

pytestmark = pytest.mark.django_db


def test_list_of_letters_leads_to_what_each_says(client):
    client.force_login(make_person("reader"))
    write_letter("ada@example.org", "invitation", {"link": "https://x.example/abc-def"})
    page = client.get(reverse("admin:network_letter_changelist")).content.decode()
    assert "ada@example.org" in page
    assert reverse("admin:network_letter_kinds") in page


def test_what_was_written_is_on_no_page(client):
    client.force_login(make_person())
    letter = write_letter("ada@example.org", "invitation", {"link": "https://x.example/abc-def"})
    page = client.get(reverse("admin:network_letter_change", args=[letter.pk])).content.decode()
    assert "abc-def" not in page
    assert letter.sealed not in page


def test_every_kind_is_shown_in_every_language(client):
    client.force_login(make_person("reader"))
    page = client.get(reverse("admin:network_letter_kinds")).content.decode()
    for kind in kinds():
        for language in ("fr", "en"):
            address = reverse("admin:network_letter_kind", args=[kind.name, language])
            assert address in page
            shown = client.get(address)
            assert f'<html lang="{language}">' in shown.content.decode()
            assert "default-src 'none'" in shown.headers["Content-Security-Policy"]
            text = client.get(address, {"part": "text"})
            assert text.headers["Content-Type"] == "text/plain; charset=utf-8"
            assert "<p>" not in text.content.decode()


@pytest.mark.parametrize("path", ["kinds/nothing/fr/", "kinds/invitation/xx/", "kinds/invitation/%00/"])
def test_kind_that_is_not_there(client, path):
    client.force_login(make_person())
    assert client.get(f"/admin/network/letter/{path}").status_code == 404


def test_kinds_are_for_the_secretariat(client):
    client.force_login(make_person(""))
    assert client.get(reverse("admin:network_letter_kinds")).status_code == 403
