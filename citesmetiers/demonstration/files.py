"""Label files of the demonstration, each as far as another one."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from django.core.files.base import ContentFile

from citesmetiers.demonstration.dates import monday_of
from network.filing import BEGIN, MOVES, SECTIONS
from network.models import CharterVersion, Cite, Evidence, FileStep, LabelFile
from network.vocabulary import EvidenceKind, FileKind, FileState

if TYPE_CHECKING:
    from datetime import date

    from citesmetiers.exchange import Summary


class _File(NamedTuple):
    """A file of a Cité: what it asks for, and the moves that it has made."""

    cite: str
    kind: FileKind
    moves: str


_FILES = (
    _File("demo-port-clairval", FileKind.RENEWAL, "submit take ask"),
    _File("demo-sauerlinden", FileKind.PROJECT, "withdraw resume"),
    _File("demo-brumeval", FileKind.PROJECT, "submit"),
    _File("demo-ponte-clara", FileKind.OPERATING, "submit take schedule adjourn schedule"),
    # The committee of the demonstration decides these three.
    _File("demo-serravalta", FileKind.RENEWAL, "submit take schedule"),
    _File("demo-montelume", FileKind.PROJECT, "submit take schedule"),
    _File("demo-puerto-alerce", FileKind.OPERATING, "submit take schedule"),
    _File("demo-trois-ravines", FileKind.RENEWAL, "submit take"),
    _File("demo-cala-vermella", FileKind.RENEWAL, "submit withdraw"),
    _File("demo-oberwolfenthalweiler", FileKind.RENEWAL, "submit take refuse reopen submit ask submit"),
    _File("demo-overlinde", FileKind.CONFIRMATION, ""),
)
_REASON = {
    "ask": "Combien de conseillers ont été formés à la Charte cette année ?",
    "adjourn": "La convention avec la région n’est pas encore signée : le comité y revient à sa prochaine séance.",
    "refuse": "Le lieu n’est pas un espace ouvert : chaque institution y a son guichet.",
    "reopen": "Vous avez trouvé un autre lieu : reprenons.",
}
# What a program that shows PDF takes for an empty page.
_PDF = (
    b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n"
    b"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
)


def add_files(today: date, summary: Summary) -> None:
    """Add those of Cités that have none: what people try on one stays as they left it."""
    charter = CharterVersion.objects.in_force(today).first()
    if charter is None:
        return
    cites = {cite.slug: cite for cite in Cite.objects.filter(demo=True, files=None)}
    for each in _FILES:
        if each.cite in cites:
            _add(each, cites[each.cite], charter, monday_of(today))
            summary.of("label file").created += 1


def _add(each: _File, cite: Cite, charter: CharterVersion, monday: date) -> None:
    file = LabelFile.objects.create(
        cite=cite, kind=each.kind, charter=charter, demo=True, sections=_sections(each, monday)
    )
    FileStep.objects.create(file=file, move=BEGIN, to_state=FileState.DRAFT, demo=True)
    _prove(file)
    for name in each.moves.split():
        move = MOVES[name]
        file.due_on = monday + timedelta(days=25) if move.day else None
        FileStep.objects.create(
            file=file, move=name, from_state=file.state, to_state=move.target, words=_REASON.get(name, ""),
            due_on=file.due_on, demo=True,
        )  # fmt: skip
        file.state = move.target
    file.save()


def _sections(each: _File, monday: date) -> dict[str, str]:
    """Write every section of a file that was submitted, and the first one of another."""
    opening = f"{monday + timedelta(days=200)}"
    written = {
        section.code: opening if section.is_day else "Texte inventé, pour montrer une partie qui est écrite."
        for section in SECTIONS[each.kind]
    }
    return written if "submit" in each.moves else dict(list(written.items())[:1])


def _prove(file: LabelFile) -> None:
    criteria = {each.code: each for each in file.charter.criteria.all()}
    shared = {"file": file, "demo": True}
    Evidence.objects.create(kind=EvidenceKind.LIVE, criterion=criteria["no-appointment"], **shared)
    Evidence.objects.create(
        kind=EvidenceKind.LINK, criterion=criteria["pooling"], address="https://ecole-d-automne.example/programme",
        words="Le programme de l’école d’automne", **shared,
    )  # fmt: skip
    document = Evidence(
        kind=EvidenceKind.DOCUMENT, criterion=criteria["multi-partnership"], document_type="pdf",
        document_size=len(_PDF), words="La convention type", **shared,
    )  # fmt: skip
    document.document.save("", ContentFile(_PDF))
