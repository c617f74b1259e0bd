"""Which of the names in the specs is which thing of the lock: by its own name, or by the name that it was called."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from generator.changes.draft import is_restorable
from generator.changes.lock import Entry
from generator.problems import Problem, Text
from generator.suggestion import did_you_mean


@dataclass(frozen=True, slots=True)
class Names:
    """The names under one parent: those of the specs with what they were called, and those of the lock.

    `what` is the word for one of them, `whats` for several. `lenient`: the lock knows nothing of the parent, so what a
    thing was called is of no account.
    """

    what: str
    whats: str
    present: Mapping[str, Text | None]
    active: Mapping[str, Entry]
    gone: Mapping[str, Sequence[Entry]]
    lenient: bool = False


@dataclass(frozen=True, slots=True)
class Match:
    """`found` has no entry for what is new. An entry of it may be retired: then the thing is to be restored."""

    found: Mapping[str, Entry]
    problems: tuple[Problem, ...]


def match(names: Names) -> Match:
    """By its own name a thing is itself, even if it says that it was another: that has been applied before."""
    found = {name: names.active[name] for name in names.present if name in names.active}
    problems: list[Problem] = []
    claims = {name: was for name, was in names.present.items() if was is not None}
    claimed: dict[str, str] = {}
    while (claim := _next_claim(names, claims, found)) is not None:
        name, was = claim
        del claims[name]
        if str(was) in claimed:
            problems.append(_claimed_twice(names, name, was, claimed[str(was)]))
            continue
        if was in found and claims.get(was) not in names.active:
            problems.append(_still_there(names, name, was))
            continue
        found.pop(str(was), None)
        found[name] = names.active[was]
        claimed[str(was)] = name
    problems += _circles(names, claims, found)
    for name, was in claims.items():
        if name not in found:
            gone = names.gone.get(was, ())
            retired = [entry for entry in gone if is_restorable(entry)]
            if retired:
                found[name] = retired[-1]
            elif gone:
                problems.append(_cannot_come_back(names, name, was))
            elif not names.lenient:
                problems.append(_names_nothing(names, name, was))
    return Match(found, tuple(problems))


def _next_claim(names: Names, claims: Mapping[str, Text], found: Mapping[str, Entry]) -> tuple[str, Text] | None:
    """A name without an entry of its own that was called like something in the lock."""
    return next(((name, was) for name, was in claims.items() if name not in found and was in names.active), None)


def _circles(names: Names, claims: Mapping[str, Text], found: Mapping[str, Entry]) -> list[Problem]:
    """Things that say of each other that they were the other, which cannot be told from having been applied."""
    problems = []
    for name, was in claims.items():
        way, current = [name], str(was)
        while current in claims and current in found and current not in way:
            way.append(current)
            current = str(claims[current])
        if current == name and name == min(way):
            problems.append(_circle(names, way, was))
    return problems


def _circle(names: Names, way: Sequence[str], was: Text) -> Problem:
    if len(way) == 1:
        return Problem("S908", f"{names.what} '{way[0]}' says that it was itself", was.at, "remove 'was'")
    listed = " and ".join(f"'{name}'" for name in sorted(way))
    message = f"{names.whats} {listed} say that they were each other"
    return Problem("S908", message, was.at, "rename one of them to a third name, apply, then rename the others")


def _claimed_twice(names: Names, name: str, was: Text, other: str) -> Problem:
    message = f"{names.what} '{name}' says that it was '{was}', and so does '{other}'"
    return Problem("S908", message, was.at, "only one of them has its values: remove 'was' at the other")


def _still_there(names: Names, name: str, was: Text) -> Problem:
    message = f"{names.what} '{name}' says that it was '{was}', but '{was}' is still there"
    return Problem("S908", message, was.at, f"remove 'was', or say what '{was}' was called before")


def _cannot_come_back(names: Names, name: str, was: Text) -> Problem:
    message = f"{names.what} '{name}' says that it was '{was}', which was purged or lives on in something else"
    return Problem("S907", message, was.at, "remove 'was'")


def _names_nothing(names: Names, name: str, was: Text) -> Problem:
    message = f"{names.what} '{name}' says that it was '{was}', which there never was"
    candidates = sorted({*names.active, *names.gone} - {name})
    return Problem("S907", message, was.at, did_you_mean(was, candidates, names.whats))
