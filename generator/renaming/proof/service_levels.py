"""The service level of a record type, before and after."""

from __future__ import annotations

from generator.renaming.proof.rules import Pair
from generator.renaming.proof.told import Told, tell
from generator.renaming.proof.workflows import same_values, states
from generator.service_level import Step


def compare_service_levels(pair: Pair) -> Told:
    one, other = pair.one.service_level, pair.other.service_level
    if one is None or other is None:
        if one is not other:
            yield f"{pair.one.key}: service_level"
        return
    of = pair.list_of(one.by) if one.by else None
    promises = tuple((pair.renames.choice(of, choice) if of else choice, promise) for choice, promise in one.promises)
    found = {
        **{key: states(getattr(one, key), pair) == getattr(other, key) for key in ("pause", "answered", "done")},
        "by": (pair.renames.field(pair.one.key, one.by) if one.by else "") == other.by,
        "promises": promises == other.promises,
        "escalate": len(one.escalate) == len(other.escalate)
        and all(_same(left, right, pair) for left, right in zip(one.escalate, other.escalate, strict=True)),
        "at": True,
    }
    yield from tell(f"{pair.one.key}.service_level", one, other, found)


def _same(one: Step, other: Step, pair: Pair) -> bool:
    found = {"set": same_values(one.set, other.set, pair.one.key, pair), "at": True}
    return not list(tell("", one, other, found))
