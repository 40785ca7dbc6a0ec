"""E-mails: written in the transaction that gives cause for them, delivered after it.

To send one:

1.  Write its template, one HTML file that extends `emails/base.html` and fills the blocks `subject` and
    `content` with plain paragraphs, lists and links: no style, no image. The text part is made of it.
2.  Name its kind once, where its app is made ready or beside what writes it, with invented data for the
    page on which the secretariat looks at every kind:

        letter_kind("digest", "portal/emails/digest.html", sample=lambda: {"cite": …, "link": "https://…"})

3.  Inside the transaction that gives cause for it:

        write_letter(person, "digest", {"cite": cite, "link": link})

Taken back with the transaction, delivered soon after it by `manage.py deliver_letters`, at least once; a
process that is killed while it delivers sends that one letter again, under the same Message-ID.
"""

from network.emails import accounts as _accounts  # noqa: F401 their kinds are made known
from network.emails.committee import CONVOCATION, DECISION_CORRECTED
from network.emails.composing import Composed, Kind, compose, kinds, letter_kind
from network.emails.delivering import deliver_due, forget_old_letters
from network.emails.digests import DIGEST, REVIEW, link_for, read_link
from network.emails.files import FILE_STEP
from network.emails.invitations import INVITATION
from network.emails.label import LABEL_REMINDER, LABEL_WITHDRAWN
from network.emails.reports import REPORT_ACCEPTED, REPORT_CALL, REPORT_RETURNED, REPORT_SUBMITTED
from network.emails.suggestions import ANSWER
from network.emails.writing import portal_language, write_letter

__all__ = [
    "ANSWER",
    "CONVOCATION",
    "DECISION_CORRECTED",
    "DIGEST",
    "FILE_STEP",
    "INVITATION",
    "LABEL_REMINDER",
    "LABEL_WITHDRAWN",
    "REPORT_ACCEPTED",
    "REPORT_CALL",
    "REPORT_RETURNED",
    "REPORT_SUBMITTED",
    "REVIEW",
    "Composed",
    "Kind",
    "compose",
    "deliver_due",
    "forget_old_letters",
    "kinds",
    "letter_kind",
    "link_for",
    "portal_language",
    "read_link",
    "write_letter",
]
