"""Loaded by pytest before Django: the environment of the tests, and their PostgreSQL."""

import os

os.environ["SITE_URL"] = "http://localhost:8000"
os.environ["SECRET_KEY"] = "tests-only-" + "x" * 50
os.environ["DEBUG"] = "0"
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citesmetiers.settings")
# Playwright's loop runs in the test's own thread, where Django would refuse to ask its database.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"

from django.conf import settings

from citesmetiers import postgres

if settings.EMBEDDED_CLUSTER:
    postgres.attach(settings.EMBEDDED_CLUSTER)
    postgres.drop_left_over(settings.EMBEDDED_CLUSTER, r"test_cdm_p(\d+)(_\w+)?$")
