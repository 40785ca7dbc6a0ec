"""What a field of the admin is for, where its model does not say it: by `model.field`, or by the name of the field.

A team reads the help of the models in its workspace; these words are the secretariat’s. Apps beside this
one add theirs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext_lazy as _

if TYPE_CHECKING:
    from django.utils.functional import _StrPromise

HELPS: dict[str, _StrPromise] = {
    "cite": _("The Cité that this belongs to. Type a part of its name."),
    "place": _("A place of the same Cité. Type a part of its name."),
    "partner": _("The body with which it is done. Type a part of its name; add it to the register first if it is not there."),
    "committeesession.held_at": _("A building and its town, or how one joins from afar. The convocation and the minutes say it."),
    "slug": _("The end of its address in the portal: small letters without accents, digits and hyphens, as in port-neuf. It never changes."),
    "sources": _("Addresses of pages that prove it, one on each line. Visitors can follow them."),
    "note": _("A remark about what is known and what is not, by language. Visitors read it beside the record."),
    "country": _("The code of two capital letters, as in FR, BE or MU. Visitors read the name of the country."),
    "timezone": _("The zone in which its hours are told, as in Europe/Paris or Indian/Reunion."),
    "website": _("The whole address, as in https://example.org. Visitors find a link to it."),
    "checked_on": _("The day on which somebody last said that this is still true. Visitors read it."),
    "valid_from": _("The first day on which it holds. Empty: it always did."),
    "themes": _("What it is about, from the list that all Cités share. Visitors filter by it."),
    "audiences": _("Whom it is for. Visitors filter by it; tick “everyone” where nobody is left out."),
    "title": _("What visitors read first, by language: a few words, no sentence."),
    "summary": _("One or two sentences, by language, for lists."),
    "description": _("All that there is to know, by language. Markdown: **bold**, lists with hyphens, [links](https://example.org)."),
    "publication": _("Visitors see what is published. A draft is seen by the team alone; what is withdrawn says so at its address."),
    "partner_public": _("Ticked: visitors read the name of the partner here."),
    "picture_is_decorative": _("Ticked: who does not see the picture is told nothing of it. Otherwise describe it in words."),
    "cite.name": _("The whole name, by language, as in “Cité des métiers de Nantes”. Lists show what stands after “Cité des métiers”."),
    "other_names": _("Names that it also bears or bore, one on each line: searches find it by them."),
    "main_language": _("The language in which its team writes first, as in fr or pt. Its texts are shown in it where the reader’s is missing."),
    "cite.region": _("The region or province, in words, as in Bretagne. Visitors read it."),
    "phone": _("The number that the public calls, as in +33 1 23 45 67 89."),
    "cite.email": _("The address to which the public writes. It is shown on the page of the Cité: no person’s own address."),
    "presentation": _("What the Cité says of itself, by language, at the top of its page. Markdown may be used."),
    "membership": _("Whether it belongs to the network; this says nothing of its label. Visitors never see what is not a member."),
    "carrier.name": _("The legal body as it signs, as in “Association Cité des métiers de La Réunion”."),
    "milestone.kind": _("What happened. A decision on the label is no milestone: it stands in the series of decisions."),
    "label": _("What is counted, by language, as in “visitors a year”."),
    "value": _("The number as its source writes it, as in “12 000” or “about 300”."),
    "period": _("What the number is of, as in 2019 or “2015 to 2018”."),
    "pole.name": _("What the Cité calls this pole, by language, as in “Choisir son orientation”."),
    "pole.order": _("1 for the first pole on the page, 2 for the next one: each number once in a Cité."),
    "place.name": _("What the place is called on the spot, as in “Maison des Quais”."),
    "place.kind": _("What it is to the Cité. One that hosts or travels is open on the days of its stays alone."),
    "host": _("Who lends the room, where it is not the Cité’s own, as in “Médiathèque de Brest”."),
    "street": _("Number and street, as on an envelope."),
    "postcode": _("As on an envelope, for example 44000."),
    "city": _("The town, as on an envelope. Visitors search by it."),
    "latitude": _("Degrees to the north, with a point, as in 48.8958. With the longitude, it makes a mark on the map."),
    "longitude": _("Degrees to the east, with a point, as in 2.3872; to the west, with a minus sign."),
    "coordinates": _("How precise the mark on the map is."),
    "transport": _("How one comes by public transport, by language, as in “Métro 7, Porte de la Villette”."),
    "step_free": _("Whether one comes in and moves about without a step. Visitors filter by it; leave it open where nobody has looked."),
    "access_details": _("Doors, lifts, loops, parking, by language: what helps somebody decide to come."),
    "season.name": _("What it is called, as in “Été 2027”. Visitors read it above the hours."),
    "public_holidays": _("What happens on public holidays of the country and region, unless another day says otherwise."),
    "first_day": _("The first day, inclusive."),
    "closure.last_day": _("The last day, inclusive: the same as the first one for a single day."),
    "stay.last_day": _("The last day, inclusive: the same as the first one for a single day."),
    "closure.reason": _("Why, by language, as in “Works”. Visitors read it beside the closing."),
    "partner.name": _("The name of the body as it writes it, without its acronym."),
    "acronym": _("The letters by which it is known, as in CIBC. Visitors find it by them."),
    "partner.kind": _("What the body is. Visitors filter the partners by it."),
    "parent": _("The national body of which this is a local unit. Type a part of its name."),
    "former_names": _("Names that it bore before, one on each line, as in “Pôle emploi”: searches find it by them."),
    "charter_signed_on": _("The day on which the partner signed the Charter. It proves one of its principles."),
    "contributions": _("What the partner brings by this agreement. The Cité’s page says it."),
    "withdrawalproposal.reason": _("Why the label should go. The second officer reads it, and nobody outside."),
    "withdrawalproposal.date": _("Empty: the withdrawal is of the day on which it is confirmed."),
    "labeldecision.kind": _("What was decided. The status of the label follows from the whole series."),
    "labeldecision.note": _("Why, or by whom, by language. It stands in the public register."),
    "labeldecision.conditions": _("What the Cité has to do, by language. It stands in the public register."),
    "period_from": _("The first day for which the label is granted, where the decision names one."),
    "networkfact.kind": _("A moment of its history, or a statement of its size on a date."),
    "text": _("What is told of the network on its page, by language."),
    "count": _("How many Cités the source says that there were. For a statement of the size alone."),
    "day": _("The day of the public holiday. Doors close, or stay open, on it as the seasons say."),
    "networkholiday.name": _("What the day is called, by language, as in “Abolition de l’esclavage”."),
    "code": _("A short name that never changes, for files and comparisons: small letters and hyphens, as in visits-on-site."),
    "indicator.order": _("Its rank on the form of the report: small numbers first."),
    "indicator.name": _("What every Cité reads on the form, by language, as in “Visits”."),
    "unit": _("What one counts, by language, as in “visits” or “minutes”."),
    "definition": _("What counts and what does not, by language: all Cités are to count alike."),
    "breakdown": _("Into which parts the Cités split the figure. Empty: into none."),
    "opens_on": _("The first day on which the Cités can write their report."),
    "reviewcampaign.name": _("What the letter to the coordinators calls it, by language, as in “Read everything again before Christmas”."),
    "cites": _("The Cités that are asked. Their coordinators are written to."),
    "kinds": _("Which sheets are to be looked at again."),
    "begins_on": _("The day on which the letters go out. What was checked before it does not count."),
    "answer": _("Your answer, by language. It goes to who left an e-mail, once; below it you say whether everybody reads it."),
    "suggestion.state": _("What becomes of it: the public reads only what is published."),
    "user.name": _("First name and name, as colleagues read them."),
    "network_role": _("What this person may do in the secretariat. Empty: nothing here, whatever their teams."),
    "is_active": _("Not ticked: the account is closed, and what was done keeps its author."),
    "user": _("Somebody who has an account. Others are invited. Type a part of the name or of the e-mail."),
    "role": _("What this person may do. Roles in the secretariat are for invitations without a Cité."),
    "teammember.role": _("What this person may do in the workspace of this Cité."),
    "invitation.email": _("Where the link goes. It serves once, for seven days."),
    "invitation.cite": _("The Cité whose team the person joins. Empty: the secretariat."),
}  # fmt: skip


def explain(field: Any, db_field: Any) -> Any:
    """Give a form field the words of its own model, or those of its name where it has none."""
    own = HELPS.get(f"{db_field.model._meta.model_name}.{db_field.name}")
    if field is not None and (own or not field.help_text):
        field.help_text = own or HELPS.get(db_field.name, "")
    return field
