"""The closed vocabularies of the network; their values are those of the exchange file."""

from django.db.models import IntegerChoices, TextChoices
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class Theme(TextChoices):
    """What one can talk about: the core that every Cité shares."""

    GUIDANCE = "guidance", _("Find your way")
    TRAINING = "training", _("Train")
    EMPLOYMENT = "employment", _("Find a job")
    CAREER_CHANGE = "career_change", _("Change career")
    ENTERPRISE = "enterprise", _("Start a business")
    MOBILITY = "mobility", _("Move")
    BASIC_SKILLS = "basic_skills", _("Read, write, count")


class Audience(TextChoices):
    """Whom an offer or an event is for."""

    EVERYONE = "everyone", _("everyone")
    PUPILS = "pupils", _("school pupils")
    STUDENTS = "students", _("students")
    JOBSEEKERS = "jobseekers", _("jobseekers")
    EMPLOYEES = "employees", _("employees")
    FOUNDERS = "founders", _("people who start or take over a business")
    RETIRED = "retired", _("retired people")
    PARENTS = "parents", _("parents")
    PROFESSIONALS = "professionals", _("guidance professionals")
    COMPANIES = "companies", _("companies")
    NEWCOMERS = "newcomers", _("newcomers to the country")
    DISABLED = "disabled", _("people with a disability")


class Access(TextChoices):
    """What it takes to be received."""

    DROP_IN = "drop_in", _("without appointment")
    REGISTRATION = "registration", _("on registration")
    APPOINTMENT = "appointment", _("by appointment")


class Modality(TextChoices):
    """The form of an offer."""

    INTERVIEW = "interview", _("talk with an adviser")
    SELF_SERVICE = "self_service", _("documents in free access")
    MULTIMEDIA = "multimedia", _("computers and multimedia")
    COLLECTIVE = "collective", _("in a group")
    REMOTE = "remote", _("at a distance")


class Mode(TextChoices):
    """How one meets the adviser of a permanence."""

    DESK = "desk", _("at the desk")
    PHONE = "phone", _("by phone")
    VIDEO = "video", _("by video")
    CHAT = "chat", _("by chat")


class Weekday(IntegerChoices):
    """Days as Python counts them."""

    MONDAY = 0, _("Monday")
    TUESDAY = 1, _("Tuesday")
    WEDNESDAY = 2, _("Wednesday")
    THURSDAY = 3, _("Thursday")
    FRIDAY = 4, _("Friday")
    SATURDAY = 5, _("Saturday")
    SUNDAY = 6, _("Sunday")


class PlaceKind(TextChoices):
    """What a place is to its Cité."""

    MAIN = "main", _("main place")
    SECONDARY = "secondary", _("secondary place")
    ASSOCIATED_CENTRE = "associated_centre", _("associated centre")
    RELAY = "relay", _("relay point")
    HOST = "host", _("host place")
    ITINERANT = "itinerant", _("itinerant place")
    ONLINE = "online", _("online")


class Coordinates(TextChoices):
    """How precise a position is."""

    EXACT = "exact", _("exact")
    STREET = "street", _("at the level of the street")
    CITY = "city", _("at the level of the town")


class HolidayRule(TextChoices):
    """What a season says of public holidays."""

    CLOSED = "closed", _("closed on public holidays")
    OPEN = "open", _("open on public holidays")
    UNKNOWN = "unknown", _("not known on public holidays")


class Membership(TextChoices):
    """Whether a Cité belongs to the network; says nothing of its label."""

    MEMBER = "member", _("member")
    FORMER = "former", _("former member")
    UNCONFIRMED = "unconfirmed", _("membership not confirmed")
    NOT_A_MEMBER = "not_a_member", _("not a member")


