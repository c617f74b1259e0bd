"""What people notice of a rename: labels and web addresses that are derived from the name, since nobody wrote them."""

from __future__ import annotations

from collections.abc import Iterator

from generator.app import App
from generator.renaming.planning import Plan
from generator.renaming.things import Thing


def find_consequences(plan: Plan, before: App, after: App) -> list[str]:
    """A sentence for each."""
    return [words for thing in sorted(plan.target.things) for words in _of(thing, plan.name, before, after)]


def _of(thing: Thing, name: str, before: App, after: App) -> Iterator[str]:
    if thing.kind == "record":
        one, other = before.records[thing.name], after.records[name]
        yield from _changed("Its label", "label", one.label, other.label)
        yield from _changed("Its plural", "plural", one.plural, other.plural)
        if one.address != other.address:
            yield f"Its web address ends in /{other.address}/ now, no longer in /{one.address}/."
    elif thing.kind == "move":
        flows = (before.records[thing.owner].workflow, after.records[thing.owner].workflow)
        called = [flow and flow.move(each) for flow, each in zip(flows, (thing.name, name), strict=True)]
        yield from _changed(f"The label of '{thing.owner}.{name}'", "label", *(each.label for each in called if each))
    elif thing.kind == "field":
        labels = [
            next(field.label for field in app.records[thing.owner].fields if field.name == called)
            for app, called in ((before, thing.name), (after, name))
        ]
        yield from _changed(f"The label of '{thing.owner}.{name}'", "label", *labels)


def _changed(what: str, key: str, one: str, other: str) -> Iterator[str]:
    if one != other:
        yield f"{what} is '{other}' now, after the name; to keep the old one write {key}: {one}"
