"""Open data for machines: what `/open/v1/` asks for, and what it answers. `docs/open-data.md` is its reference.

The same for everybody: no cookie, no language, no key. Nothing here decides when a door is open.
"""
