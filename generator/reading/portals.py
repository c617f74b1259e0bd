"""`portals/*.yaml` and `portal.yaml` to values."""

from __future__ import annotations

from generator.problems import Text
from generator.reading.service_levels import read_calendars
from generator.reading.values import flag, table, tables, text, texts
from generator.sources import Table
from generator.spec import MenuEntry, Portal, Site


def read_site(tree: Table) -> Site:
    """The site; what is missing is reported by its shape and has a stand-in here, so that the rest is judged."""
    return Site(
        at=tree.at,
        label=text(tree, "label") or Text("Portal", tree.at),
        currency=text(tree, "currency") or Text("EUR", tree.at),
        time_zone=text(tree, "time_zone") or Text("UTC", tree.at),
        languages=texts(tree.get("languages")) or (Text("en", tree.at),),
        spec=text(tree, "spec") or Text("1", tree.at),
        calendars=read_calendars(tree),
    )


def read_portal(key: Text, tree: Table) -> Portal | None:
    """None where nothing says who its people are."""
    who = text(tree, "who")
    if who is None:
        return None
    brand = table(tree, "brand")
    return Portal(
        key=key,
        at=key.at,
        label=text(tree, "label") or key,
        address=text(tree, "at") or Text(f"/{key}", key.at),
        inside=flag(tree, "inside"),
        who=who,
        where=text(tree, "where"),
        role=text(tree, "role"),
        explain=texts(tree.get("explain")),
        view_as=texts(tree.get("view_as")),
        disclosures=texts(tree.get("disclosures")),
        change=texts(tree.get("change")),
        api=flag(tree, "api"),
        sign_up=text(tree, "sign_up") or Text("by_invitation", key.at),
        languages=texts(tree.get("languages")),
        colour=text(brand, "colour"),
        logo=text(brand, "logo"),
        home=texts(tree.get("home")),
        menu={name: _entry(name, entry) for name, entry in tables(tree, "menu")},
    )


def _entry(name: Text, entry: Table) -> MenuEntry:
    return MenuEntry(
        name=name,
        at=name.at,
        list=text(entry, "list"),
        search=text(entry, "search"),
        where=text(entry, "where"),
        label=text(entry, "label"),
        then=text(entry, "then"),
    )
