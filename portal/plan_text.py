"""A plan in words for a terminal: a line that sums it up, then what changes and what stands in the way."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TYPE_CHECKING

from generator.access.report import as_text
from generator.problems import Problem, errors
from portal.planning import Change, Plan

if TYPE_CHECKING:
    from runtime.migrations.results import TableTouched

BIG = 100_000
"""Rows from which on a table takes long enough to be told how long."""
MOST_FILES = 12
MOST_FIRST = 5
Draw = Callable[[Sequence[Problem]], str]


def as_lines(plan: Plan, draw: Draw) -> Iterator[str]:
    """`draw` draws problems with the lines that they are about."""
    lists = ("Lists", draw(plan.walks).splitlines() if plan.walks else ())
    if plan.is_nothing:
        yield "No changes."
        yield from _sections([lists])
        return
    yield summary(plan)
    parts: list[tuple[str, Iterable[str]]] = [
        ("Files", _files(plan)),
        ("Changes", _changes(plan)),
        ("Moves", _moves(plan)),
        ("In the way", in_the_way(plan)),
        ("Access", _access(plan)),
        ("Extensions", draw(plan.breakage).splitlines() if plan.breakage else ()),
        ("Time", _time(plan.database.touched)),
        lists,
    ]
    yield from _sections(parts)


def _sections(parts: Iterable[tuple[str, Iterable[str]]]) -> Iterator[str]:
    """Those that have something to tell."""
    for title, lines in parts:
        found = list(lines)
        if found:
            yield ""
            yield title
            yield from (f"  {line}".rstrip() for line in found)


def summary(plan: Plan) -> str:
    """All of it in one line."""
    counts = [
        (len(plan.changes), "change of the data", "changes of the data"),
        (len(plan.renamed), "rename", "renames"),
        (plan.draft.files.count, "file", "files"),
        (len(plan.access.kinds) if plan.access else 0, "change of access", "changes of access"),
    ]
    told = ", ".join(f"{count:,} {one if count == 1 else many}" for count, one, many in counts if count)
    first = "First apply: " if plan.before is None else "Forward again after a rollback: " if plan.again else ""
    return f"{first}{told or 'no change that anybody sees'}. {_verdict(plan)}"


def _verdict(plan: Plan) -> str:
    database, draft = plan.database, plan.draft
    blocking = len(database.findings) + len(database.drift) + len(draft.edits) + len(errors(plan.breakage))
    if not blocking:
        return "Nothing stands in the way."
    return f"{blocking} {'thing stands' if blocking == 1 else 'things stand'} in the way."


def _files(plan: Plan) -> Iterator[str]:
    files = plan.draft.files
    if plan.before is None and len(files.new) > MOST_FILES:
        yield f"{len(files.new):,} new ones"
        return
    for words, paths in (("new", files.new), ("changed", files.changed), ("removed", files.removed)):
        yield from (f"{words}: {path}" for path in paths[:MOST_FILES])
        if len(paths) > MOST_FILES:
            yield f"{words}: {len(paths) - MOST_FILES:,} more"


def _changes(plan: Plan) -> Iterator[str]:
    most = MOST_FIRST if plan.before is None else len(plan.changes)
    for change in plan.changes[:most]:
        yield from _change(change)
    for then, now in plan.renamed:
        yield f"{then.partition('.')[2]} is called {now.rpartition('.')[2]} now: no row needs a change."
    if len(plan.changes) > most:
        yield f"… and {len(plan.changes) - most:,} more"


def _change(change: Change) -> Iterator[str]:
    operation = change.operation
    yield f"{operation.words()}: {operation.effect(change.rows)}."
    yield f"    {operation.at.file}:{operation.at.line}"


def _moves(plan: Plan) -> Iterator[str]:
    for each in plan.moves:
        yield each.words()
        yield f"    {each.at}"


def in_the_way(plan: Plan) -> Iterator[str]:
    """Everything for which an apply would stop, but broken extensions."""
    for finding in plan.database.findings:
        yield from finding.lines()
    yield from plan.database.drift
    for edit in plan.draft.edits:
        yield f"{edit.path} was edited by hand:"
        yield from (f"    {line}" for line in edit.diff.splitlines())


def _access(plan: Plan) -> Iterator[str]:
    if plan.access is None:
        if plan.before:
            yield "The specs of the generation that is served were not kept; see: portal access --diff HEAD"
        return
    if plan.access.kinds:
        yield from as_text(plan.access, "the last apply").splitlines()


def _time(touched: Iterable[TableTouched]) -> Iterator[str]:
    for each in touched:
        if each.rows > BIG:
            yield f"{each.table}: {each.words}, {each.rows:,} rows, {_about(each.seconds)}"


def _about(seconds: float) -> str:
    if seconds < 1:
        return "less than a second"
    return f"about {seconds:.0f} s" if seconds < 120 else f"about {seconds / 60:.0f} minutes"
