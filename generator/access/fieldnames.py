"""Fields as lists of them name them: "Resolution", "Assignee's name"."""

from __future__ import annotations

import re

from generator.access.labels import is_verbal, lowered, quoted
from generator.access.rights import access_of
from generator.app import App, Record

BUILT_IN = {
    "id": "Id",
    "created": "Created",
    "created_by": "Created by",
    "updated": "Updated",
    "updated_by": "Updated by",
    "revision": "Revision",
    "comment": "Comment",
}


def field_label(name: str, record: Record, portal: str, role: str, app: App) -> str:
    """As the portal calls it; a dotted name by the link and what is seen of the record there."""
    link, _, there = name.partition(".")
    field = next((each for each in record.fields if each.name == link), None)
    if field is None:
        return BUILT_IN.get(link, link)
    access = access_of(record, portal, role)
    override = dict(access.overrides).get(link) if access else None
    own = (override.label if override else None) or field.label
    target = app.records.get(field.target or "")
    if not there or target is None:
        return own
    far = target.label_of(there) or BUILT_IN.get(there, there)
    return f"{listed_label(own)}: {far}" if is_verbal(own) or own.endswith("?") else f"{own}'s {lowered(far)}"


def listed_label(label: str) -> str:
    """A label among others: one with signs that part a list stands in quotes."""
    return quoted(label) if re.search(r"[?!,]", label) and not label.startswith("“") else label
