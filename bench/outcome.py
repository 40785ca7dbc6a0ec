"""Figures of a run, and what they say of a goal."""

from __future__ import annotations

from dataclasses import dataclass, field
from statistics import median
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True)
class Row:
    """One thing measured in some rounds, perhaps beside another one in the same rounds."""

    name: str
    unit: str
    rounds: Sequence[float]
    vs: str | None = None
    # Round by round: this one's figure over the other's.
    ratios: Sequence[float] = ()
    errors: int = 0
    note: str = ""

    @property
    def is_void(self) -> bool:
        """Whether it says nothing: what answers wrongly may well be fast."""
        return bool(self.errors) or not self.rounds

    def as_json(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "unit": self.unit,
            "rounds": [_short(each) for each in self.rounds],
            **_spread("", self.rounds),
            "vs": self.vs,
            **_spread("ratio_", self.ratios),
            "errors": self.errors,
            "note": self.note,
        }

    def __str__(self) -> str:
        spread = _spread("", self.rounds)
        figures = (
            f"{_said(spread['median']):>10} {self.unit:<6} ({_said(spread['min'])} – {_said(spread['max'])})"
        )
        ratio = _spread("ratio_", self.ratios)
        beside = ""
        if self.ratios:
            beside = f"× {_said(ratio['ratio_median'])} of {self.vs} ({_said(ratio['ratio_min'])} – {_said(ratio['ratio_max'])})"
        void = f"VOID, {self.errors} errors" if self.errors else ""
        return f"{self.name:<42}{figures:<38}{'  '.join(filter(None, [beside, self.note, void]))}"


def beside(name: str, unit: str, rounds: Sequence[float], other: Row, **more: Any) -> Row:
    """Set what was measured against another row of the same rounds."""
    ratios = [one / two for one, two in zip(rounds, other.rounds, strict=True)]
    return Row(name, unit, rounds, other.name, ratios, **more)


@dataclass(frozen=True)
class Part:
    """What one row is meant to show. `scales` are those at which that can be told."""

    row: str
    want: float
    at_least: bool
    of_ratio: bool
    scales: tuple[str, ...]

    def __str__(self) -> str:
        sign = "≥" if self.at_least else "≤"
        return f"{self.row} {sign} {'× ' if self.of_ratio else ''}{_said(self.want)}"

    def judge(self, row: Row) -> str:
        """Tell whether all rounds meet the goal, none does, or some do: that is noise."""
        figures = row.ratios if self.of_ratio else row.rounds
        met = [(each >= self.want) if self.at_least else (each <= self.want) for each in figures]
        if all(met):
            return "pass"
        return "noisy" if any(met) else "fail"

    def got(self, row: Row) -> str:
        figures = row.ratios if self.of_ratio else row.rounds
        spread = f" ({_said(min(figures))} – {_said(max(figures))})" if len(figures) > 1 else ""
        return f"{row.name} {_said(median(figures))}{spread}"


@dataclass(frozen=True)
class Goal:
    """A goal of the portal, met when all of its parts are."""

    id: str
    parts: tuple[Part, ...]
    # Met by the clock of this machine alone: judged only where the machine's own speed is known.
    is_absolute: bool = False

    @property
    def want(self) -> str:
        return "; ".join(map(str, self.parts))


@dataclass
class Outcome:
    """What a run found."""

    scale: str
    rows: dict[str, Row] = field(default_factory=dict)
    # Why a row is not there, by its name or by the beginning of it.
    missing: dict[str, str] = field(default_factory=dict)

    def add(self, rows: Iterable[Row]) -> None:
        for row in rows:
            self.rows[row.name] = row

    def judge(self, goal: Goal, uncalibrated: str = "") -> dict[str, str]:
        """Return a goal beside its figures."""
        parts = [part for part in goal.parts if self.scale in part.scales]
        told = {"id": goal.id, "want": "; ".join(map(str, parts)) or goal.want, "got": "", "why": ""}
        if not parts:
            scales = ", ".join(dict.fromkeys(scale for part in goal.parts for scale in part.scales))
            return told | {"result": "skipped", "why": f"measured at the scale {scales}"}
        known = [part for part in parts if part.row in self.rows and not self.rows[part.row].is_void]
        told["got"] = "; ".join(part.got(self.rows[part.row]) for part in known)
        verdicts = [part.judge(self.rows[part.row]) for part in known]
        lacking = "; ".join(self._why(part.row) for part in parts if part not in known)
        told["why"] = lacking or self._notes(known, verdicts)
        if goal.is_absolute and uncalibrated and known:
            return told | {"result": "skipped", "why": uncalibrated}
        if "fail" in verdicts:
            return told | {"result": "fail"}
        if lacking:
            return told | {"result": "skipped"}
        return told | {"result": "noisy" if "noisy" in verdicts else "pass"}

    def _notes(self, parts: list[Part], verdicts: list[str]) -> str:
        missed = [part for part, verdict in zip(parts, verdicts, strict=True) if verdict != "pass"]
        return "; ".join(
            dict.fromkeys(self.rows[part.row].note for part in missed if self.rows[part.row].note)
        )

    def _why(self, name: str) -> str:
        row = self.rows.get(name)
        if row is not None and row.errors:
            return f"{name}: {row.errors} errors void it"
        found = [why for start, why in self.missing.items() if name.startswith(start)]
        return f"{name}: {found[0] if found else 'not measured in this run'}"


def _spread(prefix: str, figures: Sequence[float]) -> dict[str, float | None]:
    if not figures:
        return {f"{prefix}median": None, f"{prefix}min": None, f"{prefix}max": None}
    told = median(figures), min(figures), max(figures)
    return {
        f"{prefix}{name}": _short(each) for name, each in zip(("median", "min", "max"), told, strict=True)
    }


def _short(figure: float) -> float:
    """Four digits say more than was measured."""
    return float(f"{figure:.4g}")


def _said(figure: float | None) -> str:
    if figure is None:
        return "–"
    return f"{figure:,.0f}" if abs(figure) >= 100 else f"{figure:.3g}"
