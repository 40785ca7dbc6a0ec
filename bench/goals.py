"""Times of the same thing as a row, beside a goal of their own: these are none of the sixteen."""

from __future__ import annotations

from statistics import median, quantiles
from time import perf_counter
from typing import TYPE_CHECKING

from bench.outcome import Row

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


def timed(name: str, times: Sequence[float], wanted: float | None = None, note: str = "") -> Row:
    """Tell the best, the median and the slowest twentieth of some times in seconds; the median has a goal."""
    told = [each * 1e3 for each in (min(times), median(times), p95(times))]
    return Row(name, "ms", told, note=_judged(told[1], wanted and wanted * 1e3, "ms", note))


def slowed(
    name: str, alone: Sequence[float], during: Sequence[float], wanted: float | None = None, note: str = ""
) -> Row:
    """Tell how much slower the slowest twentieth is while something else goes on, and how much it may be."""
    ratio = p95(during) / p95(alone)
    return Row(name, "ms", [p95(during) * 1e3], "alone", [ratio], note=_judged(ratio, wanted, "×", note))


def _judged(figure: float, wanted: float | None, unit: str, note: str) -> str:
    goal = f"goal {wanted:g} {unit}: {'met' if figure <= wanted else 'MISSED'}" if wanted else ""
    return "; ".join(filter(None, [goal, note]))


def p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20, method="inclusive")[-1]


def times_of(ask: Callable[[], object], rounds: int) -> list[float]:
    """Time something again and again, but for a first time that fills what remembers."""
    ask()
    return [time_of(ask) for _ in range(rounds)]


def time_of(ask: Callable[[], object]) -> float:
    start = perf_counter()
    ask()
    return perf_counter() - start
