"""The first version of the Charter as data: its principles are the criteria of label files.

The edition of April 2004 numbers its first two principles; the others are statements of the Charter and of the
network, in the order in which they are told here.
"""

from __future__ import annotations

from datetime import date
from typing import Any

CHARTER: dict[str, Any] = {
    "code": "2004-04",
    "name": {
        "fr": "Charte d’avril 2004, complétée par les énoncés du réseau",
        "en": "Charter of April 2004, completed by statements of the network",
    },
    "in_force_from": date(2004, 4, 1),
    "sources": [
        "http://www.cite-sciences.fr/fr/au-programme/lieux-ressources/cite-des-metiers/charte-label-et-reseau-cites-des-metiers/",
        "http://cite-sciences.fr/index.php?id=1699",
        "http://reseaucitesdesmetiers.com/eng/13-fonctionnement.php",
    ],
}
# Code, name and text by language, which of the portal's own data speak of it.
PRINCIPLES: list[tuple[str, dict[str, str], dict[str, str], list[str]]] = [
    (
        "free-access",
        {"fr": "Accès libre et gratuit", "en": "Free access, free of charge"},
        {
            "fr": "Dans l’esprit du service public : aucune activité commerciale, ni justificatif ni inscription pour venir, une information aussi complète que possible, sans publicité d’un partenaire pour lui-même.",
            "en": "In the spirit of public service: no commercial activity, neither proof nor registration asked of who comes, information as complete as possible, no partner advertising itself.",
        },
        ["free"],
    ),
    (
        "user-needs",
        {
            "fr": "Des services centrés sur les besoins de l’usager",
            "en": "Services centred on the user’s needs",
        },
        {
            "fr": "On part de la demande, de la question, du problème de la personne, et non des institutions et de leurs produits.",
            "en": "One starts from the person’s demand, question or problem, not from institutions and their products.",
        },
        [],
    ),
    (
        "all-publics",
        {"fr": "Tous les publics", "en": "All publics"},
        {
            "fr": "Quels que soient le statut, l’âge, le niveau d’études ou de qualification, le métier ou l’origine géographique.",
            "en": "Whatever the status, age, level of study or qualification, occupation or geographic origin.",
        },
        ["audiences"],
    ),
    (
        "all-themes",
        {"fr": "Tous les thèmes", "en": "All themes"},
        {
            "fr": "Tous les secteurs professionnels et toutes les questions de la vie professionnelle.",
            "en": "Every occupational sector and every question of working life.",
        },
        ["themes"],
    ),
    (
        "several-uses",
        {"fr": "Plusieurs usages", "en": "Several uses"},
        {
            "fr": "Le conseil, les ressources et les rencontres avec des professionnels, ensemble.",
            "en": "Advice, resources and meetings with professionals, working together.",
        },
        ["modalities"],
    ),
    (
        "multi-partnership",
        {"fr": "Un partenariat multiple", "en": "Multi-partnership"},
        {
            "fr": "Des partenaires, pour le fonctionnement et pour le financement, dont les missions se complètent ; chacun accepte la Charte en signant une convention avec la Cité.",
            "en": "Partners, operating and funding ones, whose missions complete each other; each accepts the Charter by signing an agreement with the Cité.",
        },
        ["signed_partners"],
    ),
    (
        "no-appointment",
        {"fr": "Sans rendez-vous obligatoire", "en": "No compulsory appointment"},
        {
            "fr": "On vient quand on veut : le rendez-vous n’est jamais une condition pour être reçu.",
            "en": "One comes when one likes: an appointment is never a condition for being received.",
        },
        ["drop_in", "opening_hours"],
    ),
    (
        "mutual-anonymity",
        {"fr": "Anonymat réciproque", "en": "Mutual anonymity"},
        {
            "fr": "Celui de l’usager et celui de l’institution du conseiller, pour la qualité de l’écoute.",
            "en": "The user’s, and that of the adviser’s institution, for the quality of listening.",
        },
        [],
    ),
    (
        "neutrality",
        {"fr": "Neutralité", "en": "Neutrality"},
        {
            "fr": "Aucun partenaire, aucune filière, aucune solution n’est mise en avant.",
            "en": "No partner, no branch and no solution is put forward.",
        },
        [],
    ),
    (
        "open-space",
        {"fr": "Un espace ouvert et décloisonné", "en": "An open, unpartitioned space"},
        {
            "fr": "Chaque usager peut y parler avec un conseiller, dans un espace qui n’est pas celui d’un guichet.",
            "en": "Every user can talk with an adviser there, in a space that is not that of a counter.",
        },
        ["opening_hours"],
    ),
    (
        "shared-diagnosis",
        {"fr": "Concertation et diagnostic partagé", "en": "Concertation and shared diagnosis"},
        {
            "fr": "Avec les acteurs sociaux, économiques et culturels du territoire.",
            "en": "With the social, economic and cultural actors of the territory.",
        },
        [],
    ),
    (
        "time-and-autonomy",
        {"fr": "Temps et autonomie", "en": "Time and autonomy"},
        {
            "fr": "Devenir acteur de sa vie professionnelle est un cheminement personnel ; une Cité n’est pas un dispositif spécialisé dans un public ou dans un service.",
            "en": "Becoming an actor of one’s working life is a personal path; a Cité is not a device specialised in one public or one service.",
        },
        [],
    ),
    (
        "pooling",
        {
            "fr": "Mutualisation et entraide dans le réseau",
            "en": "Pooling and mutual assistance in the network",
        },
        {
            "fr": "Ressources et méthodes partagées, pratiques comparées, école annuelle, parrainage.",
            "en": "Shared resources and methods, practices compared, a yearly school, sponsorship.",
        },
        [],
    ),
]


def bring(versions: Any, criteria: Any) -> Any:
    """Add the Charter and its principles by the models that are given; return the version."""
    charter = versions.objects.create(**CHARTER)
    criteria.objects.bulk_create(
        criteria(charter=charter, code=code, order=order, name=name, text=text, live=live)
        for order, (code, name, text, live) in enumerate(PRINCIPLES, start=1)
    )
    return charter
