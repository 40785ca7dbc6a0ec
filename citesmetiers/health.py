"""Answers the machines that ask whether the portal lives, before any host check or redirect."""

from __future__ import annotations

import logging
import shutil
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import HttpResponse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from django.http import HttpRequest, HttpResponseBase

log = logging.getLogger(__name__)
FREE_DISK_AT_LEAST = 0.05


class HealthMiddleware:
    """`/healthz`: the process answers. `/readyz`: database, migrations and disk are fit to serve."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if request.path_info == "/healthz":
            return _answer(ready=True)
        if request.path_info == "/readyz":
            # What is wrong is for the log: the answer is public.
            faults = list(find_faults())
            if faults:
                log.error("not ready: %s", "; ".join(faults))
            return _answer(ready=not faults)
        return self.get_response(request)


def find_faults() -> Iterator[str]:
    """Say what keeps the portal from serving."""
    try:
        executor = MigrationExecutor(connection)
        if executor.migration_plan(executor.loader.graph.leaf_nodes()):
            yield "migrations are waiting"
    except DatabaseError as error:
        yield f"database: {type(error).__name__}"
    finally:
        connection.close()
    disk = shutil.disk_usage(settings.VAR_DIR if settings.VAR_DIR.exists() else settings.BASE_DIR)
    if disk.free < disk.total * FREE_DISK_AT_LEAST:
        yield "disk almost full"


def _answer(*, ready: bool) -> HttpResponse:
    response = HttpResponse("ok\n" if ready else "not ready\n", content_type="text/plain")
    response.status_code = 200 if ready else 503
    response["Cache-Control"] = "no-store"
    return response
