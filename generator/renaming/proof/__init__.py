"""The proof that a rename is one: what the specs come to is the same but for the name, and nothing new is wrong."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from generator.app import App
from generator.changes import Lock
from generator.problems import Problem
from generator.renaming.planning import Plan
from generator.renaming.proof.comparing import find_differences
from generator.renaming.proof.renames import Renames
from generator.renaming.world import World


def find_changes(plan: Plan, world: World, lock: Lock, before: App, after: App) -> list[str]:
    """What means something else after the rename, in words; `world` and `lock` are of before. Empty: it is a rename."""
    return list(find_differences(before, after, Renames(plan.target, plan.name, world, lock)))


def new_problems(before: Iterable[Problem], after: Iterable[Problem], moves: Mapping[str, str]) -> list[Problem]:
    """Those that were not there before. A rename moves no line, so a problem stays in its line."""
    known = Counter(
        (each.code, moves.get(each.position.file, each.position.file), each.position.line) for each in before
    )
    found = []
    for problem in after:
        key = (problem.code, problem.position.file, problem.position.line)
        known[key] -= 1
        if known[key] < 0:
            found.append(problem)
    return found