class MilestoneKind(TextChoices):
    """Dated facts of a Cité's life that are not decisions on its label."""

    APPLICATION = "application", _("application for the label")
    OPENING_ANNOUNCED = "opening_announced", _("opening announced")
    INAUGURATION = "inauguration", _("inauguration")
    OPENING = "opening", _("opening to the public")
    REOPENING = "reopening", _("reopening")
    CLOSING = "closing", _("closing")
    JOINED_NETWORK = "joined_network", _("joined the network")
    LEFT_NETWORK = "left_network", _("left the network")
    CARRIER_CHANGE = "carrier_change", _("change of carrier")


class DecisionKind(TextChoices):
    """Decisions on the label."""

    PROJECT_LABEL = "project_label", _("project label granted")
    OPERATING_LABEL = "operating_label", _("operating label granted")
    LABEL = "label", _("label granted, of a kind that the source does not name")
    CONFIRMATION = "confirmation", _("label confirmed")
    RENEWAL = "renewal", _("label renewed")
    SUSPENSION = "suspension", _("label suspended")
    REINSTATEMENT = "reinstatement", _("label reinstated")
    WITHDRAWAL = "withdrawal", _("label withdrawn")
    LABEL_END = "label_end", _("label ended")


class LabelStatus(TextChoices):
    """What the decisions up to a date amount to; always computed, never stored."""

    NONE = "none", pgettext_lazy("label status", "no label")
    PROJECT = "project", pgettext_lazy("label status", "project")
    OPERATING = "operating", pgettext_lazy("label status", "operating")
    DUE = "due", pgettext_lazy("label status", "renewal due")
    SUSPENDED = "suspended", pgettext_lazy("label status", "suspended")
    WITHDRAWN = "withdrawn", pgettext_lazy("label status", "withdrawn")
    ENDED = "ended", pgettext_lazy("label status", "ended")
    LABELLED_UNKNOWN = "labelled_unknown", pgettext_lazy("label status", "labelled, kind unknown")
    NOT_DOCUMENTED = "not_documented", pgettext_lazy("label status", "not documented")


class PartnerKind(TextChoices):
    """What a partner is."""

    EMPLOYMENT_SERVICE = "employment_service", _("public employment service")
    EDUCATION = "education", _("education")
    TRAINING_BODY = "training_body", _("training body")
    YOUTH = "youth", _("youth")
    SKILLS_RECOGNITION = "skills_recognition", _("recognition of skills")
    EXECUTIVES = "executives", _("executives")
    ENTERPRISE_SUPPORT = "enterprise_support", _("support to enterprise")
    CHAMBER = "chamber", _("chamber")
    LOCAL_AUTHORITY = "local_authority", _("local authority")
    STATE = "state", _("State")
    EUROPE = "europe", _("Europe")
    SOCIAL_PARTNER = "social_partner", _("social partner")
    PROFESSIONAL_BRANCH = "professional_branch", _("professional branch")
    COMPANY = "company", _("company")
    ASSOCIATION = "association", _("association")
    LIBRARY = "library", _("library")
    FOUNDATION = "foundation", _("foundation")
    OTHER = "other", pgettext_lazy("partner", "other")


class Contribution(TextChoices):
    """What a partner brings by its agreement."""

    ADVISERS = "advisers", _("advisers")
    FUNDING = "funding", _("funding")
    PREMISES = "premises", _("premises")
    DOCUMENTATION = "documentation", _("documentation")
    EVENTS = "events", _("events")
    GOVERNANCE = "governance", _("governance")


class EventKind(TextChoices):
    """What an event is."""

    WORKSHOP = "workshop", _("workshop")
    INFORMATION_SESSION = "information_session", _("information session")
    THEME_DAY = "theme_day", _("theme day")
    MEET_A_PROFESSIONAL = "meet_a_professional", _("meeting with a professional")
    RECRUITMENT = "recruitment", _("recruitment")
    JOB_DATING = "job_dating", _("job dating")
    FORUM = "forum", _("forum")
    CONFERENCE = "conference", _("conference")
    CLUB = "club", _("club")
    THEME_WEEK = "theme_week", _("theme week")
    EXHIBITION = "exhibition", _("exhibition")
    COMPANY_VISIT = "company_visit", _("company visit")
    TRIAL = "trial", _("trial of an occupation")
    GROUP_VISIT = "group_visit", _("group visit")
    OPEN_DAY = "open_day", _("open day")
    WEBINAR = "webinar", _("webinar")
    ITINERANT = "itinerant", _("itinerant event")
    OTHER = "other", pgettext_lazy("event", "other event")


