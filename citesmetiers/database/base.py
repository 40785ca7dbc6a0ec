"""The database as Django talks to it (the setting `ENGINE`).

Every line hears what is published through it, and nobody waits for a database that did not answer a moment ago.
"""

from __future__ import annotations

from typing import Any

import psycopg
from django.db.backends.postgresql import base

from citesmetiers.edge.circuit import circuit
from citesmetiers.edge.listening import hear_own, listen, rest


class DatabaseWrapper(base.DatabaseWrapper):
    """PostgreSQL."""

    def __init__(self, settings_dict: dict[str, Any], *args: Any, **kwargs: Any) -> None:
        super().__init__(settings_dict, *args, **kwargs)
        if pool := settings_dict["OPTIONS"].get("pool"):
            # The look whether a line still lives is the same round trip.
            pool |= {"check": listen, "reset": rest}

    def get_new_connection(self, conn_params: dict[str, Any]) -> Any:
        circuit.pass_through(lambda: self._try(conn_params))
        try:
            return super().get_new_connection(conn_params)
        except psycopg.OperationalError:
            # Perhaps all lines are taken, perhaps nobody is there: the next one looks.
            circuit.suspect()
            raise

    def _try(self, conn_params: dict[str, Any]) -> None:
        """Look whether the database is there; a pool that failed to reach it begins anew, instead of waiting ever longer."""
        psycopg.connect(**conn_params).close()
        if self.pool and self.pool.get_stats().get("connections_errors"):
            self.close_pool()

    def _configure_connection(self, connection: Any) -> bool:
        hear_own(connection)
        if not self.pool:
            listen(connection)
        return bool(super()._configure_connection(connection))  # type: ignore[misc]
