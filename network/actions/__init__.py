"""What happens: each action is whole or not at all, and asks the table of permissions itself."""

from network.actions.invitations import (
    InvitationOver,
    accept_invitation,
    find_invitation,
    invite,
    revoke_invitation,
)
from network.actions.label import correct_decision, record_decision
from network.actions.suggestions import moderate_suggestion

__all__ = [
    "InvitationOver",
    "accept_invitation",
    "correct_decision",
    "find_invitation",
    "invite",
    "moderate_suggestion",
    "record_decision",
    "revoke_invitation",
]
