"""Old names and new ones, for comparing what specs come to before and after: which name has to have become which."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from generator.changes import Lock
from generator.renaming.comments import about_of, person_in
from generator.renaming.target import Target
from generator.renaming.things import Kind, Thing
from generator.renaming.world import World
from generator.resolve.titles import PLACEHOLDER
from generator.resolve.words.fields import names_of


@dataclass(frozen=True, slots=True)
class Renames:
    """`world` is what was before, with its lock; record types are named by the keys that they had then."""

    target: Target
    new: str
    world: World
    lock: Lock

    def of(self, kind: Kind, owner: str, name: str) -> str:
        """What a thing has to be called now."""
        return self.new if Thing(kind, owner, name) in self.target.things else name

    def record(self, key: str) -> str:
        about = about_of(self.world.records[key]) if key in self.world.records else None
        return self.of("record", "", key) if about is None else self.record(about) + key.removeprefix(about)

    def field(self, record: str, name: str) -> str:
        """A field by its name, also a dotted one."""
        first, dot, rest = name.partition(".")
        shape = self.world.shape(record)
        target = shape.fields[first].type.record if dot and first in shape.fields else None
        return self.own(record, first) + dot + (self.own(target, rest) if target else rest)

    def own(self, record: str, name: str) -> str:
        """A field by its name; what tells of a move, or of people, is called after them."""
        shape = self.world.shape(record).fields.get(name)
        if shape is not None and shape.move:
            return self.of("move", record, shape.move) + name.removeprefix(shape.move)
        start, person = person_in(self.world.records[record], name)
        if start:
            return start + self.record(person)
        return self._of_words(record, name) or self.of("field", record, name)

    def _of_words(self, record: str, name: str) -> str:
        """What tells when people of a role could notice a change is called after the role; "" for any other field."""
        for portal, role in self.world.context.blocks.get(record, ()):
            if role and name in names_of(portal, role):
                return names_of(portal, self.role(portal, role))[names_of(portal, role).index(name)]
        return ""

    def back(self, record: str, name: str) -> str:
        """A set of records that link here; lines are a field."""
        return self.of("field" if name in self.world.shape(record).fields else "back", record, name)

    def choice(self, of: str | None, name: str) -> str:
        return self.of("choice", of, name) if of else name

    def role(self, portal: str, name: str) -> str:
        return self.choice(self.world.roles(portal), name)

    def same_stored(self, path: str, before: str, after: str) -> bool:
        """The database keeps its names; what was never applied has none there yet."""
        return before == after or self.lock.active(path) is None

    def title(self, record: str, template: str) -> str:
        return PLACEHOLDER.sub(lambda found: f"{{{self.field(record, found[1])}}}", template)


def follows(before: str, after: str, derive: Callable[[str], str], names: tuple[str, str]) -> bool:
    """Whether a text is the same, or is derived from a name that is another now."""
    return before == after or (before == derive(names[0]) and after == derive(names[1]))
