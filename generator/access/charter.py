"""The access charter: for each portal one page to print, which says who gets in and who may see and do what.

Self-contained, without scripts and dates: the same specs give the same bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from html import escape
from pathlib import Path
from typing import Literal

from generator.access.audience import audience, role_label
from generator.access.doors import who_words
from generator.access.elements import Table, definitions, document, element, heading, items, link, paragraph
from generator.access.matrix import PortalAccess, RecordAccess, build_matrix
from generator.access.occasions import Line, Share, lines, occasion, shares
from generator.access.routed import routing_words
from generator.access.table import records_of
from generator.access.taken import probed
from generator.app import App, Portal

DEEDS = {"as one": "Cannot tell apart", "read by a link": "Read, one link away", "enter": "Enter when creating"}


def render_charters(app: App) -> Mapping[str, str]:
    """File name -> the page."""
    matrix = build_matrix(app, list(app.portals), list(app.records))
    return {f"{portal.portal}.html": _Charter(portal, app).page() for portal in matrix}


class _Charter:
    """One portal's page."""

    def __init__(self, access: PortalAccess, app: App) -> None:
        self._access = access
        self._portal: Portal = app.portals[access.portal]
        self._app = app
        self._records = records_of(access)
        self._shares = {key: shares(access, key) for key, _ in self._records}

    def page(self) -> str:
        title = f"{self._portal.label}: who may see and do what"
        parts = [*self._door(), *self._open(), *self._away(), *self._taken(), *self._contents()]
        for key, plural in self._records:
            parts += self._record(key, plural)
        style = Path(__file__).with_name("charter.css").read_text(encoding="utf-8")
        closing = f"{self._app.site.label}. Written from the specs. What is not listed here is neither seen nor done."
        main = element("main", [heading(1, title), *parts])
        return document(title, style, [main, element("footer", [paragraph(closing)])])

    def _door(self) -> Iterator[str]:
        portal = self._portal
        facts = [
            ("Address", portal.address),
            ("Its people", f"{self._who(self._roles)}: {who_words(portal, self._app)}"),
            ("They get an account", portal.sign_up.replace("_", " ")),
            ("The portal is", "inside the company" if portal.inside else "for people outside the company"),
        ]
        if any(self._roles):
            facts.append(("Roles", ", ".join(role_label(portal, role, self._app) for role in self._roles)))
        if portal.api:
            facts.append(("API", "other programs can do by it what its people can"))
        if portal.explain:
            facts.append(("May ask why", self._who(portal.explain)))
        if portal.disclosures:
            facts.append(("May see what was shown to whom", self._who(portal.disclosures)))
        if portal.change:
            facts.append(("May change the site", self._who(portal.change)))
        facts += [("Looked at as one of its people", f"by {who}") for who in self._viewers("view_as")]
        facts += [("Previewed as one of its people", f"by {who}") for who in self._viewers("change")]
        yield definitions(facts)

    def _viewers(self, key: Literal["view_as", "change"]) -> Iterator[str]:
        """Who may look at this portal as one of its people: the key of any portal is for every portal."""
        for portal in self._app.portals.values():
            roles = portal.view_as if key == "view_as" else portal.change
            if roles:
                yield f"{audience(portal, roles, self._app)}, who come from {portal.label}"

    @property
    def _roles(self) -> tuple[str, ...]:
        return tuple(role.role for role in self._access.roles)

    def _who(self, roles: Sequence[str]) -> str:
        return audience(self._portal, roles, self._app)

    def _contents(self) -> Iterator[str]:
        names = items([link(f"#{key}", plural) for key, plural in self._records])
        yield element("nav", [heading(2, "What there is"), names], label="Record types")

    def _open(self) -> Iterator[str]:
        """What everybody who logs in sees all of: the first thing to look at, where the portal is outside."""
        if self._portal.inside:
            return
        open_to_all = [
            f"{plural}: {self._who(share.roles)}"
            for key, plural in self._records
            for share in self._shares[key]
            if share.access and occasion(share.access.rows, share.access.states) == ""
        ]
        yield heading(2, "Open to everybody who logs in")
        yield items(map(escape, open_to_all)) if open_to_all else paragraph("Nothing.")

    def _away(self) -> Iterator[str]:
        """Single values of records that these people otherwise need not see."""
        found: dict[tuple[str, Line], list[str]] = {}
        for key, plural in self._records:
            for share in self._shares[key]:
                for line in lines(share.access) if share.access else ():
                    if line.deed == "read by a link":
                        found.setdefault((plural, line), []).extend(share.roles)
        rows = [
            (plural, ", ".join(line.fields), self._who(roles), line.occasion or "always")
            for (plural, line), roles in found.items()
        ]
        if rows:
            yield heading(2, "Single values of linked records")
            yield Table(
                "Shown even where the linked record itself is not", ("Record type", "Values", "To whom", "When"), rows
            ).html()

    def _taken(self) -> Iterator[str]:
        """Values of which a form tells whether a record that is not shown has them."""
        rows = [
            (plural, value, self._who(share.roles))
            for key, plural in self._records
            for share in self._shares[key]
            for value in (probed(share.access, self._app.records[key]) if share.access else ())
        ]
        if rows:
            yield heading(2, "Values that a form tells to be taken")
            caption = "Entering one tells whether a record has it, even one that is not shown"
            yield Table(caption, ("Record type", "Values", "To whom"), rows).html()

    def _record(self, key: str, plural: str) -> Iterator[str]:
        yield heading(2, plural, key)
        routing = routing_words(self._app.records[key], self._portal.key)
        if routing:
            yield paragraph(routing)
        nothing = [share for share in self._shares[key] if share.access is None]
        for share in self._shares[key]:
            if share.access:
                yield self._table(share, share.access, plural)
        if nothing:
            yield paragraph(f"{self._who(nothing[0].roles)}: nothing.")

    def _table(self, share: Share, access: RecordAccess, plural: str) -> str:
        rows = [_row(line) for line in lines(access)]
        caption = f"{plural}: {self._who(share.roles)}"
        return Table(caption, ("What", "Which", "When"), rows, "deeds").html()


def _row(line: Line) -> tuple[str, ...]:
    deed = DEEDS.get(line.deed, line.deed.capitalize())
    if line.fields:
        return deed, ", ".join(line.fields), line.occasion or "always"
    return deed, f"Records, {line.occasion}" if line.occasion else "Every record"
