"""What happens: each action is whole or not at all, and asks the table of permissions itself."""

from network.actions.accounts import (
    LinkOver,
    ask_for_new_email,
    change_email,
    end_sessions,
    read_email_link,
)
from network.actions.committee import plan_session
from network.actions.files import Terms, begin_file, move_label_file, say_in_file
from network.actions.invitations import (
    AccountExists,
    InvitationOver,
    accept_invitation,
    check_can_be_invited,
    find_invitation,
    invite,
    join_by_invitation,
    link_of,
    revoke_invitation,
)
from network.actions.label import correct_decision, record_decision
from network.actions.projects import begin_project
from network.actions.reports import move_report, write_report
from network.actions.sitting import close_session, open_session, write_down
from network.actions.suggestions import (
    draft_from_suggestion,
    forget_addresses,
    moderate_suggestion,
    receive_suggestion,
    settle_suggestion,
    support_suggestion,
)
from network.actions.teams import change_role, end_membership
from network.actions.withdrawals import (
    confirm_withdrawal,
    decline_withdrawal,
    lapse_proposals,
    proposals_waiting,
    propose_withdrawal,
    take_withdrawal_back,
)

__all__ = [
    "AccountExists",
    "InvitationOver",
    "LinkOver",
    "Terms",
    "accept_invitation",
    "ask_for_new_email",
    "begin_file",
    "begin_project",
    "change_email",
    "change_role",
    "check_can_be_invited",
    "close_session",
    "confirm_withdrawal",
    "correct_decision",
    "decline_withdrawal",
    "draft_from_suggestion",
    "end_membership",
    "end_sessions",
    "find_invitation",
    "forget_addresses",
    "invite",
    "join_by_invitation",
    "lapse_proposals",
    "link_of",
    "moderate_suggestion",
    "move_label_file",
    "move_report",
    "open_session",
    "plan_session",
    "proposals_waiting",
    "propose_withdrawal",
    "read_email_link",
    "receive_suggestion",
    "record_decision",
    "revoke_invitation",
    "say_in_file",
    "settle_suggestion",
    "support_suggestion",
    "take_withdrawal_back",
    "write_down",
    "write_report",
]
