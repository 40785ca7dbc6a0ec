"""Who we are: people, Cités, places and hours, partners, the label."""

from network.models.base import CiteRecord, Conflict, Record
from network.models.cite import Carrier, Cite, Figure, Milestone, Pole
from network.models.committee import AgendaItem, CommitteeSession, Seat, Vote
from network.models.draft import Draft, ThrownAway
from network.models.file import CharterVersion, Criterion, Evidence, FileStep, LabelFile
from network.models.former import FormerAddress
from network.models.label import LabelDecision, LabelReminder
from network.models.letter import Letter
from network.models.network import NetworkFact, NetworkHoliday, NetworkImport
from network.models.partner import Agreement, Partner, PartnersApart
from network.models.place import Closure, Place, Season, Stay
from network.models.report import Campaign, Indicator, Report, ReportCall, ReportFigure, lines_of
from network.models.review import ReviewCampaign
from network.models.session import Session
from network.models.suggestion import ReplyAddress, Suggestion, Support
from network.models.table import TableUpload
from network.models.team import Invitation, TeamMember
from network.models.user import User
from network.models.withdrawal import WithdrawalProposal

__all__ = [
    "AgendaItem",
    "Agreement",
    "Campaign",
    "Carrier",
    "CharterVersion",
    "Cite",
    "CiteRecord",
    "Closure",
    "CommitteeSession",
    "Conflict",
    "Criterion",
    "Draft",
    "Evidence",
    "Figure",
    "FileStep",
    "FormerAddress",
    "Indicator",
    "Invitation",
    "LabelDecision",
    "LabelFile",
    "LabelReminder",
    "Letter",
    "Milestone",
    "NetworkFact",
    "NetworkHoliday",
    "NetworkImport",
    "Partner",
    "PartnersApart",
    "Place",
    "Pole",
    "Record",
    "ReplyAddress",
    "Report",
    "ReportCall",
    "ReportFigure",
    "ReviewCampaign",
    "Season",
    "Seat",
    "Session",
    "Stay",
    "Suggestion",
    "Support",
    "TableUpload",
    "TeamMember",
    "ThrownAway",
    "User",
    "Vote",
    "WithdrawalProposal",
    "lines_of",
]
