"""Access as `generated/access.txt`, for whoever reviews a change of the specs: a line a grant, without places.

So a change of access shows as the lines that it is about, and a change of anything else not at all.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from generator.access.moving import by_in, told_at
from generator.access.phrases import duration, listed
from generator.access.rights import EVERYTHING
from generator.access.words import clause
from generator.app import Access, App, Grant, Portal, Record
from generator.workflow import Move


def render_review(app: App, parts: Mapping[str, Mapping[str, str]]) -> str:
    """The file's text: portals, in them roles with a block of their own, in these record types.

    `parts`: of each record type what `review_of` says.
    """
    return "".join(
        text
        for portal in app.portals.values()
        for text in (
            *(f"{line}\n" for line in _portal(portal, app)),
            *(of.get(portal.key, "") for of in parts.values()),
        )
    )


def review_of(record: Record, app: App) -> dict[str, str]:
    """The lines about one record type, by portal."""
    found: dict[str, str] = {}
    for access in record.accesses:
        lines = "".join(f"{line}\n" for line in _access(access, record, app))
        found[access.portal] = found.get(access.portal, "") + lines
    return found


def _portal(portal: Portal, app: App) -> Iterator[str]:
    who = app.records[portal.who]
    when = f" while {_clause(portal.where, who, portal.key, app)}" if portal.where else ""
    yield f"{portal.key} ({'inside' if portal.inside else 'outside'}): each {who.key}{when}"
    yield f"  sign up: {portal.sign_up}"
    for name, roles in (
        ("explain", portal.explain),
        ("view as", portal.view_as),
        ("disclosures", portal.disclosures),
        ("change", portal.change),
    ):
        if roles:
            yield f"  {name}: {', '.join(roles)}"
    if portal.api:
        yield "  api"


def _access(access: Access, record: Record, app: App) -> Iterator[str]:
    def when(rule: str | None) -> str:
        return "" if rule in (None, EVERYTHING) else f" while {_clause(rule, record, access.portal, app)}"

    def grants(deed: str, found: Iterable[Grant]) -> Iterator[str]:
        for grant in found:
            yield f"    {deed}{when(grant.when)}: {', '.join(grant.fields)}"

    role = f", role {access.role}" if access.role else ""
    yield f"  {record.key}{role}"
    yield f"    rows{when(access.rows) or ': all'}" if access.rows else "    rows: none"
    for word in access.words.joined:
        yield f"    {word.name} for each of: {', '.join(word.states)}"
    yield from grants("see", access.see)
    if access.create is not None:
        yield f"    create: {', '.join(access.create)}"
    yield from grants("edit", access.edit)
    if access.delete:
        yield f"    delete{when(access.delete) or ': any'}"
    if access.history:
        yield "    history"
    for move in told_at(access, record):
        yield f"    {_move(move, access.portal)}{when(move.when)}"


def _move(move: Move, portal: str) -> str:
    """All but its condition."""
    roles = [each for each in by_in(move, portal) if each]
    words = [
        f"move {move.name} from {', '.join(move.source)} to {move.target}",
        f"by {listed(roles, 'or')}" if roles else "",
        f"not by who did {listed(move.not_by, 'or')}" if move.not_by else "",
        f"within {duration(int(move.within.total_seconds()))}" if move.within is not None else "",
        f"entering {', '.join(move.entered)}" if move.entered else "",
    ]
    return ", ".join(filter(None, words))


def _clause(name: str | None, record: Record, portal: str, app: App) -> str:
    rule = next(each for each in record.rules if each.name == name)
    return clause(rule.expression, app, record.key, portal)
