"""The site with its portals and menus: `generated/site.py`."""

from __future__ import annotations

from collections.abc import Mapping

from generator.app import App, MenuEntry, Portal
from generator.python import Call, Code, assign, call, literal, mapping, sequence
from generator.render.module import Import, render_module
from generator.service_level import Calendar


def render_site(app: App) -> str:
    """The module with `SITE`."""
    imports = [Import("generated.portals", key) for key in app.records]
    imports += [Import("runtime.declarations.site", name) for name in ("MenuEntry", "Portal", "Site")]
    if app.site.calendars:
        imports += [Import("datetime"), Import("runtime.declarations.service_level", "Calendar")]
    return render_module(
        source="specs/portal.yaml and specs/portals", doc="The site and its portals.",
        imports=imports, blocks=[assign("SITE", _site(app))],
    )  # fmt: skip


def logo_name(portal: Portal) -> str | None:
    """The file in generated/brand/ that holds the portal's logo."""
    return f"{portal.key}.{portal.logo.rpartition('.')[2].lower()}" if portal.logo else None


def _site(app: App) -> Call:
    left = {"retired": app.retired, "purged": app.purged}
    calendars = {calendar.name: _calendar(calendar) for calendar in app.site.calendars}
    return call(
        "Site",
        label=literal(app.site.label),
        currency=literal(app.site.currency),
        time_zone=literal(app.site.time_zone),
        languages=sequence(map(literal, app.site.languages)),
        records=mapping({key: f"{key}.RECORD" for key in app.records}),
        portals=mapping({key: _portal(portal) for key, portal in app.portals.items()}),
        **({"calendars": mapping(calendars)} if calendars else {}),
        **{word: _columns(tables) for word, tables in left.items() if tables},
    )


def _calendar(calendar: Calendar) -> Call:
    named: dict[str, Code] = {
        "days": sequence(map(literal, calendar.days)),
        "opens": literal(calendar.opens),
        "closes": literal(calendar.closes),
    }
    if calendar.holidays:
        named["holidays"] = literal(calendar.holidays)
    return call("Calendar", **named)


def _columns(tables: Mapping[str, tuple[str, ...]]) -> Call:
    return mapping({table: sequence(map(literal, columns)) for table, columns in sorted(tables.items())})


def _portal(portal: Portal) -> Call:
    named: dict[str, Code] = {
        "key": literal(portal.key),
        "label": literal(portal.label),
        "at": literal(portal.address),
        "inside": literal(portal.inside),
        "who": literal(portal.who),
        "email": literal(portal.email),
    }
    if portal.where:
        named["where"] = f"{portal.who}.RECORD.filters[{literal(portal.key)}]"
    if portal.role:
        named["role"] = literal(portal.role)
        named["roles"] = sequence(map(literal, portal.roles))
    if portal.explain:
        named["explain"] = sequence(map(literal, portal.explain))
    if portal.view_as:
        named["view_as"] = sequence(map(literal, portal.view_as))
    if portal.disclosures:
        named["disclosures"] = sequence(map(literal, portal.disclosures))
    if portal.change:
        named["change"] = sequence(map(literal, portal.change))
    if portal.api:
        named["api"] = "True"
    named["sign_up"] = literal(portal.sign_up)
    named["languages"] = sequence(map(literal, portal.languages))
    named["colour"] = literal(portal.colour)
    logo = logo_name(portal)
    if logo:
        named["logo"] = literal(logo)
    if portal.home:
        named["home"] = sequence(map(literal, portal.home))
    if portal.menu:
        named["menu"] = sequence(map(_entry, portal.menu))
    return call("Portal", **named)


def _entry(entry: MenuEntry) -> Call:
    named: dict[str, Code] = {}
    if entry.search:
        named["search"] = "True"
    if entry.where:
        named["filtered"] = "True"
    if entry.then:
        named["then"] = literal(entry.then)
    return call("MenuEntry", literal(entry.name), literal(entry.label), literal(entry.record), **named)
