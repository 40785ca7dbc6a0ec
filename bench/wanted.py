"""What the portal is meant to reach: G1 to G16. docs/performance.md says in words what each of them is."""

from __future__ import annotations

from bench.outcome import Goal, Part

EVERY = ("3k", "100k", "1m")
SCOPED = ("rare", "city", "city and word", "near", "filters", "repeated")
BROAD = ("middle", "common")
# Of `pgbench --select-only` with one client: a machine that does half of it is none of the class that is meant.
CALIBRATION = "pgbench select-only"
CLASS_OF_MACHINE = 10_000


def at_least(row: str, want: float, scales: tuple[str, ...] = EVERY) -> Part:
    return Part(row, want, at_least=True, of_ratio=True, scales=scales)


def times_at_most(row: str, want: float, scales: tuple[str, ...] = EVERY) -> Part:
    return Part(row, want, at_least=False, of_ratio=True, scales=scales)


def at_most(row: str, want: float, scales: tuple[str, ...] = EVERY) -> Part:
    return Part(row, want, at_least=False, of_ratio=False, scales=scales)


def score(row: str, want: float) -> Part:
    return Part(row, want, at_least=True, of_ratio=False, scales=("3k",))


def _searches(names: tuple[str, ...], wanted: dict[str, float]) -> tuple[Part, ...]:
    return tuple(
        at_most(f"search p95, {name}", most, (scale,)) for scale, most in wanted.items() for name in names
    )


GOALS = (
    Goal("G1", (at_least("cached page vs nginx", 0.30),)),
    Goal("G2", (at_least("cached page vs minimal view", 3),)),
    Goal("G3", (at_least("304 vs cached page", 1.0),)),
    Goal("G4", (at_least("uncached list vs minimal view", 0.04),)),
    Goal(
        "G5",
        (
            at_most("queries: list", 4), at_most("queries: offer", 5), at_most("queries: event", 5),
            at_most("queries: Cité", 5), at_most("queries: search", 4), at_most("queries: a cached page", 0),
            at_most("queries: more for more rows", 0),
        ),
    ),
    Goal("G6", (at_least("list vs WordPress", 5, ("3k",)),)),
    Goal("G7", (at_least("search vs WordPress", 8, ("3k",)), at_least("search vs WordPress", 15, ("100k",)))),
    Goal("G8", _searches(SCOPED, {"100k": 10, "1m": 50}), is_absolute=True),
    Goal("G9", _searches(BROAD, {"100k": 30, "1m": 150}), is_absolute=True),
    Goal("G10", (times_at_most("search page vs its SQL", 2, ("100k",)), at_most("search page, Python", 6, ("100k",)))),
    Goal("G11", (times_at_most("growth of a search in a Cité", 4, ("100k",)),)),
    Goal("G12", (at_least("save vs pgbench", 0.18), at_most("save p99", 60))),
    Goal("G13", (at_least("import vs COPY", 0.7, ("3k",)), times_at_most("import again vs first", 0.6, ("3k",)))),
    Goal("G14", (times_at_most("expansion vs INSERT … SELECT", 2, ("3k",)),)),
    Goal(
        "G15",
        tuple(
            at_most(f"first view, {what}", most, ("3k",))
            for what, most in (("HTML", 12), ("CSS", 16), ("JS", 15), ("total", 45))
        ),
    ),
    Goal(
        "G16",
        (
            score("Lighthouse performance", 0.95), score("Lighthouse accessibility", 1.0),
            score("Lighthouse best practices", 0.95), score("Lighthouse SEO", 0.95),
        ),
    ),
    # Not of the sixteen, and at a scale of its own.
    Goal("import", (at_most("import, minutes", 10, ("import",)), at_most("import, peak memory", 1, ("import",)))),
)  # fmt: skip
