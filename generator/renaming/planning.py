"""A rename worked out: which places of which files change, which files get another name, and what stands in the way.

Writes nothing. That the specs then mean the same is for `proof` to find, of what they come to.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import PurePosixPath

from generator.naming import key_plural
from generator.problems import Position
from generator.renaming.editing import Edit
from generator.renaming.letters import LetterPlaces
from generator.renaming.mentions import find_mentions
from generator.renaming.places import Places
from generator.renaming.target import SHIPPED, Target
from generator.renaming.things import Kind, Mention, Mentions, Thing
from generator.renaming.world import World
from generator.sources import Source, Sources

FILES: Mapping[Kind, tuple[str, ...]] = {"record": ("record", "demo"), "list": ("choices",), "mixin": ("mixin",)}
"""Kinds of files that are called as the thing."""


@dataclass(frozen=True, slots=True, order=True)
class Obstacle:
    """A place that cannot be followed, and why."""

    at: Position
    words: str


@dataclass(frozen=True, slots=True)
class Plan:
    """`edits` by the files' present names; `moves` from those to the new ones."""

    target: Target
    name: str
    edits: Mapping[str, tuple[Edit, ...]]
    moves: Mapping[str, str]
    obstacles: tuple[Obstacle, ...]


def plan(target: Target, name: str, world: World, sources: Sources) -> Plan:
    """`sources` are what `world` was read from."""
    mentions = find_mentions(world)
    obstacles = list(_mixes(target, name, world, mentions))
    edits: dict[str, list[Edit]] = {}
    places: dict[str, Places | LetterPlaces] = {}
    for mention, things in mentions.things.items():
        if not things & target.things:
            continue
        file = mention.at.file
        if file not in places:
            source = sources.files[file]
            places[file] = LetterPlaces() if source.kind == "mail" else Places(source.lines)
        at = places[file].find(mention)
        obstacle = _obstacle(mention, at, things, target)
        if obstacle is not None:
            obstacles.append(obstacle)
        elif at is not None:
            edits.setdefault(file, []).append(Edit(at, key_plural(name) if mention.plural else name))
    return Plan(
        target,
        name,
        {file: tuple(sorted(set(each))) for file, each in sorted(edits.items())},
        dict(_moves(target, name, sources)),
        tuple(sorted(set(obstacles))),
    )


def _obstacle(mention: Mention, at: Position | None, things: set[Thing], target: Target) -> Obstacle | None:
    place = at or mention.at
    others = sorted(_words(thing) for thing in things - target.things)
    if others:
        return Obstacle(place, f"'{mention.name}' also means {' and '.join(others)} here")
    if place.file.startswith(SHIPPED):
        return Obstacle(place, f"'{mention.name}' stands in a mixin that comes with the product")
    if at is None:
        return Obstacle(place, f"'{mention.name}' is not written in one piece here; write it without escapes")
    return None


def _words(thing: Thing) -> str:
    kinds = {"back": "the set of records", "choice": "the choice", "list": "the list of choices"}
    kind = kinds.get(thing.kind, f"the {thing.kind}")
    owner = f"{thing.owner.partition('.')[2] or thing.owner}." if thing.owner else ""
    return f"{kind} {owner}{thing.name}"


def _mixes(target: Target, name: str, world: World, mentions: Mentions) -> Iterator[Obstacle]:
    """Where choices of two lists are compared, those of both have to be called the same."""
    lists = {thing.owner for thing in target.things if thing.kind == "choice"}
    for mix in mentions.mixes:
        for of, other in (mix.lists, reversed(mix.lists)):
            if of in lists and other not in lists:
                shared = next((each for each in (target.name, name) if each in world.lists[other]), None)
                if shared is not None:
                    words = f"choices of '{_key(of)}' and '{_key(other)}' meet here, and '{_key(other)}' has '{shared}'"
                    yield Obstacle(mix.at, words)


def _key(of: str) -> str:
    return of.partition(".")[2]


def _moves(target: Target, name: str, sources: Sources) -> Iterator[tuple[str, str]]:
    kinds = FILES.get(target.kind, ())
    for source in sources.files.values():
        for tail in target.tails:
            if source.kind in kinds and source.key == f"{target.name}{tail}" and _is_own(source):
                yield source.file, str(PurePosixPath(source.file).with_name(f"{name}{tail}.yaml"))


def _is_own(source: Source) -> bool:
    return not source.file.startswith(SHIPPED)
