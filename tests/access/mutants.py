"""Every door, scope and check of the code, found by reading it, each taken away by itself while the portal runs."""

from __future__ import annotations

import ast
import gc
import re
import sys
from contextlib import contextmanager
from pathlib import Path
from types import CodeType, FunctionType
from typing import TYPE_CHECKING, Any, NamedTuple

from django.urls import URLPattern, get_resolver

from network.access import Desk
from network.models import Cite
from network.permissions import Can, TeamRole

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    type Key = tuple[str, str, int]

ROOT = Path(__file__).parents[2]
FILES = [
    *(
        f"network/views/{name}.py"
        for name in (
            "changes",
            "file_contents",
            "freshness",
            "history",
            "invitations",
            "moves",
            "people",
            "files",
        )
    ),
    *(f"network/views/{name}.py" for name in ("preview", "sheets", "tables", "teams", "telling")),
    *(f"network/actions/{name}.py" for name in ("accounts", "bin", "closings", "freshness", "invitations")),
    *(
        f"network/actions/{name}.py"
        for name in (
            "restoring",
            "sheets",
            "suggestions",
            "tables",
            "teams",
            "files",
            "file_contents",
            "projects",
            "reports",
            "label",
            "committee",
            "sitting",
            "withdrawals",
            "partners",
        )
    ),
    *(f"citesmetiers/views/{name}.py" for name in ("closings", "desks", "reports", "voices")),
    *("network/access.py", "network/permissions.py", "network/forms/sheets.py", "network/forms/closings.py"),
    *("services/views/lending.py", "events/views/dates.py", "events/actions.py"),
]
# What a query is narrowed by, where it is who asks, or where.
SCOPES = {"cite", "event__cite", "team__user", "user"}
OF_WHO_ASKS = {"desk.cite", "desk.user", "cite", "user", "by"}
WHERE = {"filter", "get", "Q", "get_object_or_404"}
REFUSALS = {"PermissionDenied", "Http404", "FromElsewhere"}
# A refusal that looks at none of these is of what was written, not of who writes.
WHO = re.compile(r"\b(desk|user|user_id|by|person|rights|cite|cite_id|self|comes_from_here)\b")
# Questions, and the answer that opens.
OPENS = {
    "comes_from_here": True,
    "needs_second_factor": False,
    "has_second_factor": True,
    "is_guest": False,
    "can": True,
}


class Mutant(NamedTuple):
    """A function without one of its guards."""

    file: str
    function: str
    line: int  # of the function, its decorators first
    what: str
    code: CodeType

    @property
    def key(self) -> tuple[str, str, int]:
        return self.file, self.function, self.line

    def __str__(self) -> str:
        return f"{self.file} {self.function}: {self.what}"


def _never(test: ast.expr) -> ast.expr:
    """Write `[] and …`: false, and it names all that it named."""
    return ast.BoolOp(ast.And(), [ast.List([], ast.Load()), test])


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _refuses(body: list[ast.stmt]) -> bool:
    only = body[0]
    if isinstance(only, ast.Raise):
        raised = only.exc.func if isinstance(only.exc, ast.Call) else only.exc
        return isinstance(raised, ast.Name) and raised.id in REFUSALS
    if isinstance(only, ast.Expr) and isinstance(only.value, ast.Call):
        return _name(only.value) == "check"
    # No rights at all.
    return isinstance(only, ast.Return) and ast.unparse(only) == "return frozenset()"


def guards(tree: ast.AST) -> Iterator[tuple[ast.AST, str, Callable[[], None]]]:
    """Find what may be taken away, with how."""
    for node in ast.walk(tree):
        if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call) and _name(node.value) == "check":
            yield node, ast.unparse(node), lambda node=node: setattr(node, "value", _never(node.value))
        elif isinstance(node, ast.FunctionDef) and node.name in OPENS:
            answer = ast.Return(ast.Constant(OPENS[node.name]))
            yield (
                node.body[-1],
                f"{answer.value.value} always",
                lambda node=node, a=answer: setattr(node, "body", [a]),
            )
        elif isinstance(node, ast.If) and _refuses(node.body) and WHO.search(ast.unparse(node.test)):
            yield (
                node,
                f"if {ast.unparse(node.test)}",
                lambda node=node: setattr(node, "test", _never(node.test)),
            )
        elif (
            isinstance(node, ast.Return)
            and isinstance(node.value, ast.IfExp)
            and ".can(" in ast.unparse(node)
        ):
            yield node, ast.unparse(node), lambda node=node: setattr(node, "value", node.value.body)
        elif isinstance(node, ast.Call) and _name(node) in WHERE:
            for keyword in node.keywords:
                if (keyword.arg in SCOPES and ast.unparse(keyword.value) in OF_WHO_ASKS) or (
                    keyword.arg is None and "cite" in ast.unparse(keyword.value)
                ):
                    yield node, ast.unparse(node), lambda node=node, k=keyword: node.keywords.remove(k)


