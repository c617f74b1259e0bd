"""Specs as written to the application resolved: names become objects, defaults apply, every value is read.

What the whole then means - who sees what, what nobody can reach - is judged in `generator.rules`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from generator.app import App, Portal
from generator.problems import Position, Problem, errors
from generator.resolve.context import Context, build_context
from generator.resolve.demo import resolve_demo
from generator.resolve.lines_problems import lines_problems
from generator.resolve.menus import MenuPlace
from generator.resolve.mixins import lacks_mixin
from generator.resolve.portals import resolve_portal
from generator.resolve.problems import unique_problems
from generator.resolve.records import Resolved, address_problems, resolve_record
from generator.resolve.site import resolve_site
from generator.resolve.vetting import name_problems
from generator.rules import Offers, Typed, Whole, chains, formulas, judge_portals, judge_record, offers, sent
from generator.spec import Spec
from generator.traces import Look

UNKNOWN = frozenset({"S210", "E110", "E111"})
"""Codes of names that do not exist."""


@dataclass(frozen=True, slots=True)
class Work:
    """All that resolving came to. `looks` and `judging` say which others each record type looked at, until it was
    resolved and then until it was judged; `warnings` are its own. They are of use only where there are no errors."""

    app: App | None
    problems: list[Problem]
    context: Context
    asked: Mapping[str, Mapping[Position, str | None]]
    looks: Mapping[str, frozenset[Look]]
    judging: Mapping[str, frozenset[Look]]
    warnings: Mapping[str, tuple[Problem, ...]]


def resolve(spec: Spec) -> tuple[App | None, list[Problem]]:
    """The application, or None if there are errors; and all problems, sorted by place."""
    work = work_out(spec)
    return work.app, work.problems


def resolve_unjudged(spec: Spec) -> tuple[App | None, list[Problem]]:
    """Without the rules of meaning: so specs can still be read that were right under earlier ones."""
    work = _worked_out(spec)
    return work.app, work.problems


def work_out(spec: Spec) -> Work:
    """As `resolve`, with what is needed to do it again for some record types only."""
    work = _worked_out(spec)
    if work.app is None or spec.unread:  # meaning is judged of what is whole: else one slip shows as many
        return work
    warnings, judging = _judged(work.app, work.context)
    found = [problem for of_record in warnings.values() for problem in of_record]
    whole = judge_portals(
        work.app.portals.values(),
        Whole(
            {key: offers(record.accesses) for key, record in work.app.records.items()},
            {node: each for record in work.app.records.values() for node, each in formulas(record).items()},
            {step: each for record in work.app.records.values() for step, each in chains(record).items()},
            spec.mails,
            frozenset[str]().union(*map(sent, work.app.records.values())),
        ),
    )
    problems = unique_problems([*work.problems, *_caused_here([*found, *whole], spec)])
    return replace(
        work, app=None if errors(problems) else work.app, problems=problems, warnings=warnings, judging=judging
    )


def _worked_out(spec: Spec) -> Work:
    context = build_context(spec)
    problems, trace = context.problems, context.trace
    problems.extend(name_problems(spec, context.records, context.owners))
    problems.extend(lines_problems(spec, context.records, context.owners))
    resolved: dict[str, Resolved] = {}
    looks: dict[str, frozenset[Look]] = {}
    trace.take()
    for key in context.records:
        resolved[key] = resolve_record(context.records[key], context)
        looks[key] = trace.take(of=key)
    asked = {key: each.asked for key, each in resolved.items()}
    records = {key: each.record for key, each in resolved.items()}
    app = App(
        site=resolve_site(spec.site, problems),
        records=records,
        portals=resolve_portals(
            context,
            asked,
            {key: record.plural for key, record in records.items()},
            {key: offers(record.accesses) for key, record in records.items()},
        ),
        demo=resolve_demo(spec, context.records, records, problems),
        vocabulary=context.vocabulary,
    )
    problems.extend(address_problems(records))
    found = unique_problems(_caused_here(problems, spec))
    return Work(None if errors(problems) else app, found, context, asked, looks, {}, {})


def _judged(app: App, context: Context) -> tuple[dict[str, tuple[Problem, ...]], dict[str, frozenset[Look]]]:
    trace = context.trace
    traced = replace(app, records=trace.parts("app", app.records))
    found: dict[str, tuple[Problem, ...]] = {}
    looks: dict[str, frozenset[Look]] = {}
    trace.take()
    for key, record in app.records.items():
        book = context.books[key]
        found[key] = tuple(judge_record(record, Typed(book.used, book.named), traced))
        looks[key] = trace.take(of=key)
    return found, looks


def resolve_portals(
    context: Context,
    asked: Mapping[str, Mapping[Position, str | None]],
    plurals: Mapping[str, str],
    offered: Mapping[str, Offers],
) -> dict[str, Portal]:
    """All portals. `asked`, `plurals` and `offered` are of all record types."""
    names = {place: name for of_record in asked.values() for place, name in of_record.items()}
    return {
        key: resolve_portal(
            MenuPlace(
                portal,
                context.spec,
                context.records,
                names,
                plurals,
                frozenset(each for each, found in offered.items() if key in found.shown),
                context.owners.keys() | context.threads,
                context.problems,
            )
        )
        for key, portal in sorted(context.spec.portals.items())
    }


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
