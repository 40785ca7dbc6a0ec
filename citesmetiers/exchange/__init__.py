"""The exchange file: what the network is and offers, in and out of a portal."""

from citesmetiers.exchange.exporting import export_document
from citesmetiers.exchange.faults import InvalidDocumentError
from citesmetiers.exchange.importing import import_document, take_turn
from citesmetiers.exchange.reading import Document, digest_of, document_of, read_document
from citesmetiers.exchange.summary import Summary

__all__ = [
    "Document",
    "InvalidDocumentError",
    "Summary",
    "digest_of",
    "document_of",
    "export_document",
    "import_document",
    "read_document",
    "take_turn",
]
