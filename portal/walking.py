"""Lists that go through a whole large table, as warnings at the lines of the specs that say what they show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from generator.app import App
from generator.problems import Position, Problem

if TYPE_CHECKING:
    from runtime.walks import Walk

ORDERS = {"id": "", "updated": ", by the last change,", "due_by": ", by what is due first,"}
OF_RULE = (
    "an index serves a rule that compares a field of the record with one value, as in 'account == me.account', or one "
    "whose field has 'index: true'; an 'or' only where it serves each part, and no 'contains', 'starts_with' or "
    "'ends_with'"
)
OF_ORDER = "an index has the order of a field that the list shows without a condition"


def walk_problems(walks: Iterable[Walk], app: App) -> tuple[Problem, ...]:
    """One for each list of a portal, whatever its order, and one for each order that is at fault itself; of the role
    for which the fewest rows come out."""
    found: dict[tuple[str, str, str | None, str], Walk] = {}
    for walk in sorted(walks, key=lambda each: (each.found, each.role)):
        order = walk.of.sort.name if walk.sorts else ""
        found.setdefault((walk.portal, walk.of.record, walk.of.view, order), walk)
    problems = {
        (each.position, each.code, each.message): each for each in (_problem(walk, app) for walk in found.values())
    }
    return tuple(problems[key] for key in sorted(problems))


def _problem(walk: Walk, app: App) -> Problem:
    table = next((record.key for record in app.records.values() if record.table == walk.table), walk.table)
    role = f" for {walk.role}" if walk.role else ""
    what = f"'{walk.of.view}'" if walk.of.view else f"the list of '{walk.of.record}'"
    goes = f" goes through all {walk.rows:,} records of '{table}' to find {walk.found:,}"
    if walk.sorts:
        goes = f"{ORDERS[walk.of.sort.name]} sorts all {walk.rows:,} records of '{table}' to show the first ones"
    message = f"portal '{walk.portal}': {what}{role}{goes}"
    return Problem("S940", message, _place(walk, app), OF_ORDER if walk.sorts else OF_RULE, "warning")


def _place(walk: Walk, app: App) -> Position:
    """The rule of the menu's list, else that of the rows, else the block that says that all are seen."""
    record = app.records[walk.of.record]
    rules = {rule.name: rule.expression.source.at for rule in record.rules}
    blocks = {access.role: access for access in record.accesses if access.portal == walk.portal}
    access = blocks.get(walk.role) or blocks[""]
    entries = {entry.name: entry for entry in app.portals[walk.portal].menu}
    view = entries[walk.of.view].where if walk.of.view else None
    return rules.get(view or access.rows or "", access.at) if not walk.sorts else access.at
