"""Whether a thing may have the new name: its form, words of the language, and what is called so already."""

from __future__ import annotations

import re
from collections.abc import Iterator

from generator.changes import Lock
from generator.names import LONGEST, NAME, as_name, shown
from generator.problems import Position, Problem, Text
from generator.renaming.target import RefusedError, Target
from generator.renaming.things import Thing
from generator.renaming.world import World
from generator.resolve.names import check_field_name, check_name, check_record_key

CHOICE = re.compile(r"[A-Za-z0-9_][A-Za-z0-9_.+-]*", re.ASCII)
IN_LISTS = frozenset({"all", "entered"})
NOWHERE = Position("", 1, 1)


def check_new_name(target: Target, name: str, world: World, lock: Lock) -> None:
    """Raises RefusedError."""
    _check_form(target, name)
    if name == target.name:
        raise RefusedError(f"the {target.title} is called so already")
    for problem in _reserved(target, name):
        raise RefusedError(f"{problem.message}; {problem.hint}")
    for thing in sorted(target.things):
        if taken := _taken(thing, name, world):
            raise RefusedError(f"{taken}; choose another name")
    for _, path in target.moves(name):
        _check_retired(path, lock)


def _check_form(target: Target, name: str) -> None:
    if target.kind == "choice":
        if not CHOICE.fullmatch(name):
            raise RefusedError(f"'{shown(name)}' cannot be a choice: a choice is one word of letters, digits and _.+-")
    elif not NAME.fullmatch(name):
        better = as_name(name)
        hint = f"; try '{better}'" if better else ""
        words = "a name has a-z, 0-9 and _, and begins with a letter"
        raise RefusedError(f"'{shown(name)}' cannot be a name: {words}{hint}")
    if len(name) > LONGEST:
        raise RefusedError(f"'{shown(name)}' is too long: a name has {LONGEST} characters at most")


def _reserved(target: Target, name: str) -> list[Problem]:
    typed = Text(name, NOWHERE)
    match target.kind:
        case "record":
            return check_record_key(typed)
        case "field" if name in IN_LISTS:
            message = f"a field cannot be called '{name}', which means something else in lists of fields"
            return [Problem("S203", message, NOWHERE, "choose another name")]
        case "field":
            return check_field_name(typed)
        case "rule":
            return check_field_name(typed, "rule")
        case "move":
            return check_field_name(typed, "move")
        case "back":
            return check_field_name(typed, "set of records that link here")
        case "choice":
            return []
    return check_name(typed, "name")


def _taken(thing: Thing, name: str, world: World) -> str:
    """What is called so already, in words; "" for nothing."""
    match thing.kind:
        case "record":
            return f"there is a record type '{name}' already" if name in world.records else ""
        case "list":
            return f"there is a list of choices '{name}' already" if name in world.spec.choices else ""
        case "mixin":
            return f"there is a mixin '{name}' already" if name in world.spec.mixins else ""
        case "choice":
            of = thing.owner.partition(".")[2]
            return f"'{of}' has a choice '{name}' already" if name in world.lists[thing.owner] else ""
    shape = world.shape(thing.owner)
    workflow = world.records[thing.owner].workflow
    moves = workflow.moves if workflow else {}
    kinds = (("field", shape.fields), ("rule", shape.rules), ("set of records", shape.backs), ("move", moves))
    return next((f"'{thing.owner}' has a {what} '{name}' already" for what, names in kinds if name in names), "")


def _check_retired(taken: str, lock: Lock) -> None:
    """What was retired is still in the database, under its name; so is what is gone from the specs only."""
    known = taken.partition(".")[2]
    if lock.active(taken) is not None:
        raise RefusedError(f"'{known}' is gone from the specs, and that is not applied yet; run: portal apply")
    if any(entry.status == "retired" for entry in lock.gone(taken)):
        raise RefusedError(
            f"'{known}' was retired: its values are still in the database under this name. Put it back with "
            f"'portal restore {known}', remove it for good with 'portal purge {known}', or choose another name"
        )


def lock_moves(target: Target, name: str) -> Iterator[tuple[str, str]]:
    """Old and new paths of the lock."""
    yield from target.moves(name)
