"""What a role of a portal can open: computed once per role, since a site may have a thousand record types."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, TypeVar

from runtime.web.portal import ROOTS, app_here

if TYPE_CHECKING:
    from runtime.declarations.access import Access, RecordType
    from runtime.declarations.site import MenuEntry, Portal, Site

Found = TypeVar("Found")


@dataclass(frozen=True, slots=True)
class RoleView:
    """`at`: the record types by address that the role has anything to do with; `visible`: those it may read.

    A menu entry leads to a list, or to the new form where the role may only send such records.
    """

    access: Mapping[str, Access]
    at: Mapping[str, RecordType]
    visible: frozenset[str]
    menu: tuple[MenuEntry, ...]
    home: tuple[MenuEntry, ...]
    _kept: dict[tuple[str, str], Any] = field(default_factory=dict, compare=False)
    _by_root: dict[str, dict[tuple[str, str], Any]] = field(default_factory=dict, compare=False)

    def once(self, what: str, key: str, find: Callable[[str], Found]) -> Found:
        """What `find` says of a record type for this role, asked once: it must depend on nothing else. `key`: that of
        the record type."""
        return _once(self._kept, what, key, find)

    def once_at(self, root: str, what: str, key: str, find: Callable[[str], Found]) -> Found:
        """As `once`, where it depends on the path too that the portal is reached at; kept for the last `ROOTS`."""
        kept = self._by_root.get(root)
        if kept is None:
            kept = self._by_root[root] = {}
            for oldest in [*self._by_root][:-ROOTS]:
                self._by_root.pop(oldest, None)
        return _once(kept, what, key, find)


def _once(kept: dict[tuple[str, str], Any], what: str, key: str, find: Callable[[str], Found]) -> Found:
    known: Found | None = kept.get((what, key))
    if known is None:
        known = kept[what, key] = find(key)
    return known


def role_view(site: Site, portal: Portal, role: str) -> RoleView:
    """The view of this role, from this app's memory."""
    known: dict[str, RoleView] = app_here().extensions.setdefault("portal_roles", {})
    found = known.get(role)
    if found is None:
        found = known[role] = compute_role_view(site, portal, role)
    return found


def compute_role_view(site: Site, portal: Portal, role: str) -> RoleView:
    """As `role_view`, outside of an app."""
    found = {key: each.access_of(portal.key, role) for key, each in site.records.items()}
    access = {key: each for key, each in found.items() if each is not None}
    visible = frozenset(key for key, each in access.items() if each.rows is not None)
    open_to = visible | {
        key for key, each in access.items() if each.create is not None and not site.records[key].parent
    }
    menu = tuple(entry for entry in portal.menu if entry.record in open_to)
    named = {entry.name: entry for entry in menu}
    return RoleView(
        access=access,
        at={site.records[key].address: site.records[key] for key in access},
        visible=visible,
        menu=menu,
        home=tuple(named[name] for name in portal.home if name in named),
    )
