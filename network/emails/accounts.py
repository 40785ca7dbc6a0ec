"""The letters of a change of address."""

from network.emails.composing import letter_kind

letter_kind(
    "email_change",
    "network/emails/email_change.html",
    sample=lambda: {"old": "camille@example.org", "link": "https://portal.example.org/accounts/email/…/"},
)
letter_kind("email_taken", "network/emails/email_taken.html", sample=dict)
letter_kind(
    "email_changed", "network/emails/email_changed.html", sample=lambda: {"new": "camille@example.net"}
)