def _functions(code: CodeType) -> Iterator[CodeType]:
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield inner
            yield from _functions(inner)


def _innermost(code: CodeType, line: int) -> CodeType | None:
    within = [
        each
        for each in _functions(code)
        if "<lambda>" not in each.co_name
        and "<" not in each.co_name
        and any(at == line for _from, _to, at in each.co_lines())
    ]
    return max(within, key=lambda each: each.co_firstlineno, default=None)


def in_code() -> Iterator[Mutant]:
    """List what can be taken away in the bodies of functions."""
    for name in FILES:
        path = ROOT / name
        text = path.read_text()
        for number in range(len(list(guards(ast.parse(text))))):
            tree = ast.parse(text)
            node, what, take = list(guards(tree))[number]
            line = node.lineno  # type: ignore[attr-defined]
            whole = _innermost(compile(text, str(path), "exec"), line)
            if whole is None:
                continue  # of a class or a module: no guard of a request
            take()
            changed = compile(ast.fix_missing_locations(tree), str(path), "exec")
            key = whole.co_qualname, whole.co_firstlineno
            code = next(c for c in _functions(changed) if (c.co_qualname, c.co_firstlineno) == key)
            yield Mutant(name, whole.co_qualname, whole.co_firstlineno, what, code)


def living() -> dict[Key, list[FunctionType]]:
    """Return the functions that are there, by file, name and line."""
    found: dict[Key, list[FunctionType]] = {}
    # What was there before the tests is kept apart, and not among these.
    gc.unfreeze()
    for each in gc.get_objects():
        if type(each) is FunctionType and each.__code__.co_filename.startswith(str(ROOT)):
            code = each.__code__
            key = str(Path(code.co_filename).relative_to(ROOT)), code.co_qualname, code.co_firstlineno
            found.setdefault(key, []).append(each)
    return found


@contextmanager
def without(mutant: Mutant, functions: list[FunctionType]) -> Iterator[None]:
    before = functions[0].__code__
    for each in functions:
        each.__code__ = mutant.code
    try:
        yield
    finally:
        for each in functions:
            each.__code__ = before


def doors() -> dict[str, URLPattern]:
    """Return the lines of the URL map that lead through the door of the workspace, by name."""
    return dict(_behind_doors(get_resolver().url_patterns, ""))


def _behind_doors(patterns: list[Any], space: str) -> Iterator[tuple[str, URLPattern]]:
    for each in patterns:
        if isinstance(each, URLPattern):
            if getattr(each.callback, "door", "") == "workspace":
                yield f"{space}{each.name}", each
        else:
            inner = f"{space}{each.namespace}:" if each.namespace else space
            yield from _behind_doors(each.url_patterns, inner)


def _inside(view: Any, kind: type) -> Any:
    """Return the cell in which a door keeps its right, or its view."""
    while view is not None:
        for cell in getattr(view, "__closure__", None) or ():
            if "right" in view.__code__.co_freevars and isinstance(cell.cell_contents, kind):
                return cell
        view = getattr(view, "__wrapped__", None)
    raise LookupError


@contextmanager
def wider(pattern: URLPattern) -> Iterator[bool]:
    """Let everybody through a door who may see the Cité; False where this is so."""
    cell = _inside(pattern.callback, Can)
    before, cell.cell_contents = cell.cell_contents, Can.SEE_CITE
    try:
        yield before is not Can.SEE_CITE
    finally:
        cell.cell_contents = before


@contextmanager
def unguarded(pattern: URLPattern) -> Iterator[bool]:
    """Put no door before a view: whoever comes sits at the desk of a coordinator."""
    view = _inside(pattern.callback, FunctionType).cell_contents

    def opened(request: Any, cite: str, *args: Any, **kwargs: Any) -> Any:
        found = Cite.objects.get(slug=cite)
        return view(request, Desk(request.user, found, TeamRole.COORDINATOR, frozenset(Can)), *args, **kwargs)

    before, pattern.callback = pattern.callback, opened
    try:
        yield True
    finally:
        pattern.callback = before


@contextmanager
def watched(codes: dict[CodeType, Key]) -> Iterator[set[Key]]:
    """Tell which of some functions run."""
    ran: set[Key] = set()
    tool, event = sys.monitoring.PROFILER_ID, sys.monitoring.events.PY_START
    sys.monitoring.use_tool_id(tool, "matrix")
    sys.monitoring.register_callback(
        tool, event, lambda code, _at: ran.add(codes[code]) if code in codes else None
    )
    for code in codes:
        sys.monitoring.set_local_events(tool, code, event)
    try:
        yield ran
    finally:
        for code in codes:
            sys.monitoring.set_local_events(tool, code, 0)
        sys.monitoring.register_callback(tool, event, None)
        sys.monitoring.free_tool_id(tool)
