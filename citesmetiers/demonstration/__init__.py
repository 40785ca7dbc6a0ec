"""Twelve invented Cités on which everything can be seen at work, marked as such wherever they appear."""

from citesmetiers.demonstration.accounts import make_accounts, print_accounts
from citesmetiers.demonstration.adding import add_demonstration
from citesmetiers.demonstration.register import add_to_register
from citesmetiers.demonstration.removing import PointedAtError, remove_demonstration

__all__ = [
    "PointedAtError",
    "add_demonstration",
    "add_to_register",
    "make_accounts",
    "print_accounts",
    "remove_demonstration",
]
