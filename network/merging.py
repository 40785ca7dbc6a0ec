"""What two people wrote in one form at the same time, put together without losing either.

It reads what forms send, by name, and knows nothing of forms: drafts are kept in these terms too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

# By name of an input, everything that it sends, in order; what sends nothing is left out.
type Values = dict[str, list[str]]


def tidy(values: Mapping[str, Iterable[str]]) -> Values:
    """Spell values in one way: no empty one, one kind of line ending, several in their order."""
    spelled = {
        name: sorted(text for each in sent if (text := str(each).replace("\r\n", "\n").strip()))
        for name, sent in values.items()
    }
    return {name: sent for name, sent in sorted(spelled.items()) if sent}


class Collision(NamedTuple):
    """A value that two people changed, each in another way: what was opened, what is there, what was sent."""

    name: str
    opened: list[str]
    theirs: list[str]
    mine: list[str]


class Merged(NamedTuple):
    """Two people's changes in one; where they collide `values` has mine, and nothing may be written yet."""

    values: Values
    collisions: list[Collision]


def merge(opened: Values, theirs: Values, mine: Values) -> Merged:
    """Join what was changed here with what was changed there, since both read the same."""
    values, collisions = {}, []
    for name in sorted({*opened, *theirs, *mine}):
        was, there, here = (each.get(name, []) for each in (opened, theirs, mine))
        if here not in (was, there) and there != was:
            collisions.append(Collision(name, was, there, here))
        values[name] = there if here == was else here
    return Merged(tidy(values), collisions)
