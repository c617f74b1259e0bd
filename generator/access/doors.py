"""What differs in who gets in: portals that come and go, who may log in, and what a portal lets some roles do."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from generator.access.audience import audience
from generator.access.difference import KINDS, Kind
from generator.access.implication import relation
from generator.access.labels import lowered
from generator.access.phrases import article
from generator.access.telling import rule_words
from generator.app import App, Portal
from generator.expressions.assuming import fixed
from generator.expressions.tree import Node
from generator.expressions.types import Expression


@dataclass(frozen=True, slots=True)
class Door:
    """A change of who gets into a portal, in words."""

    kind: Kind
    portal: str
    text: str
    at: str


def find_doors(before: App, after: App) -> list[Door]:
    """Sorted by portal."""
    found: list[Door] = []
    for key in sorted({*before.portals, *after.portals}):
        was, is_now = before.portals.get(key), after.portals.get(key)
        if was is None or is_now is None:
            found += [_whole(is_now, "gain", "is new")] if is_now else []
            found += [_whole(was, "loss", "is no longer there")] if was else []
        else:
            found += [*_people(was, is_now, before, after), *_permissions(was, is_now, after)]
    return found


def _whole(portal: Portal, kind: Kind, words: str) -> Door:
    return Door(kind, portal.key, f"The portal {portal.label} {words}.", _place(portal))


def _people(was: Portal, is_now: Portal, before: App, after: App) -> Iterator[Door]:
    then, now = who_words(was, before), who_words(is_now, after)
    if was.who != is_now.who:
        yield _door("change", is_now, f"Into {is_now.label} now comes {now} (before: {then}).")
    else:
        kind = relation(_condition(was, before), _condition(is_now, after))
        if kind != "same":
            yield _door(KINDS[kind], is_now, f"Into {is_now.label} now comes {now} (before: {then}).")
    if was.inside != is_now.inside:
        yield _door("change", is_now, f"{is_now.label} is now {'inside' if is_now.inside else 'outside'} the company.")


def _permissions(was: Portal, is_now: Portal, app: App) -> Iterator[Door]:
    if was.api != is_now.api:
        can = "can now" if is_now.api else "can no longer"
        text = f"Other programs {can} do by the API of {is_now.label} what its people can."
        yield _door("gain" if is_now.api else "loss", is_now, text)
    for old, new, deed in (
        (was.explain, is_now.explain, "ask why somebody sees or does not see something"),
        (was.view_as, is_now.view_as, "look at every portal as one of its people"),
        (was.disclosures, is_now.disclosures, "see who was shown what of a record, and what each person was shown"),
        (was.change, is_now.change, "change the site itself, and preview every portal as one of its people"),
    ):
        gained, lost = [each for each in new if each not in old], [each for each in old if each not in new]
        if gained:
            yield _door("gain", is_now, f"{audience(is_now, gained, app)} can now {deed}.")
        if lost:
            yield _door("loss", is_now, f"{audience(is_now, lost, app)} can no longer {deed}.")


def _door(kind: Kind, portal: Portal, text: str) -> Door:
    return Door(kind, portal.key, text, _place(portal))


def _place(portal: Portal) -> str:
    return f"{portal.at.file}:{portal.at.line}"


def _condition(portal: Portal, app: App) -> Node:
    return _rule(portal.where, portal, app).tree if portal.where else fixed(portal.at, holds=True)


def _rule(name: str, portal: Portal, app: App) -> Expression:
    return next(rule.expression for rule in app.records[portal.who].rules if rule.name == name)


def who_words(portal: Portal, app: App) -> str:
    """Who has a way in: "a contact while it is active"."""
    person = f"{article(lowered(app.records[portal.who].label))}"
    if portal.where is None:
        return person.replace("a ", "every ", 1).replace("an ", "every ", 1)
    return f"{person} while {rule_words(_rule(portal.where, portal, app), app, portal.key, portal.who)}"
