"""Documents that people send as evidence: told by what is in them, never by their name; given back to be saved."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.http import FileResponse, Http404
from django.utils.translation import gettext as _

from network.actions.file_contents import Document

if TYPE_CHECKING:
    from django.core.files.uploadedfile import UploadedFile
    from django.http import HttpResponseBase

    from network.models import Evidence

LARGEST = 10 * 1024 * 1024
# What they are given back as.
TYPES = {
    "pdf": "application/pdf",
    "png": "image/png",
    "jpg": "image/jpeg",
    "odt": "application/vnd.oasis.opendocument.text",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}
_BEGINNINGS = {b"%PDF-": "pdf", b"\x89PNG\r\n\x1a\n": "png", b"\xff\xd8\xff": "jpg"}
_ZIP = b"PK\x03\x04"
_LONGEST_MIMETYPE = 200
_MOST_PARTS = 5000


def read_document(upload: UploadedFile[Any]) -> Document:
    """Read what was sent.

    Raises:
        ValidationError: it is too large, of another type, or carries a program.

    """
    if (upload.size or 0) > LARGEST:
        raise ValidationError(_("The document is too large: at most 10 MB."), code="size")
    data = upload.read(LARGEST + 1)
    if len(data) > LARGEST:
        raise ValidationError(_("The document is too large: at most 10 MB."), code="size")
    found = type_of(data)
    if not found:
        raise ValidationError(
            _("Send a PDF, a picture (PNG, JPEG) or a document (ODT, DOCX, XLSX): this is something else, whatever its name."),
            code="type",
        )  # fmt: skip
    return Document(data, found)


def type_of(data: bytes) -> str:
    """Return what some bytes are; nothing where they are of no type that we take."""
    for beginning, name in _BEGINNINGS.items():
        if data.startswith(beginning):
            return name
    return _type_of_archive(data) if data.startswith(_ZIP) else ""


def _type_of_archive(data: bytes) -> str:
    """Tell by the names of the parts; nothing is unpacked but the line that says what an ODT is."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
            is_odt = "mimetype" in names and _says_odt(archive)
    # A broken archive fails in as many ways as there are archives.
    except Exception:  # noqa: BLE001
        return ""
    if len(names) > _MOST_PARTS or any(_is_program(name) for name in names):
        return ""
    if is_odt:
        return "odt"
    if "[Content_Types].xml" not in names:
        return ""
    return "docx" if "word/document.xml" in names else "xlsx" if "xl/workbook.xml" in names else ""


def _says_odt(archive: zipfile.ZipFile) -> bool:
    with archive.open("mimetype") as part:
        return part.read(_LONGEST_MIMETYPE).decode("ascii", "replace").strip() == TYPES["odt"]


def _is_program(name: str) -> bool:
    """Tell macros: those of Microsoft Office, and those of LibreOffice."""
    return name.lower().endswith("vbaproject.bin") or name.startswith(("Basic/", "Scripts/"))


def document_answer(kept: Evidence) -> HttpResponseBase:
    """Answer with a document, to be saved and not shown, under a name of ours and the type that it is of."""
    try:
        data = kept.document.open("rb")
    except FileNotFoundError as gone:
        raise Http404 from gone
    answer = FileResponse(
        data, as_attachment=True, filename=kept.download_name, content_type=TYPES[kept.document_type]
    )
    answer.headers["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer.headers["Cache-Control"] = "private, no-store"
    return answer
