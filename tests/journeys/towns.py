"""Makes a world of the demonstration in a portal that knows some towns, and prints where it is.

Run as a program, in the environment of the portal that will show it.
"""

import json
import sys

from tests.journeys.demonstration import make_demonstration  # first: it readies Django
from tests.journeys.world import load_towns

if __name__ == "__main__":
    made = make_demonstration()
    load_towns()
    sys.stdout.write(json.dumps(made))
