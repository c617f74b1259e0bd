"""Whether a portal leads anywhere: its home, and each entry of its menu."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from generator.app import Access, MenuEntry, Portal
from generator.problems import Problem


@dataclass(frozen=True, slots=True)
class Offers:
    """The portals in which somebody sees records of a type, and those in which somebody creates them."""

    shown: frozenset[str]
    created: frozenset[str]


def offers(accesses: Iterable[Access]) -> Offers:
    """Of one record type."""
    found = list(accesses)
    return Offers(
        frozenset(access.portal for access in found if access.rows is not None),
        frozenset(access.portal for access in found if access.create is not None),
    )


def judge(portals: Iterable[Portal], offered: Mapping[str, Offers]) -> Iterator[Problem]:
    """`offered`: by each record type."""
    for portal in portals:
        for entry in portal.menu:
            yield from _entry_problems(entry, portal, offered)
        if not portal.home:
            message = f"portal {portal.key} has nothing on its home page: nobody sees any record there"
            yield Problem("S305", message, portal.at, f"give record types a block for '{portal.key}' under 'portals'")


def _entry_problems(entry: MenuEntry, portal: Portal, offered: Mapping[str, Offers]) -> Iterator[Problem]:
    if portal.key not in offered[entry.record].shown:
        message = f"nobody can open menu entry '{entry.name}': portal {portal.key} shows no '{entry.record}'"
        yield Problem("S303", message, entry.at, f"remove it, or give '{entry.record}' a block for '{portal.key}'")
    if entry.then is not None and portal.key not in offered[entry.then].created:
        message = (
            f"menu entry '{entry.name}' offers a new '{entry.then}', which nobody can create in portal {portal.key}"
        )
        yield Problem("S303", message, entry.at, f"remove 'then', or give '{entry.then}' a 'create' there")
