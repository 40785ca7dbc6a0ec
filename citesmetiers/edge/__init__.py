"""The edge: copies of public pages, given out before Django is entered.

`app.py` is the way of a request; `asked.py` which question it is, `routes.py` which pages there are copies of;
`copies.py` what a copy is, `store.py` and `disk.py` where copies are; `versions.py` and `listening.py` how a
published change is known at once, in every process; `circuit.py` how a database that does not answer is left alone.
"""
