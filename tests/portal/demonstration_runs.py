"""The command that makes the demonstration, at a moment."""

from io import StringIO

import time_machine
from django.core.management import call_command


def run(*arguments, at="2026-11-25 10:00+01:00"):
    """Run the command at a moment and return what it says."""
    output = StringIO()
    with time_machine.travel(at, tick=False):
        call_command("demo", *arguments, stdout=output, stderr=output)
    return output.getvalue()
