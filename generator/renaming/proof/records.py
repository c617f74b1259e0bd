"""Record types before and after. Labels, plurals and addresses that nobody wrote follow the name."""

from __future__ import annotations

from itertools import chain

from generator import app
from generator.expressions.types import Use
from generator.fields.lines import Lines
from generator.naming import key_plural, label, plural, slug
from generator.python import model_name
from generator.renaming.proof.accesses import compare_accesses
from generator.renaming.proof.notices import compare_notices
from generator.renaming.proof.renames import Renames, follows
from generator.renaming.proof.routing import compare_routing
from generator.renaming.proof.rules import Asked, Pair
from generator.renaming.proof.service_levels import compare_service_levels
from generator.renaming.proof.told import Told, tell
from generator.renaming.proof.workflows import compare_workflows
from generator.resolve.workflow.fields import kept_label


def compare_records(pair: Pair) -> Told:
    one, other, names = pair.one, pair.other, (pair.one.key, pair.other.key)
    counts = {key: len(getattr(one, key)) == len(getattr(other, key)) for key in ("checks", "unique", "accesses")}
    found = {
        **counts,
        "key": pair.renames.record(one.key) == other.key,
        "class_name": other.class_name == model_name(other.key),
        "label": follows(one.label, other.label, label, names),
        "plural": follows(one.plural, other.plural, lambda name: plural(label(name)), names),
        "address": follows(one.address, other.address, lambda name: slug(key_plural(name)), names),
        "title": pair.renames.title(one.key, one.title) == other.title,
        "fields": len(one.fields) == len(other.fields),
        "table": pair.renames.same_stored(f"records.{one.key}", one.table, other.table),
        "rules": True,  # told where they are used
        "back_links": _back_links(pair) == sorted((each.name, each.record, each.field) for each in other.back_links),
        "indexes": True,  # they follow from rules and lists, which are compared where they stand
        "workflow": True,  # these two are compared by themselves
        "service_level": True,
        "notices": True,
        "routing": True,
        "parent": (pair.renames.field(one.key, one.parent) if one.parent else None) == other.parent,
        "file": True,
        "at": True,
    }
    if one.thread is not None:
        found |= dict.fromkeys(("label", "plural", "address"), True)  # those of what they are about
    yield from tell(one.key, one, other, found)
    yield from chain.from_iterable(
        _field(left, right, pair) for left, right in zip(one.fields, other.fields, strict=False)
    )
    yield from chain.from_iterable(
        _check(left, right, pair) for left, right in zip(one.checks, other.checks, strict=False)
    )
    yield from _unique(pair)
    yield from compare_accesses(pair)
    yield from compare_workflows(pair)
    yield from compare_service_levels(pair)
    yield from compare_notices(pair)
    yield from compare_routing(pair)
    yield from _named_rules(pair)


def _back_links(pair: Pair) -> list[tuple[str, str, str]]:
    new = pair.renames
    return sorted(
        (new.back(pair.one.key, each.name), new.record(each.record), new.field(each.record, each.field))
        for each in pair.one.back_links
    )


def _field(one: app.Field, other: app.Field, pair: Pair) -> Told:
    new = pair.renames
    rules = {key: pair.same_rule(getattr(one, key), getattr(other, key)) for key in ("formula", "show", "require")}
    values = {
        key: pair.same_value(getattr(one, key), getattr(other, key), one.name)
        for key in ("minimum", "maximum", "default", "backfill")
    }
    found = {
        **rules,
        **values,
        "name": new.field(pair.one.key, one.name) == other.name,
        "label": pair.one.thread is not None
        or follows(one.label, other.label, kept_label if one.kept else label, (one.name, other.name)),
        "target": (new.record(one.target) if one.target else None) == other.target,
        "back": (new.back(one.target or "", one.back) if one.back else None) == other.back,
        "lines": _lines(one.lines, new) == other.lines,
        "choices": _same_choices(one.choices, other.choices, one.name, pair),
        "stored": new.same_stored(f"records.{pair.one.key}.{one.name}", one.stored, other.stored),
        "where": pair.same_candidates(one.where, other.where, one.target),
        "at": True,
    }
    yield from tell(f"{pair.one.key}.{one.name}", one, other, found)


def _lines(one: Lines | None, new: Renames) -> Lines | None:
    return None if one is None else Lines(new.record(one.record), new.field(one.record, one.link))


def _same_choices(one: app.Choices | None, other: app.Choices | None, field: str, pair: Pair) -> bool:
    if one is None or other is None:
        return one is other
    new, of = pair.renames, pair.list_of(field)
    path = f"choices.{one.shared}" if one.shared else f"records.{pair.one.key}.{field}"
    options = list(zip(one.options, other.options, strict=False))
    found = {
        "constant": True,
        "file": True,
        "places": True,
        "shared": (new.of("list", "", one.shared) if one.shared else None) == other.shared,
        "options": len(one.options) == len(other.options)
        and all(
            new.choice(of, choice) == called and follows(words, its, label, (choice, called))
            for (choice, words), (called, its) in options
        ),
        "was": {new.choice(of, choice): was for choice, was in one.was.items()} == other.was,
        "becomes": tuple((gone, new.choice(of, into)) for gone, into in one.becomes) == other.becomes,
        "stored": all(
            new.same_stored(f"{path}.{choice}", one.stored.get(choice, choice), other.stored.get(called, called))
            for (choice, _), (called, _) in options
        ),
    }
    return not list(tell("", one, other, found))


def _check(one: app.Check, other: app.Check, pair: Pair) -> Told:
    found = {
        "rule": pair.same_rule(one.rule, other.rule),
        "fields": pair.fields(one.fields) == other.fields,
        "at": True,
    }
    yield from tell(f"{pair.one.key}.checks.{one.name}", one, other, found)


def _unique(pair: Pair) -> Told:
    written = pair.renames.world.records[pair.one.key].unique
    for one, other, spec in zip(pair.one.unique, pair.other.unique, written, strict=False):
        found = {
            "unless": pair.same_rule(one.unless, other.unless),
            "fields": pair.fields(one.fields) == other.fields,
            "say": spec.say is None or one.say == other.say,
            "at": True,
        }
        yield from tell(f"{pair.one.key}.unique", one, other, found)


def _named_rules(pair: Pair) -> Told:
    """Rules by their names in the specs, those that nothing uses too."""
    whole, key = pair.whole, pair.one.key
    ours = whole.before.vocabulary.records[key].rules
    theirs = whole.after.vocabulary.records[pair.other.key].rules
    if [pair.renames.of("rule", key, name) for name in ours] != list(theirs):
        yield f"{key}: rules"
        return
    for (name, rule), (_, its) in zip(ours.items(), theirs.items(), strict=True):
        if not whole.same_to_all(Use.CONDITION, Asked(rule, key), Asked(its, pair.other.key)):
            yield f"{key}.{name}"
