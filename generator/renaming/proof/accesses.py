"""What portals and roles may do with a record type, before and after."""

from __future__ import annotations

from generator import app
from generator.renaming.proof.rules import Pair
from generator.renaming.proof.told import Told, tell
from generator.renaming.proof.words import same_words


def compare_accesses(pair: Pair) -> Told:
    for one, other in zip(pair.one.accesses, pair.other.accesses, strict=False):
        yield from _access(one, other, pair)


def _access(one: app.Access, other: app.Access, pair: Pair) -> Told:
    create = None if one.create is None else pair.fields(one.create)
    found = {
        "role": pair.renames.role(one.portal, one.role) == other.role,
        "rows": pair.same_rule(one.rows, other.rows),
        "delete": pair.same_rule(one.delete, other.delete),
        "see": _same_grants(one.see, other.see, pair),
        "edit": _same_grants(one.edit, other.edit, pair),
        "create": create == other.create,
        "history": one.history == other.history,
        "list": pair.fields(one.list) == other.list,
        "afterwards": one.afterwards == other.afterwards,
        "ask": _same_ask(one, other, pair),
        "title": pair.renames.title(pair.one.key, one.title) == other.title,
        "preset": _same_presets(one, other, pair),
        "words": same_words(one, other, pair),
        "overrides": _same_overrides(one, other, pair),
        "origins": sorted(one.origins) == sorted(other.origins),
        "at": True,
    }
    role = f", role {one.role}" if one.role else ""
    yield from tell(f"{pair.one.key} in portal {one.portal}{role}", one, other, found)


def _same_grants(one: tuple[app.Grant, ...], other: tuple[app.Grant, ...], pair: Pair) -> bool:
    return len(one) == len(other) and all(
        pair.fields(left.fields) == right.fields and pair.same_rule(left.when, right.when)
        for left, right in zip(one, other, strict=True)
    )


def _same_ask(one: app.Access, other: app.Access, pair: Pair) -> bool:
    renamed = [(pair.renames.record(key), pair.renames.field(key, link)) for key, link in one.ask]
    return renamed == list(other.ask)


def _same_presets(one: app.Access, other: app.Access, pair: Pair) -> bool:
    return len(one.preset) == len(other.preset) and all(
        pair.fields((name,)) == (called,) and pair.same_value(value, its, name)
        for (name, value), (called, its) in zip(one.preset, other.preset, strict=True)
    )


def _same_overrides(one: app.Access, other: app.Access, pair: Pair) -> bool:
    return len(one.overrides) == len(other.overrides) and all(
        pair.fields((name,)) == (called,) and _same_override(override, its, name, pair)
        for (name, override), (called, its) in zip(one.overrides, other.overrides, strict=True)
    )


def _same_override(one: app.Override, other: app.Override, field: str, pair: Pair) -> bool:
    target = pair.renames.world.shape(pair.one.key).fields[field].type.record
    found = {
        "where": pair.same_candidates(one.where, other.where, target),
        "require": pair.same_rule(one.require, other.require),
        "default": pair.same_value(one.default, other.default, field),
    }
    return not list(tell("", one, other, found))