class Attendance(TextChoices):
    """Where an event takes place."""

    ON_SITE = "on_site", _("on site")
    ELSEWHERE = "elsewhere", _("outside the Cité")
    ONLINE = "online", _("online")
    HYBRID = "hybrid", _("on site and online")


class Booking(TextChoices):
    """Whether an event is booked."""

    NONE = "none", _("free entry")
    OPTIONAL = "optional", _("registration possible")
    REQUIRED = "required", _("registration required")


class OpenTo(TextChoices):
    """Who may come to an event."""

    EVERYONE = "everyone", _("open to everyone")
    PARTNERS = "partners", _("for partners")
    SCHOOLS = "schools", _("for schools")


class Organiser(TextChoices):
    """Who runs an event."""

    CITE = "cite", _("the Cité")
    PARTNER = "partner", _("a partner")
    JOINT = "joint", _("the Cité with partners")


class EventStatus(TextChoices):
    """What has become of an event or of one of its dates."""

    SCHEDULED = "scheduled", _("scheduled")
    CANCELLED = "cancelled", _("cancelled")
    POSTPONED = "postponed", _("postponed")
    MOVED_ONLINE = "moved_online", _("moved online")


class Publication(TextChoices):
    """Whether the public sees a record."""

    DRAFT = "draft", _("draft")
    PUBLISHED = "published", _("published")
    WITHDRAWN = "withdrawn", pgettext_lazy("publication", "withdrawn")


class CheckedKind(TextChoices):
    """What a team looks at again from time to time."""

    OFFERS = "offers", _("offers")
    PERMANENCES = "permanences", _("permanences")
    PLACES = "places", _("places")
    EVENTS = "events", _("events")


class FactKind(TextChoices):
    """What a fact about the network is."""

    HISTORY = "history", _("history")
    STATEMENT = "statement", _("statement of its size")


class SuggestionKind(TextChoices):
    """What somebody who writes to a Cité without a name wants to say."""

    IDEA = "idea", pgettext_lazy("suggestion", "an idea")
    QUESTION = "question", pgettext_lazy("suggestion", "a question")
    CORRECTION = "correction", pgettext_lazy("suggestion", "a correction")


class SuggestionState(TextChoices):
    """What has become of a suggestion; whether it is answered is for its answer to say."""

    RECEIVED = "received", pgettext_lazy("suggestion", "received")
    PUBLISHED = "published", pgettext_lazy("suggestion", "published")
    NOTED = "noted", pgettext_lazy("suggestion", "taken into account without being published")
    DECLINED = "declined", pgettext_lazy("suggestion", "declined")
    SPAM = "spam", pgettext_lazy("suggestion", "hidden as spam or insult")


class Breakdown(TextChoices):
    """What a figure of the yearly report is broken down by."""

    MODALITY = "modality", pgettext_lazy("breakdown", "form of the offer")
    AGE = "age", pgettext_lazy("breakdown", "age")
    SITUATION = "situation", pgettext_lazy("breakdown", "situation")
    RESIDENCE = "residence", pgettext_lazy("breakdown", "residence")
    POLE = "pole", pgettext_lazy("breakdown", "pole")


class AgeBand(TextChoices):
    """How old somebody was who told it; the bands meet without a gap."""

    UNDER_18 = "under_18", pgettext_lazy("age", "under 18")
    FROM_18 = "18_25", pgettext_lazy("age", "18 to 25")
    FROM_26 = "26_40", pgettext_lazy("age", "26 to 40")
    FROM_41 = "41_60", pgettext_lazy("age", "41 to 60")
    OVER_60 = "over_60", pgettext_lazy("age", "over 60")


