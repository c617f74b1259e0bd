"""Whether rules and values mean the same before and after. Their names in generated code do not count."""

from __future__ import annotations

from dataclasses import dataclass

from generator import app
from generator.app import App, Constant, RuleName, Value
from generator.expressions import check
from generator.expressions.types import Names, Use
from generator.problems import Text
from generator.renaming.proof.renames import Renames
from generator.renaming.proof.trees import same_expression


@dataclass(frozen=True, slots=True)
class Asked:
    """An expression about records of a type; `candidate`: about candidates of another type too."""

    source: Text
    record: str
    candidate: str | None = None


@dataclass(frozen=True, slots=True)
class Whole:
    """Both applications, and which name became which."""

    before: App
    after: App
    renames: Renames

    def same_to_all(self, use: Use, one: Asked, other: Asked) -> bool:
        """Whether two expressions mean the same to the people of every portal, or mean nothing to them.

        What means something to nobody in particular depends on no portal.
        """
        for portal in (None, *self.before.portals):
            left, _ = check(one.source, use, _names(self.before, one, portal), self.before.vocabulary)
            right, _ = check(other.source, use, _names(self.after, other, portal), self.after.vocabulary)
            if left is None or right is None:
                if left is not right:
                    return False
                continue
            if not same_expression(left, right, self.renames):
                return False
            if portal is None:
                return True
        return True


@dataclass(frozen=True, slots=True)
class Pair:
    """A record type before and after."""

    whole: Whole
    one: app.Record
    other: app.Record

    @property
    def renames(self) -> Renames:
        return self.whole.renames

    def fields(self, names: tuple[str, ...]) -> tuple[str, ...]:
        """What fields have to be called now."""
        return tuple(self.renames.field(self.one.key, name) for name in names)

    def list_of(self, field: str) -> str | None:
        return self.renames.world.list_of(self.one.key, field)

    def same_rule(self, one: str | None, other: str | None) -> bool:
        """By the names that the rules have in the record types; "everything" is none of them."""
        left, right = _rule(self.one, one), _rule(self.other, other)
        if left is None or right is None:
            return one == other
        return left.use == right.use and same_expression(left.expression, right.expression, self.renames)

    def same_candidates(self, one: str | None, other: str | None, target: str | None) -> bool:
        """The `where` of links, read again: links to several types may share a rule of the same words."""
        left, right = _rule(self.one, one), _rule(self.other, other)
        if left is None or right is None or target is None:
            return one == other
        ours = Asked(left.expression.source, self.one.key, target)
        theirs = Asked(right.expression.source, self.other.key, self.renames.record(target))
        return self.whole.same_to_all(Use.CANDIDATES, ours, theirs)

    def same_value(self, one: Value | None, other: Value | None, field: str) -> bool:
        """Values of the field; a choice is renamed with its list."""
        if isinstance(one, RuleName) and isinstance(other, RuleName):
            return self.same_rule(one.name, other.name)
        of = self.list_of(field)
        if of and isinstance(one, Constant) and isinstance(one.value, str):
            return Constant(self.renames.choice(of, one.value)) == other
        return one == other


def _rule(record: app.Record, name: str | None) -> app.Rule | None:
    return next((rule for rule in record.rules if rule.name == name), None)


def _names(whole: App, asked: Asked, portal: str | None) -> Names:
    if portal is None:
        return Names(asked.record, asked.candidate)
    found = whole.portals[portal]
    return Names(asked.record, asked.candidate, found.who, found.role, found.roles, portal)
