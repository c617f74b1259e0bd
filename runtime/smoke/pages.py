"""Which pages are made, as whom, and in which order: each record type once before anything a second time."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Set
from dataclasses import dataclass
from typing import Literal

from flask import Flask

from runtime.declarations.site import Portal, Site
from runtime.extending.registry import Extensions
from runtime.scope.policy import moves_of
from runtime.web.roles import compute_role_view

Place = tuple[str, str | None, str]
"""Portal, role, address."""


@dataclass(frozen=True, slots=True)
class Page:
    """`address` is below the portal. `kind` `first`: the page of the first record that the list shows, if any; `move`:
    that of the first move which is open there, if any; `own`: a page of the site's own code, of which only a fault is
    known to be wrong."""

    portal: Portal | None
    role: str | None
    address: str
    kind: Literal["page", "first", "move", "own"] = "page"

    def is_wrong(self, status: int) -> bool:
        return status >= 500 if self.kind == "own" else status != 200

    @property
    def place(self) -> Place:
        return self.portal.key if self.portal else "", self.role, self.address

    @property
    def words(self) -> str:
        """For people: which page it is and who asked, without anybody's name."""
        where = f"{self.portal.at if self.portal else ''}{self.address}"
        firsts = {"first": f"the first record of {where}", "move": f"a move of the first record of {where}"}
        what = firsts.get(self.kind, where)
        return what if self.role is None else f"{what} as {self.role or 'a member'} of {self._portal_label}"

    @property
    def _portal_label(self) -> str:
        return self.portal.label if self.portal else ""


def first_pages(site: Site) -> list[Page]:
    """The open ones and homes."""
    fixed = [Page(None, None, "/"), Page(None, None, "/health/ready")]
    fixed += [Page(portal, None, "/login") for portal in site.portals.values()]
    fixed += [Page(portal, role, "/") for portal in site.portals.values() for role in roles_of(portal)]
    return fixed


def pages_of(site: Site, records: Set[str]) -> list[Page]:
    """Those of these record types, in turns."""
    turns: Counter[tuple[str, str]] = Counter()
    of_records: list[tuple[int, Page]] = []
    for record, page in _of_records(site, records):
        follows = page.kind == "move"  # what it begins with is the page of the first record
        sort = record, ("first" if follows else page.kind) + page.address.rpartition("/")[2]
        turns[sort] += not follows
        of_records.append((turns[sort], page))
    return [page for _, page in sorted(of_records, key=lambda found: found[0])]


def own_pages(site: Site, extensions: Extensions, apps: Mapping[str, Flask]) -> list[Page]:
    """Those of the site's own code that can be opened by their address alone; `apps` are the portals' by key."""
    return [
        Page(portal, role, rule.rule, "own")
        for portal in site.portals.values()
        for page in extensions.pages_of(portal)
        for rule in apps[portal.key].url_map.iter_rules()
        if rule.rule.split("/")[1] == page.address and "GET" in (rule.methods or ()) and not rule.arguments
        for role in roles_of(portal)
        if page.is_open_to(role)
    ]


def roles_of(portal: Portal) -> tuple[str, ...]:
    return portal.roles or ("",)


def _of_records(site: Site, records: Set[str]) -> Iterator[tuple[str, Page]]:
    for portal in site.portals.values():
        for role in roles_of(portal):
            view = compute_role_view(site, portal, role)
            for key, access in ((key, view.access[key]) for key in view.access if key in records):
                address = f"/{site.records[key].address}"
                if key in view.visible:
                    yield key, Page(portal, role, f"{address}/")
                    yield key, Page(portal, role, f"{address}/", "first")
                if moves_of(site.records[key], portal.key, role):
                    yield key, Page(portal, role, f"{address}/", "move")
                if access.create is not None and not site.records[key].parent:
                    yield key, Page(portal, role, f"{address}/new")
