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
        figures = min(self.times), self.median, quantiles(self.times, n=20)[-1]
        wanted = ""
        if self.wanted:
            wanted = f"goal {_told(self.wanted)}: {'met' if self.median < self.wanted else 'MISSED'}"
        return f"{self.name:<36}{''.join(f'{_told(each):>10}' for each in figures)}  {wanted:<24}{self.note}"

    @property
    def median(self) -> float:
        return median(self.times)


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
