"""Sheets as tables: spreadsheets go out, come back, and are checked before anything is written."""

from network.forms.tables.checking import Check, check, keys_of
from network.forms.tables.columns import Layout
from network.forms.tables.files import read_file
from network.forms.tables.lines import Fault, Table, Unreadable, read_tables
from network.forms.tables.writing import TooLong, as_csv, as_workbook, as_xlsx, told

__all__ = [
    "Check",
    "Fault",
    "Layout",
    "Table",
    "TooLong",
    "Unreadable",
    "as_csv",
    "as_workbook",
    "as_xlsx",
    "check",
    "keys_of",
    "read_file",
    "read_tables",
    "told",
]
