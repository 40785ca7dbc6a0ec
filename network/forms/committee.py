"""What the officer writes about a session of the committee."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from network.actions.committee import decisions_to_put, files_to_put
from network.actions.sitting import Made, Presence
from network.committee import NEED_WORDS, Ballot, Outcome, SeatBasis, SessionState, outcomes_of
from network.forms.dates import DayField
from network.forms.records import RecordForm
from network.forms.suggestions import SaidField
from network.forms.texts import TextsField
from network.models import AgendaItem, Cite, CommitteeSession, LabelDecision, LabelFile, Seat
from network.vocabulary import DecisionKind, FileKind

if TYPE_CHECKING:
    from network.actions.sitting import Sheet
    from network.committee import Tally

    _Decisions = forms.ModelChoiceField[LabelDecision]
else:
    _Decisions = forms.ModelChoiceField

LONGEST = 20_000
_OF_A_FILE, _OF_A_DECISION = (Outcome.GRANT, Outcome.REFUSE, Outcome.ADJOURN), (Outcome.CORRECT, Outcome.KEEP)


def _reason(label: Any, **over: Any) -> SaidField:
    return SaidField(label=label, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}), **over)


class SessionForm(RecordForm):
    """A new session, which may correct a closed one."""

    corrects = forms.ModelChoiceField(
        CommitteeSession.objects.filter(state=SessionState.CLOSED), required=False, widget=forms.HiddenInput
    )


class SessionDeed(forms.Form):
    """Something that is done to a session, at the version that was seen."""

    use_required_attribute = False
    version = forms.IntegerField(widget=forms.HiddenInput, min_value=1)

    def __init__(self, *args: Any, session: CommitteeSession, **kwargs: Any) -> None:
        kwargs["initial"] = {"version": session.version} | (kwargs.get("initial") or {})
        super().__init__(*args, **{"label_suffix": "", **kwargs})
        self.session = session

    @property
    def said(self) -> dict[str, Any]:
        """The keywords of the action."""
        return dict(self.cleaned_data)

    def again(self, session: CommitteeSession) -> None:
        """Let what was written be sent once more, at the version that is there now."""
        sent: Any = self.data
        self.data = sent.copy()
        self.data["version"] = str(session.version)  # type: ignore[index]


class ChangeForm(SessionDeed):
    """The day, the place and the quorum."""

    held_on = DayField(label=gettext_lazy("Day of the session"))
    held_at = forms.CharField(label=gettext_lazy("Where"), max_length=300, required=False)
    quorum = forms.IntegerField(
        label=gettext_lazy("Quorum"), min_value=1, max_value=999, required=False,
        help_text=gettext_lazy("Left empty: more than half of the members."),
    )  # fmt: skip

    def __init__(self, *args: Any, session: CommitteeSession, **kwargs: Any) -> None:
        initial = {name: getattr(session, name) for name in ("held_on", "held_at", "quorum")}
        super().__init__(*args, session=session, initial=initial, **kwargs)


class MemberForm(SessionDeed):
    """A Cité that gets a seat by hand."""

    cite = forms.ModelChoiceField(Cite.objects.none(), label=gettext_lazy("Cité"))
    name = forms.CharField(label=gettext_lazy("Who comes for it"), max_length=300, required=False)
    reason = _reason(gettext_lazy("Why? It stays in the minutes."))

    def __init__(self, *args: Any, session: CommitteeSession, **kwargs: Any) -> None:
        super().__init__(*args, session=session, **kwargs)
        seated = session.seats.filter(cite__isnull=False).exclude(basis=SeatBasis.STRUCK)
        cites = Cite.objects.shown().filter(demo=session.demo).exclude(pk__in=seated.values("cite"))
        field: Any = self.fields["cite"]
        field.queryset = cites.in_order()


class ExpertForm(SessionDeed):
    """Somebody who advises."""

    name = forms.CharField(label=gettext_lazy("Name of the expert"), max_length=300)
    reason = _reason(gettext_lazy("As what, or why"), required=False)


class StrikeForm(SessionDeed):
    """A seat that is taken away by hand."""

    seat = forms.ModelChoiceField(Seat.objects.none(), label=gettext_lazy("Who"))
    reason = _reason(gettext_lazy("Why? It stays in the minutes."))

    def __init__(self, *args: Any, session: CommitteeSession, **kwargs: Any) -> None:
        super().__init__(*args, session=session, **kwargs)
        field: Any = self.fields["seat"]
        field.queryset = session.seats.exclude(basis=SeatBasis.STRUCK).select_related("cite")


class PutFileForm(SessionDeed):
    """A file that comes on the agenda."""

    file = forms.ModelChoiceField(LabelFile.objects.none(), label=gettext_lazy("Label file"))

    def __init__(self, *args: Any, session: CommitteeSession, **kwargs: Any) -> None:
        super().__init__(*args, session=session, **kwargs)
        field: Any = self.fields["file"]
        field.queryset = files_to_put(session)


class _DecisionField(_Decisions):
    def label_from_instance(self, decision: Any) -> str:
        return f"{decision.cite.short_name} · {decision}"


class PutDecisionForm(SessionDeed):
    """A decision of the session that is corrected."""

    decision = _DecisionField(LabelDecision.objects.none(), label=gettext_lazy("Decision"))

    def __init__(self, *args: Any, session: CommitteeSession, **kwargs: Any) -> None:
        super().__init__(*args, session=session, **kwargs)
        field: Any = self.fields["decision"]
        field.queryset = decisions_to_put(session)


class TakeOffForm(SessionDeed):
    """An item that leaves the agenda."""

    item = forms.ModelChoiceField(AgendaItem.objects.none(), widget=forms.HiddenInput)

    def __init__(self, *args: Any, session: CommitteeSession, **kwargs: Any) -> None:
        super().__init__(*args, session=session, **kwargs)
        field: Any = self.fields["item"]
        field.queryset = session.items.all()


# --- What is written down while it sits ----------------------------------------------------------
class SeatRow(NamedTuple):
    """A seat, who is on it, and whether they are there."""

    seat: Seat
    name: Any
    present: Any


class ItemRows(NamedTuple):
    """An item with its fields, the votes on it, and what these allow."""

    item: AgendaItem
    fields: list[Any]
    votes: list[tuple[Seat, Any]]
    recused: list[Seat]
    tally: Tally
    has_quorum: bool
    allowed: list[Any]


class ProtocolForm(SessionDeed):
    """Who is there, who votes what, what comes of each item, and the words of the minutes: one form."""

    words = SaidField(
        label=gettext_lazy("What else was said"), required=False, max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 6}),
    )  # fmt: skip

    def __init__(
        self, *args: Any, session: CommitteeSession, sheets: list[Sheet], seats: list[Seat], **kwargs: Any
    ) -> None:
        super().__init__(*args, session=session, initial={"words": session.words}, **kwargs)
        self.sheets = sheets
        self.seats = [seat for seat in seats if seat.basis != SeatBasis.STRUCK]
        for seat in self.seats:
            self.fields[f"seat-{seat.pk}-name"] = forms.CharField(
                label=_("Name, %(seat)s") % {"seat": seat}, max_length=300, required=seat.cite is None,
                initial=seat.name,
            )  # fmt: skip
            self.fields[f"seat-{seat.pk}-present"] = forms.BooleanField(
                label=_("Present, %(seat)s") % {"seat": seat}, required=False, initial=seat.present
            )
        for sheet in sheets:
            self._add_item(sheet)

    def _add_item(self, sheet: Sheet) -> None:
        item = sheet.item
        ways = _OF_A_FILE if item.file else _OF_A_DECISION
        fields: dict[str, forms.Field] = {
            "outcome": forms.ChoiceField(
                label=_("Outcome"), required=False, choices=[("", "—"), *((each.value, each.label) for each in ways)]
            )
        }  # fmt: skip
        if item.decision:
            fields["kind"] = forms.ChoiceField(
                label=_("What takes its place"), required=False, choices=[("", "—"), *DecisionKind.choices]
            )
            fields["decided_on"] = DayField(label=_("Day of the decision"), required=False)
        if item.decision or (item.file and item.file.kind != FileKind.PROJECT):
            fields["period_from"] = DayField(label=_("Covers from"), required=False)
            fields["period_until"] = DayField(label=_("Covers until"), required=False)
        fields["conditions"] = TextsField(
            label=_("Conditions"), required=False, help_text=_("Shown in the public register.")
        )
        fields["words"] = _reason(_("Words: the applicant reads them"), required=False)
        for name, field in fields.items():
            field.initial = getattr(item, name)
            self.fields[f"item-{item.pk}-{name}"] = field
        for seat in self.seats:
            if seat.may_vote_on(item):
                self.fields[f"vote-{item.pk}-{seat.pk}"] = forms.ChoiceField(
                    label=_("Vote, %(seat)s") % {"seat": seat}, required=False,
                    choices=[("", "—"), *Ballot.choices], initial=sheet.votes.get(seat.pk, ""),
                )  # fmt: skip

    def _of_item(self, item: AgendaItem) -> list[str]:
        return [name for name in self.fields if name.startswith(f"item-{item.pk}-")]

    def clean(self) -> dict[str, Any]:
        """Ask for what an outcome cannot be without, beside its field."""
        for sheet in self.sheets:
            start, cleaned = f"item-{sheet.item.pk}", self.cleaned_data
            needs = cleaned.get(f"{start}-outcome") in {each.value for each in NEED_WORDS}
            if needs and not cleaned.get(f"{start}-words") and f"{start}-words" not in self.errors:
                self.add_error(f"{start}-words", ValidationError(_("Say why: the applicant reads it.")))
            first, last = cleaned.get(f"{start}-period_from"), cleaned.get(f"{start}-period_until")
            if first and last and last < first:
                self.add_error(f"{start}-period_until", ValidationError(_("It ends before it begins.")))
        return self.cleaned_data

    @property
    def said(self) -> dict[str, Any]:
        cleaned = self.cleaned_data
        seats = {
            seat.pk: Presence(
                name=cleaned[f"seat-{seat.pk}-name"], present=cleaned[f"seat-{seat.pk}-present"]
            )
            for seat in self.seats
        }
        items = {sheet.item.pk: self._made_of(sheet.item) for sheet in self.sheets}
        return {"version": cleaned["version"], "words": cleaned["words"], "seats": seats, "items": items}

    def _made_of(self, item: AgendaItem) -> Made:
        said = {name.rpartition("-")[2]: self.cleaned_data[name] for name in self._of_item(item)}
        start = f"vote-{item.pk}-"
        votes = {
            int(name.removeprefix(start)): self.cleaned_data[name]
            for name in self.fields
            if name.startswith(start)
        }
        return Made(**said, votes=votes)

    # --- How it is laid out ----------------------------------------------------------------------
    def seat_rows(self) -> list[SeatRow]:
        return [
            SeatRow(seat, self[f"seat-{seat.pk}-name"], self[f"seat-{seat.pk}-present"])
            for seat in self.seats
        ]

    def item_rows(self) -> list[ItemRows]:
        quorum = self.session.quorum or 1
        return [
            ItemRows(
                sheet.item,
                [self[name] for name in self._of_item(sheet.item)],
                [
                    (seat, self[f"vote-{sheet.item.pk}-{seat.pk}"])
                    for seat in self.seats
                    if seat.may_vote_on(sheet.item)
                ],
                sheet.recused,
                sheet.tally,
                sheet.tally.has_quorum(quorum),
                [each.label for each in outcomes_of(sheet.tally, quorum, corrects=sheet.item.file is None)],
            )
            for sheet in self.sheets
        ]
