"""Whether a portal leads anywhere: its home, and each entry of its menu."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import App, MenuEntry, Portal
from generator.problems import Problem


def judge(app: App) -> Iterator[Problem]:
    for portal in app.portals.values():
        for entry in portal.menu:
            yield from _entry_problems(entry, portal, app)
        if not portal.home:
            message = f"portal {portal.key} has nothing on its home page: nobody sees any record there"
            yield Problem("S305", message, portal.at, f"give record types a block for '{portal.key}' under 'portals'")


def _entry_problems(entry: MenuEntry, portal: Portal, app: App) -> Iterator[Problem]:
    accesses = [access for access in app.records[entry.record].accesses if access.portal == portal.key]
    if not any(access.rows for access in accesses):
        message = f"nobody can open menu entry '{entry.name}': portal {portal.key} shows no '{entry.record}'"
        yield Problem("S303", message, entry.at, f"remove it, or give '{entry.record}' a block for '{portal.key}'")
    if entry.then is not None:
        created = [access for access in app.records[entry.then].accesses if access.portal == portal.key]
        if not any(access.create is not None for access in created):
            message = (
                f"menu entry '{entry.name}' offers a new '{entry.then}', which nobody can create in portal {portal.key}"
            )
            yield Problem("S303", message, entry.at, f"remove 'then', or give '{entry.then}' a 'create' there")
