"""Settings of a portal on one morning that never passes: what its pages say of today, they say again tomorrow.

Every process with these settings has its clock stopped, the server as well as the commands.
"""

# ruff: noqa: E402, F403
from datetime import UTC, datetime

import time_machine

MORNING = datetime(2026, 12, 1, 8, 12, tzinfo=UTC)
time_machine.travel(MORNING, tick=False).start()

from citesmetiers.settings import *
