"""A thing of the specs gets another name, and everything that names it: `portal rename`. Works out, writes nothing."""

from __future__ import annotations

from generator.changes import Lock
from generator.renaming.consequences import find_consequences
from generator.renaming.editing import Edit, edited, lines_of
from generator.renaming.identity import moved_lock, refreshed_lock
from generator.renaming.naming import check_new_name, lock_moves
from generator.renaming.planning import Obstacle, Plan, plan
from generator.renaming.proof import find_changes, new_problems
from generator.renaming.target import RefusedError, find_target
from generator.renaming.world import World, survey
from generator.sources import Sources

__all__ = [
    "Edit",
    "Obstacle",
    "Plan",
    "RefusedError",
    "World",
    "edited",
    "find_changes",
    "find_consequences",
    "lines_of",
    "lock_moves",
    "moved_lock",
    "new_problems",
    "plan_rename",
    "refreshed_lock",
    "survey",
]


def plan_rename(path: str, name: str, world: World, sources: Sources, lock: Lock) -> Plan:
    """What calling the thing at `path` otherwise takes. `world` was read from `sources`, which have no errors.

    Raises RefusedError where there is no such thing, or where it cannot be called so.
    """
    target = find_target(path, world)
    check_new_name(target, name, world, lock)
    return plan(target, name, world, sources)
