"""Pages as anybody asks for them, beside what serves the same bytes with less to do (G1 to G4).

All targets are up at once and are asked in turn, round by round, so that a bad moment of the machine is one for
all. Before anything is timed, each has answered with the very bytes of the portal.
"""

from __future__ import annotations

from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import sleep
from typing import TYPE_CHECKING, Any

from bench.client import load
from bench.nginx import is_here, nginx
from bench.outcome import Row, beside
from bench.served import fetch, free_port, granian
from bench.words import SEED
from network.vocabulary import Audience, Modality, Theme

if TYPE_CHECKING:
    from collections.abc import Iterator

    from bench.client import Load
    from bench.outcome import Outcome

PAGE = "/fr/services/"
# Each of the uncached list is asked for once: more than any run needs.
UNCACHED = 60_000


@dataclass
class Target:
    """What is asked in a round: addresses, one a line, perhaps with a header."""

    name: str
    port: int
    paths: list[str]
    headers: list[str] = field(default_factory=list)
    loads: list[Load] = field(default_factory=list)

    def ask(self, folder: Path, number: int, rounds: int, seconds: float) -> None:
        """Ask for so long, in each round for others of the addresses where there are many."""
        share = max(1, len(self.paths) // rounds)
        paths = self.paths[number * share :][:share] or self.paths
        file = folder / "paths"
        file.write_text("\n".join(paths) + "\n")
        self.loads.append(load(self.port, seconds, file, self.headers))
        # What was asked for last is still being drawn: the next one finds a server at rest.
        sleep(self.loads[-1].p99 / 1000)

    @property
    def row(self) -> Row:
        rates = [each.rate for each in self.loads]
        slowest = max(each.p99 for each in self.loads)
        # Who answered nobody in a round was not measured.
        errors = sum(each.errors + (not each.requests) for each in self.loads)
        return Row(
            f"{self.name}, requests a second", "/s", rates, errors=errors, note=f"p99 {slowest:.1f} ms"
        )


def measure(outcome: Outcome, portal: int, rounds: int, seconds: float) -> None:
    """Ask everything in turn; SystemExit where something does not answer with the same bytes."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(TemporaryDirectory(prefix="bench-")))
        targets = {each.name: each for each in _targets(stack, folder, portal, outcome)}
        for number in range(rounds):
            for target in targets.values():
                target.ask(folder, number, rounds, seconds)
    outcome.add(target.row for target in targets.values())
    outcome.add(_ratios(targets))


def _targets(stack: ExitStack, folder: Path, portal: int, outcome: Outcome) -> Iterator[Target]:
    page = fetch(portal, PAGE)
    body = folder / "body"
    body.write_bytes(page.body)
    yield _checked(Target("cached page", portal, [PAGE]), page.body)
    for name, module in (
        ("bare WSGI", "bench.bare:application"),
        ("minimal view", "bench.minimal:application"),
    ):
        port = free_port()
        stack.enter_context(granian(module, port, "/", {"BENCH_BODY": str(body)}))
        yield _checked(Target(name, port, ["/"]), page.body)
    if is_here():
        file_port, cache_port = stack.enter_context(nginx(folder, page.body, portal))
        yield _checked(Target("nginx static", file_port, ["/"]), page.body)
        yield _checked(Target("nginx cache", cache_port, [PAGE]), page.body)
    else:
        outcome.missing["cached page vs nginx"] = "nginx is not installed"
    if tag := page.headers.get("etag"):
        if fetch(portal, PAGE, If_None_Match=tag).status == 304:
            yield Target("304", portal, [PAGE], [f"If-None-Match: {tag}"])
        else:
            outcome.missing["304"] = "the page is sent again to who has it"
    else:
        outcome.missing["304"] = "the page has no ETag"
    yield Target("uncached list", portal, list(uncached()))


def _checked(target: Target, body: bytes) -> Target:
    """Ask twice: what is cached is right as well."""
    for _ in range(2):
        answer = fetch(target.port, target.paths[0])
        if answer.status != 200 or answer.body != body:
            raise SystemExit(
                f"{target.name} answers {answer.status} and not with the page’s {len(body)} bytes."
            )
    return target


def uncached() -> Iterator[str]:
    """Give addresses of the list of offers that no cache has seen: every combination of some filters, once.

    One of the themes and one of the forms is always missing, and “everyone” always there: lists stay long.
    """
    rng = Random(SEED)
    audiences = [each for each in Audience.values if each != Audience.EVERYONE]
    chosen = list(product(range(1, 2 ** len(Theme.values) - 1), range(1, 2 ** len(audiences))))
    forms = "&".join(f"modality={each}" for each in Modality.values[1:])
    for themes, others in rng.sample(chosen, UNCACHED):
        asked = [f"theme={each}" for each in _some(Theme.values, themes)]
        asked += [f"audience={each}" for each in [Audience.EVERYONE.value, *_some(audiences, others)]]
        yield f"{PAGE}?{'&'.join(asked)}&{forms}"


def _some(values: list[Any], bits: int) -> list[Any]:
    return [each for number, each in enumerate(values) if bits >> number & 1]


def _ratios(targets: dict[str, Target]) -> Iterator[Row]:
    rows = {name: target.row for name, target in targets.items()}
    for name, one, other in (
        ("cached page vs nginx", "cached page", "nginx static"),
        ("cached page vs bare WSGI", "cached page", "bare WSGI"),
        ("cached page vs minimal view", "cached page", "minimal view"),
        ("nginx cache vs nginx", "nginx cache", "nginx static"),
        ("304 vs cached page", "304", "cached page"),
        ("uncached list vs minimal view", "uncached list", "minimal view"),
    ):
        if one in rows and other in rows:
            errors = rows[one].errors + rows[other].errors
            yield beside(name, "/s", rows[one].rounds, rows[other], errors=errors)
