"""The matrix of access as text for a terminal, and as JSON."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import asdict

from generator.access.audience import audience
from generator.access.matrix import PortalAccess, RecordAccess
from generator.access.occasions import Line, Share, lines, shares
from generator.access.routed import routing_words
from generator.app import App

WIDTH = 100
DEEDS = 8


def as_json(matrix: Sequence[PortalAccess]) -> str:
    """Everything, unfolded."""
    return json.dumps([asdict(portal) for portal in matrix], indent=1, ensure_ascii=False)


def as_text(matrix: Sequence[PortalAccess], app: App) -> str:
    """By portal, record type and roles; what is the same for several fields, states or roles is said once."""
    return "\n\n".join(_portal(portal, app) for portal in matrix)


def _portal(portal: PortalAccess, app: App) -> str:
    where = "inside" if portal.inside else "outside"
    heading = f"{portal.label} (portal {portal.portal}, {where})"
    parts = [heading, "=" * len(heading)]
    if not any(role.records for role in portal.roles):
        parts.append("Nothing.")
    for key, plural in records_of(portal):
        parts += ["", plural, "-" * len(plural)]
        routing = routing_words(app.records[key], portal.portal)
        parts += [textwrap.fill(routing, WIDTH, break_on_hyphens=False)] if routing else []
        for share in shares(portal, key):
            parts += _share(share, portal, app)
    return "\n".join(parts)


def records_of(portal: PortalAccess) -> list[tuple[str, str]]:
    """The record types of which anybody of the portal may see or create records: key and plural."""
    found = {record.record: record.plural for role in portal.roles for record in role.records}
    return sorted(found.items(), key=lambda record: record[1].lower())


def _share(share: Share, portal: PortalAccess, app: App) -> Iterator[str]:
    yield audience(app.portals[portal.portal], share.roles, app)
    if share.access is None:
        yield "  nothing"
        return
    for line in lines(share.access):
        yield _wrapped(line.deed.removesuffix(" by a link"), _words(line))
    yield from _shown(share.access)


def _words(line: Line) -> str:
    if line.deed == "see":
        return line.occasion or "all"
    fields = ", ".join(line.fields)
    if line.deed == "as one":
        return fields
    if line.deed == "enter":
        return f"{fields}, when they create one"
    if line.deed == "read by a link":
        fields = f"one link away: {fields}"
    return " ".join(filter(None, [f"{fields}," if fields and line.occasion else fields, line.occasion])) or "always"


def _shown(access: RecordAccess) -> Iterator[str]:
    labels = {field.name: field.label for field in access.fields}
    if access.list:
        yield _wrapped("list", ", ".join(labels.get(name, name) for name in access.list))
        yield _wrapped("title", access.title)


def _wrapped(deed: str, words: str) -> str:
    indent = " " * (DEEDS + 2)
    return textwrap.fill(
        words, WIDTH, initial_indent=f"  {deed:{DEEDS}}", subsequent_indent=indent, break_on_hyphens=False
    )
