"""Django's way to PostgreSQL, with two habits of ours: see `base.py`."""
