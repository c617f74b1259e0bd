"""Specs as written to the application resolved: names become objects, defaults apply, every value is read.

What the whole then means - who sees what, what nobody can reach - is judged in `generator.rules`.
"""

from __future__ import annotations

from collections.abc import Mapping

from generator import app
from generator.problems import Problem, errors
from generator.resolve.context import Context, build_context
from generator.resolve.demo import resolve_demo
from generator.resolve.indexes import with_indexes
from generator.resolve.lines_problems import lines_problems
from generator.resolve.menus import MenuPlace
from generator.resolve.mixins import lacks_mixin
from generator.resolve.portals import resolve_portal
from generator.resolve.problems import unique_problems
from generator.resolve.records import address_problems, assemble, resolve_parts, template_problems
from generator.resolve.site import resolve_site
from generator.resolve.vetting import name_problems
from generator.rules import judge
from generator.spec import Spec

UNKNOWN = frozenset({"S210", "E110", "E111"})
"""Codes of names that do not exist."""


def resolve(spec: Spec) -> tuple[app.App | None, list[Problem]]:
    """The application, or None if there are errors; and all problems, sorted by place."""
    context = build_context(spec)
    problems = context.problems
    resolved = _resolved(spec, context)
    if not errors(problems) and not spec.unread:  # meaning is judged of what is whole: else one slip shows as many
        books = context.books.items()
        problems += judge(resolved, {key: book.used for key, book in books}, {key: book.named for key, book in books})
    return (None if errors(problems) else resolved), unique_problems(_caused_here(problems, spec))


def resolve_unjudged(spec: Spec) -> tuple[app.App | None, list[Problem]]:
    """Without the rules of meaning: so specs can still be read that were right under earlier ones."""
    context = build_context(spec)
    resolved = _resolved(spec, context)
    return (None if errors(context.problems) else resolved), unique_problems(_caused_here(context.problems, spec))


def _resolved(spec: Spec, context: Context) -> app.App:
    context.problems.extend(name_problems(spec, context.records, context.owners))
    context.problems.extend(lines_problems(spec, context.records, context.owners))
    resolved = _app(spec, context)
    context.problems.extend(address_problems(resolved.records))
    return resolved


def _caused_here(problems: list[Problem], spec: Spec) -> list[Problem]:
    """Without names that are not known because a mixin is not, or because the file that brings them cannot be read.

    A name that is like a known one is taken for a slip all the same.
    """
    lacking = {record.at.file for record in spec.records.values() if lacks_mixin(record, spec)}
    mixins = {name.at for record in spec.records.values() for name in record.uses}
    return [
        problem
        for problem in problems
        if problem.code not in UNKNOWN
        or problem.position in mixins
        or not (problem.position.file in lacking or (spec.unread and not problem.hint.startswith("did you mean")))
    ]


def _app(spec: Spec, context: Context) -> app.App:
    parts = {key: resolve_parts(record, context) for key, record in context.records.items()}
    for record in context.records.values():
        context.problems.extend(template_problems(record, context))
    visible = _visible({key: part.accesses for key, part in parts.items()})
    portals = {
        key: resolve_portal(
            MenuPlace(
                portal,
                spec,
                context.records,
                context.books,
                visible.get(key, frozenset()),
                context.owners.keys(),
                context.problems,
            )
        )
        for key, portal in sorted(spec.portals.items())
    }
    records = {key: assemble(record, parts[key], context) for key, record in context.records.items()}
    return app.App(
        site=resolve_site(spec.site, context.problems),
        records={key: with_indexes(record) for key, record in records.items()},
        portals=portals,
        demo=resolve_demo(spec, context.records, records, context.problems),
        vocabulary=context.vocabulary,
    )


def _visible(accesses: Mapping[str, tuple[app.Access, ...]]) -> Mapping[str, frozenset[str]]:
    """The record types that somebody in each portal may read."""
    found: dict[str, set[str]] = {}
    for key, of_record in accesses.items():
        for access in of_record:
            if access.rows is not None:
                found.setdefault(access.portal, set()).add(key)
    return {portal: frozenset(keys) for portal, keys in found.items()}
