"""A figure beside its goal."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from statistics import median, quantiles
from time import perf_counter


@dataclass(frozen=True)
class Goal:
    """The median of some times of the same thing, and what it is meant to be below; in seconds."""

    name: str
    times: Sequence[float]
    wanted: float | None = None
    note: str = ""

    def __str__(self) -> str:
        figures = min(self.times), self.median, p95(self.times)
        wanted = ""
        if self.wanted:
            wanted = f"goal {_told(self.wanted)}: {'met' if self.median < self.wanted else 'MISSED'}"
        return f"{self.name:<36}{''.join(f'{_told(each):>10}' for each in figures)}  {wanted:<24}{self.note}"

    @property
    def median(self) -> float:
        return median(self.times)


@dataclass(frozen=True)
class Ratio:
    """How much slower the slowest twentieth is while something else goes on, and how much it may be."""

    name: str
    alone: Sequence[float]
    during: Sequence[float]
    wanted: float | None = None
    note: str = ""

    def __str__(self) -> str:
        alone, during = p95(self.alone), p95(self.during)
        wanted = ""
        if self.wanted:
            wanted = f"goal × {self.wanted}: {'met' if during <= alone * self.wanted else 'MISSED'}"
        figures = f"{_told(alone):>10}{_told(during):>10}{f'× {during / alone:.2f}':>10}"
        return f"{self.name:<36}{figures}  {wanted:<24}{self.note}"


def p95(times: Sequence[float]) -> float:
    return quantiles(times, n=20)[-1]


HEADING_OF_RATIOS = f"{'p95':<36}{'alone':>10}{'during':>10}{'ratio':>10}"
HEADING = f"{'':<36}{'best':>10}{'median':>10}{'p95':>10}"


def times_of(ask: Callable[[], object], rounds: int) -> list[float]:
    """Time something again and again, but for a first time that fills what remembers."""
    ask()
    return [time_of(ask) for _ in range(rounds)]


def time_of(ask: Callable[[], object]) -> float:
    start = perf_counter()
    ask()
    return perf_counter() - start


def _told(seconds: float) -> str:
    return f"{seconds * 1e6:.0f} µs" if seconds < 1e-3 else f"{seconds * 1e3:.1f} ms"
