"""Who acts when the product acts by itself: a principal of a portal that no specs can have, which sees nothing."""

from __future__ import annotations

from dataclasses import dataclass, replace
from types import MappingProxyType

from runtime.declarations.site import Portal, Site
from runtime.scope import Principal


@dataclass(frozen=True, slots=True)
class Nobody:
    """`site` has the portal as well."""

    site: Site
    who: Principal


def nobody_in(site: Site, portal: str, name: str) -> Nobody:
    """`portal` is a name that cannot stand in specs, as "product:routing"."""
    first = next(iter(site.portals.values()))
    own = Portal(portal, name, at="", inside=True, who=first.who, email=first.email)
    who = Principal(portal, "", None, 0, own.who, name, "", MappingProxyType({}))
    return Nobody(replace(site, portals={**site.portals, portal: own}), who)