class Situation(TextChoices):
    """What somebody said that they do."""

    SCHOOL = "school", pgettext_lazy("situation", "at school or studying")
    TRAINING = "training", pgettext_lazy("situation", "in vocational training")
    JOB_SEEKER = "job_seeker", pgettext_lazy("situation", "looking for work")
    EMPLOYED = "employed", pgettext_lazy("situation", "employed")
    SELF_EMPLOYED = "self_employed", pgettext_lazy("situation", "self-employed")
    RETIRED = "retired", pgettext_lazy("situation", "retired")
    OTHER = "other", pgettext_lazy("situation", "another situation")


class Residence(TextChoices):
    """Where somebody said that they live."""

    TOWN = "town", pgettext_lazy("residence", "in the town of the main place")
    TERRITORY = "territory", pgettext_lazy("residence", "elsewhere in the territory of the Cité")
    COUNTRY = "country", pgettext_lazy("residence", "elsewhere in the country")
    ABROAD = "abroad", pgettext_lazy("residence", "in another country")


# Poles are local: what every Cité has in common are the themes that they hold.
PARTS: dict[str, type[TextChoices]] = {
    Breakdown.MODALITY: Modality,
    Breakdown.AGE: AgeBand,
    Breakdown.SITUATION: Situation,
    Breakdown.RESIDENCE: Residence,
    Breakdown.POLE: Theme,
}


class ReportState(TextChoices):
    """How far a yearly report has come."""

    DRAFT = "draft", pgettext_lazy("report", "draft")
    SUBMITTED = "submitted", pgettext_lazy("report", "submitted")
    RETURNED = "returned", pgettext_lazy("report", "returned to the Cité")
    ACCEPTED = "accepted", pgettext_lazy("report", "accepted")


class FileKind(TextChoices):
    """What a label file asks for."""

    PROJECT = "project", pgettext_lazy("label file", "project label")
    OPERATING = "operating", pgettext_lazy("label file", "operating label")
    CONFIRMATION = "confirmation", pgettext_lazy("label file", "confirmation of the label")
    RENEWAL = "renewal", pgettext_lazy("label file", "renewal of the label")


class FileState(TextChoices):
    """Where a label file is; it changes by the moves of `network.filing` alone."""

    DRAFT = "draft", pgettext_lazy("label file", "being written")
    SUBMITTED = "submitted", pgettext_lazy("label file", "submitted")
    IN_REVIEW = "in_review", pgettext_lazy("label file", "in review")
    CHANGES_REQUESTED = "changes_requested", pgettext_lazy("label file", "changes requested")
    ON_AGENDA = "on_agenda", pgettext_lazy("label file", "on the agenda of the committee")
    ADJOURNED = "adjourned", pgettext_lazy("label file", "adjourned")
    GRANTED = "granted", pgettext_lazy("label file", "granted")
    REFUSED = "refused", pgettext_lazy("label file", "refused")
    WITHDRAWN = "withdrawn", pgettext_lazy("label file", "withdrawn")


class EvidenceKind(TextChoices):
    """What shows that a criterion is met."""

    DOCUMENT = "document", pgettext_lazy("evidence", "a document")
    LINK = "link", pgettext_lazy("evidence", "a link")
    LIVE = "live", pgettext_lazy("evidence", "what the portal shows at this moment")


class LiveData(TextChoices):
    """What the portal itself knows that speaks of a criterion."""

    FREE = "free", pgettext_lazy("live data", "what it costs")
    DROP_IN = "drop_in", pgettext_lazy("live data", "offers without appointment")
    OPENING_HOURS = "opening_hours", pgettext_lazy("live data", "opening hours")
    SIGNED_PARTNERS = "signed_partners", pgettext_lazy("live data", "partners that signed the Charter")
    THEMES = "themes", pgettext_lazy("live data", "themes of the offers")
    AUDIENCES = "audiences", pgettext_lazy("live data", "whom the offers are for")
    MODALITIES = "modalities", pgettext_lazy("live data", "forms of the offers")
