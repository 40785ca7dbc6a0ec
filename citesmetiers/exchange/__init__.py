"""The exchange file: what the network is and offers, in and out of a portal."""

from citesmetiers.exchange.exporting import export_document
from citesmetiers.exchange.faults import InvalidDocumentError
from citesmetiers.exchange.importing import import_document
from citesmetiers.exchange.reading import Document, document_of, read_document
from citesmetiers.exchange.summary import Summary

__all__ = [
    "Document",
    "InvalidDocumentError",
    "Summary",
    "document_of",
    "export_document",
    "import_document",
    "read_document",
]
