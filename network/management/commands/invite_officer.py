"""Invites somebody to the secretariat of the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.core.validators import validate_email

from network.actions import invite, link_of
from network.permissions import NetworkRole

if TYPE_CHECKING:
    from argparse import ArgumentParser


class Command(BaseCommand):
    """For the first account; later ones are invited in the admin."""

    help = "Prints a link that makes EMAIL a user of the secretariat: it serves once, for seven days."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--role", choices=NetworkRole.values, default=NetworkRole.LABEL_OFFICER.value)

    def handle(self, *_args: Any, email: str, role: str, **_options: Any) -> None:
        try:
            validate_email(email)
            invitation, token = invite(email, role=NetworkRole(role), by=None)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        self.stderr.write(f"For {invitation.email}, until {invitation.expires_at:%Y-%m-%d %H:%M} UTC, once:")
        self.stdout.write(link_of(token))
