"""Who works in the Cités that the journeys through a workspace change, and what they find there."""

from __future__ import annotations

from tests.journeys.walking import WAYS

COORDINATOR = "maud@example.org"
CONTRIBUTOR = "plume@example.org"
# Of the secretariat, to invite: an account of the demonstration does not.
OFFICER = "odile@example.org"
TEAM = {
    COORDINATOR: ("Maud Meunier", "coordinator"),
    CONTRIBUTOR: ("Paule Plume", "contributor"),
}
# Address and name of a Cité for each way of going.
TOWNS = dict(
    zip(
        WAYS,
        [
            ("ville-du-pont", "Cité des métiers de Ville-du-Pont"),
            ("ville-du-port", "Cité des métiers de Ville-du-Port"),
        ],
        strict=True,
    )
)
BOTH_WRITE, RESTORED, TABLED = OFFERS = (
    "Atelier à deux mains", "Entretien d’hier", "Conseil du tableau",
)  # fmt: skip
