"""What a production server loads: the copies of public pages first, then Django."""

import gc
import os

from django.core.wsgi import get_wsgi_application

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "citesmetiers.settings")

application = get_wsgi_application()

from django.conf import settings  # noqa: E402 after Django is set up

from citesmetiers.edge.app import Edge  # noqa: E402
from citesmetiers.questions.lexicon import lexicon  # noqa: E402

# It takes a second to compile: the server takes it, not the first visitor with a question.
lexicon()
# What is there for good is not looked through again whenever memory is: that takes a fifth of a second.
gc.freeze()

# Who writes a template sees it at once.
if not settings.DEBUG:
    application = Edge(application)  # type: ignore[assignment]
