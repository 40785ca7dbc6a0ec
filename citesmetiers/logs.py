"""What the log is told of an error: all of it, but the words of a statement that failed."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import psycopg
from django.db import Error, InterfaceError, OperationalError

if TYPE_CHECKING:
    from logging import _SysExcInfoType

# What these say is about the server and the connection to it.
ABOUT_THE_SERVER = (OperationalError, InterfaceError, psycopg.OperationalError, psycopg.InterfaceError)


class DiscreetFormatter(logging.Formatter):
    """Writes a line for each record; PostgreSQL quotes what a visitor asked for, which is left out."""

    def formatException(self, ei: _SysExcInfoType) -> str:  # noqa: N802 the name that logging gives it
        text, error = super().formatException(ei), ei[1]
        while error is not None:
            if isinstance(error, (Error, psycopg.Error)) and not isinstance(error, ABOUT_THE_SERVER):
                text = text.replace(
                    str(error), "what PostgreSQL says may quote a question: it is not written"
                )
            error = error.__cause__ or error.__context__
        return text
