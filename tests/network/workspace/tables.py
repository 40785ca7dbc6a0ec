"""Files that teams send, and what the portal says of them."""

import csv
import io

from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import Workbook

from network.models import TableUpload
from services.models import CancelledPermanence
from tests.factories import (
    make_agreement,
    make_cite,
    make_partner,
    make_permanence,
    make_place,
    make_service,
)


def base(cite, language="en"):
    return f"/{language}/workspace/{cite.slug}/offers/"


def full_offer(cite=None, **over):
    """An offer with something in every field, and two permanences."""
    place = make_place(cite or make_cite())
    partner = make_partner()
    make_agreement(place.cite, partner)
    offer = make_service(
        place.cite,
        places=[place],
        **{
            "description": {"fr": "- un\n- deux", "ca": "Hola"},
            "themes": ["training", "employment"],
            "languages": ["fr", "en"],
            "partner": partner,
            "partner_public": True,
            "duration_minutes": 30,
            "valid_until": "2027-06-30",
        }
        | over,
    )
    kept = make_permanence(offer, place, every_weeks=2, week_of="2026-11-23")
    CancelledPermanence.objects.create(permanence=kept, date="2026-12-08", reason={"fr": "Fête; =1"})
    make_permanence(offer, place, weekday=4, partner=partner)
    return offer


def send(client, cite, data, name="offers.csv"):
    """Send a file and follow it until it is checked."""
    answer = client.post(base(cite) + "table/", {"table": SimpleUploadedFile(name, data)})
    if answer.status_code != 302:
        return answer
    return client.get(answer.url)


def checked(client, cite, data, name="offers.csv"):
    answer = send(client, cite, data, name)
    assert answer.status_code == 200, answer.text
    return TableUpload.objects.get(user=client.user), answer


def faults_of(upload):
    found = [*upload.faults, *(fault for each in upload.checks for fault in each["faults"])]
    return [tuple(each) for each in found]


def table(*lines, headers):
    """Write a CSV file as a person would."""
    file = io.StringIO()
    csv.writer(file).writerows([headers, *lines])
    return file.getvalue().encode()


def decide(client, upload, do="save", **more):
    return client.post(f"{base(upload.cite)}table/{upload.pk}/", {"do": do, **more})


def workbook(*rows, title="offers"):
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()
