"""How near a condition is to what is wanted of it, from 0 to 1: what a search climbs by. 1 may be shy of the goal."""

from __future__ import annotations

from generator.expressions.tree import All, Compare, Holds, Node, Not, Quantified, Some, Within
from leaks.meaning import Meaning, Names

PRESENT = 0.3
"""What it is worth that both sides of a comparison are there."""


def nearness(meaning: Meaning, node: Node, names: Names, *, wanted: bool = True) -> float:
    match node:
        case Not():
            return nearness(meaning, node.condition, names, wanted=not wanted)
        case All() | Some():
            found = [nearness(meaning, part, names, wanted=wanted) for part in node.parts]
            return sum(found) / len(found) if isinstance(node, All) is wanted else max(found)
        case Quantified():
            return _of_set(meaning, node, names, wanted=wanted)
        case Holds():
            record = meaning.read(node.record, names)
            if record is None:
                return 0.0 if wanted else 1.0
            return nearness(meaning, node.condition, {**names, node.variable.name: record}, wanted=wanted)
        case Compare() | Within():
            return _of_two(meaning, node, names, wanted=wanted)
    return float(bool(meaning.read(node, names)) is wanted)


def _of_set(meaning: Meaning, node: Quantified, names: Names, *, wanted: bool) -> float:
    found = [nearness(meaning, node.condition, inner, wanted=wanted) for inner in meaning.runs(node.loops, names)]
    one_is_enough = (node.function == "any") is wanted
    if not found:
        return 0.0 if one_is_enough else 1.0
    return max(found) if one_is_enough else sum(found) / len(found)


def _of_two(meaning: Meaning, node: Compare | Within, names: Names, *, wanted: bool) -> float:
    if bool(meaning.read(node, names)) is wanted:
        return 1.0
    sides = (node.left, node.right) if isinstance(node, Compare) else (node.value, node.set)
    missing = any(meaning.read(side, names) in (None, [], ()) for side in sides)
    return 0.0 if missing else PRESENT
