"""What somebody means by a path such as `order.subject` or `size.large`: looked up, or refused in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from generator.names import BUILT_IN, shown
from generator.renaming.comments import about_of, endings_of, fields_called_after
from generator.renaming.things import Kind, Thing
from generator.renaming.words import fields_of_role
from generator.renaming.world import World
from generator.resolve.workflow.fields import PARTS
from generator.resolve.workflow.waiting import WAITS
from generator.routing import ROUTING_FIELDS
from generator.spec import Mixin
from generator.suggestion import did_you_mean

PREFIXES: Sequence[str] = ("records", "choices", "mixins")
SHIPPED = "generator/mixins/"
TAILS = tuple(f"_{part}" for part in (*PARTS, *WAITS))
"""Of the fields that tell of a move."""
WHATS = "fields, rules and sets of records"


class RefusedError(Exception):
    """The rename cannot be; the words say why and what to do."""


@dataclass(frozen=True, slots=True)
class Target:
    """What is to be renamed: one thing, or the same field of all record types that use a mixin.

    `title` calls it by name: "field 'subject' of 'order'". `paths` are those of the lock whose last part is the name,
    before any of `tails`.
    `note` says what else an analyst should know, or "".
    """

    kind: Kind
    name: str
    title: str
    things: frozenset[Thing]
    paths: tuple[str, ...] = ()
    note: str = ""
    tails: tuple[str, ...] = ("",)

    def moves(self, name: str) -> Iterator[tuple[str, str]]:
        """The paths of the lock, and what they are under another name."""
        for path in self.paths:
            start = path[: len(path) - len(self.name)]
            yield from ((f"{path}{tail}", f"{start}{name}{tail}") for tail in self.tails)


def find_target(path: str, world: World) -> Target:
    """`record`, `record.field`, `record.field.choice`, `list`, `list.choice`, `mixin`, `mixin.field`; where that means
    two things, with `records.`, `choices.` or `mixins.` before it. Raises RefusedError."""
    prefix, _, rest = path.partition(".")
    places = PREFIXES
    if prefix in PREFIXES and rest:
        places, path = (prefix,), rest
    first, _, rest = path.partition(".")
    homes: dict[str, tuple[Iterable[str], Callable[[str, str, World], Target | None]]] = {
        "records": (world.records, _in_record),
        "choices": (world.spec.choices, _in_list),
        "mixins": (world.spec.mixins, _in_mixin),
    }
    known = {place: find for place, (names, find) in homes.items() if place in places and first in names}
    if not known:
        _refuse_unknown(first, world)
    found = {place: target for place, find in known.items() if (target := find(first, rest, world)) is not None}
    if len(found) > 1:
        ways = " or ".join(f"{place}.{path}" for place in found)
        raise RefusedError(f"'{path}' means more than one thing; say {ways}")
    if not found:
        _refuse_part(first, rest, next(iter(known)), world)
    return next(iter(found.values()))


def _refuse_unknown(name: str, world: World) -> None:
    if name in world.spec.portals:
        raise RefusedError(f"'{name}' is a portal, and portals keep their keys; give it another 'label'")
    names = [*world.records, *sorted(world.spec.choices), *sorted(world.spec.mixins)]
    hint = did_you_mean(name, names, "record types, lists of choices and mixins")
    raise RefusedError(f"there is no record type, list of choices or mixin '{shown(name)}'; {hint}")


def _refuse_part(first: str, rest: str, place: str, world: World) -> None:
    if place == "choices":
        hint = did_you_mean(rest, world.lists[f"choices.{first}"], "choices")
        raise RefusedError(f"the list '{first}' has no choice '{shown(rest)}'; {hint}")
    if place == "mixins":
        mixin = world.spec.mixins[first]
        known = [*mixin.fields, *mixin.rules, *(mixin.workflow.moves if mixin.workflow else ())]
        hint = did_you_mean(rest, known, "fields, rules and moves")
        raise RefusedError(f"the mixin '{first}' has no field, rule or move '{shown(rest)}'; {hint}")
    shape = world.shape(first)
    workflow = world.records[first].workflow
    moves = list(map(str, workflow.moves)) if workflow else []
    names = [*(name for name in shape.fields if name not in BUILT_IN), *shape.rules, *shape.backs, *moves]
    hint = did_you_mean(rest, names, "fields, rules, moves and sets of records" if moves else WHATS)
    raise RefusedError(f"'{first}' has no field, rule or set of records '{shown(rest)}'; {hint}")


def _in_record(key: str, rest: str, world: World) -> Target | None:
    _refuse_comments(key, world)
    if not rest:
        return _record(key, world)
    name, _, choice = rest.partition(".")
    if choice:
        return _choice_at(key, name, choice, world)
    record, shape = world.records[key], world.shape(key)
    if record.workflow and name in record.workflow.moves:
        _refuse_shared_part(key, name, "move", world.mixin_of_workflow(key), world)
        return _move_of([key], name, f"move '{name}' of '{key}'")
    if any(each.kept for of, each in record.fields.items() if of == name):
        brought_by = "routing" if name in ROUTING_FIELDS else "workflow"
        raise RefusedError(f"the {brought_by} of '{key}' brings '{name}'; it keeps its name")
    if name in BUILT_IN or (name in shape.fields and name not in record.fields):
        raise RefusedError(f"every record has '{name}' from the product; it keeps its name")
    if name in record.fields:
        _refuse_shared_part(key, name, "field", world.mixin_of(key, name), world)
        return _of_records("field", [key], name, f"field '{name}' of '{key}'", world)
    if name in record.rules:
        _refuse_shared_part(key, name, "rule", _mixin_of_rule(key, name, world), world)
        return _of_records("rule", [key], name, f"rule '{name}' of '{key}'", world)
    if name in shape.backs:
        _refuse_comments(shape.backs[name].record, world)
        title = f"set of records '{name}' of '{key}'"
        return Target("back", name, title, frozenset({Thing("back", key, name)}))
    return None


def _move_of(records: Sequence[str], name: str, title: str) -> Target:
    things = frozenset(Thing("move", key, name) for key in records)
    return Target("move", name, title, things, tuple(f"records.{key}.{name}" for key in records), tails=TAILS)


def _record(key: str, world: World) -> Target:
    """With the record types and fields that are called after it."""
    tails, fields = endings_of(key, world.records), tuple(fields_called_after(key, world.records))
    if len(tails) > 1 and fields:
        words = f"people are records of '{key}', and it has comments that are called after it"
        raise RefusedError(f"{words}; rename it in its file, with 'was: {key}'")
    things = frozenset({Thing("record", "", key)})
    return Target("record", key, f"record type '{key}'", things, (f"records.{key}", *fields), tails=tails)


def _refuse_comments(key: str, world: World) -> None:
    about = about_of(world.records[key])
    if about is not None:
        raise RefusedError(f"'{key}' comes with the comments of '{about}', and is called after it")


def _of_records(kind: Kind, records: Iterable[str], name: str, title: str, world: World) -> Target:
    records = list(records)
    things = frozenset(Thing(kind, key, name) for key in records)
    paths = tuple(f"records.{key}.{name}" for key in records) if kind == "field" else ()
    mixin = (world.mixin_of if kind == "field" else _mixin(world))(records[0], name)
    note = f"It stands in the mixin '{mixin}', which {_listed(world.users(mixin))} use." if mixin else ""
    return Target(kind, name, title, things, paths, note.replace(" use.", " uses.") if len(records) == 1 else note)


def _mixin(world: World) -> Callable[[str, str], str | None]:
    return lambda key, name: _mixin_of_rule(key, name, world)


def _mixin_of_rule(key: str, name: str, world: World) -> str | None:
    written = world.spec.records[key]
    if name in written.rules:
        return None
    return next((str(mixin) for mixin in written.uses if name in world.spec.mixins[mixin].rules), None)


def _refuse_shared_part(key: str, name: str, what: str, mixin: str | None, world: World) -> None:
    if mixin is None:
        return
    _refuse_shipped(world.spec.mixins[mixin])
    if len(users := world.users(mixin)) > 1:
        raise RefusedError(
            f"the {what} '{name}' of '{key}' comes from the mixin '{mixin}', which {_listed(users)} use; "
            f"to rename it for all of them: portal rename mixins.{mixin}.{name} NAME"
        )


def _refuse_shipped(mixin: Mixin) -> None:
    if mixin.at.file.startswith(SHIPPED):
        raise RefusedError(f"the mixin '{mixin.key}' comes with the product; its names stay as they are")


def _choice_at(key: str, field: str, choice: str, world: World) -> Target | None:
    """A choice by way of a field that has it."""
    if field not in world.records[key].fields or (of := world.list_of(key, field)) is None:
        return None
    if choice not in world.lists[of]:
        hint = did_you_mean(choice, world.lists[of], "choices")
        raise RefusedError(f"'{key}.{field}' has no choice '{shown(choice)}'; {hint}")
    if len(fields := world.fields_of(of)) > 1:
        raise RefusedError(
            f"the choice '{choice}' of '{key}.{field}' stands in a list that {_listed(fields)} share; "
            f"to rename it for all of them: portal rename {of}.{choice} NAME"
        )
    return _choice(of, choice, world)


def _choice(of: str, choice: str, world: World) -> Target:
    fields = world.fields_of(of)
    paths = (f"{of}.{choice}",) if of.startswith("choices.") else tuple(f"records.{each}.{choice}" for each in fields)
    paths += tuple(f"records.{record}.{name}" for record, name in fields_of_role(of, choice, world))
    shown_list = of.partition(".")[2]
    note = f"The list '{shown_list}' has it, for {_listed(fields)}." if of.startswith("choices.") and fields else ""
    title = f"choice '{choice}' of '{shown_list}'"
    return Target("choice", choice, title, frozenset({Thing("choice", of, choice)}), paths, note)


def _in_list(key: str, rest: str, world: World) -> Target | None:
    if not rest:
        title = f"list of choices '{key}'"
        return Target("list", key, title, frozenset({Thing("list", "", key)}), (f"choices.{key}",))
    return _choice(f"choices.{key}", rest, world) if rest in world.lists[f"choices.{key}"] else None


def _in_mixin(key: str, rest: str, world: World) -> Target | None:
    mixin = world.spec.mixins[key]
    _refuse_shipped(mixin)
    if not rest:
        return Target("mixin", key, f"mixin '{key}'", frozenset({Thing("mixin", "", key)}))
    users = world.users(key)
    if not users:
        raise RefusedError(f"no record type uses the mixin '{key}', so nothing says what its names mean; edit its file")
    name, _, choice = rest.partition(".")
    if choice:
        of = f"mixins.{key}.{name}"
        return _choice(of, choice, world) if choice in world.lists.get(of, ()) else None
    if mixin.workflow and name in mixin.workflow.moves:
        return _move_of(users, name, f"move '{name}' of '{key}'")
    for kind, names in (("field", mixin.fields), ("rule", mixin.rules)):
        if name in names:
            return _of_records(
                "field" if kind == "field" else "rule", users, name, f"{kind} '{name}' of '{key}'", world
            )
    return None


def _listed(names: list[str]) -> str:
    quoted = [f"'{name}'" for name in names]
    return quoted[0] if len(quoted) == 1 else f"{', '.join(quoted[:-1])} and {quoted[-1]}"
