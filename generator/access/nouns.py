"""Values as things are called in a sentence: "company's partner", "your company", "one of your company's purchases"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from generator.access.labels import is_verbal, link_noun, lowered, noun, quoted, relation
from generator.access.phrases import Voice, constant, duration
from generator.app import App
from generator.expressions.tree import (
    Aggregate,
    Arithmetic,
    Call,
    Choose,
    Constant,
    Each,
    Get,
    Items,
    Loop,
    Moment,
    Node,
    Reach,
    Reader,
    Variable,
)
from generator.expressions.types import BackShape, FieldShape

BUILT_IN = {
    "id": "id",
    "created": "creation",
    "created_by": "creator",
    "updated": "last change",
    "updated_by": "last editor",
    "revision": "revision",
}
SINCE = "last change of state"
SIGNS = {"+": "plus", "-": "minus", "*": "times", "/": "divided by"}
TOTALS = {"sum": "total", "avg": "average", "min": "lowest", "max": "highest"}


class NoWordsError(Exception):
    """There is no sentence for this; the rule's own text has to do."""


@dataclass(frozen=True, slots=True)
class Bound:
    """What a variable is called, alone and before something that it has."""

    name: str
    own: str


@dataclass(frozen=True, slots=True)
class Nouns:
    """Names of things for one record type in one portal. `bound`: the variables in force beside `me`."""

    app: App
    record: str
    portal: str
    voice: Voice
    bound: dict[str, Bound] = field(default_factory=dict)

    @property
    def this(self) -> str:
        return f"this {lowered(self.app.records[self.record].label)}"

    def with_this(self) -> Nouns:
        """Where other records are spoken of as well, the record itself is "this order"."""
        bound = {**self.bound, "this": Bound(self.this, f"{self.this}'s ")}
        return Nouns(self.app, self.record, self.portal, self.voice, bound)

    def with_bound(self, variable: Variable, name: str, own: str) -> Nouns:
        bound = {**self.bound, variable.name: Bound(name, own)}
        return Nouns(self.app, self.record, self.portal, self.voice, bound)

    def value(self, node: Node) -> str:
        """What a value or a record is called."""
        match node:
            case Variable():
                return self._variable(node)
            case Get():
                return self._get(node)
            case Constant():
                return self.constant(node)
            case Moment():
                return moment(node)
            case Reader():
                return f"{self.voice.own} role" if node.name == "role" else "the portal"
            case Arithmetic():
                return f"{self.value(node.left)} {SIGNS[node.operator]} {self.value(node.right)}"
            case Call():
                return self._call(node)
            case Aggregate():
                return self._aggregate(node)
            case Reach() | Each():
                return self.set(node)
            case Items():
                return " and ".join(map(self.constant, node.items))
            case Choose():
                raise NoWordsError
        raise NoWordsError

    def _variable(self, node: Variable) -> str:
        if node.name == "me":
            return self.voice.name
        return self.bound[node.name].name if node.name in self.bound else "it"

    def _get(self, node: Get) -> str:
        label = self.label(node.owner.type.record, node.field)
        target = self.app.records.get(node.type.record or "")
        if target and is_verbal(label) and is_verbal(link_noun(label, node.field.name)):
            return f"the {lowered(target.label)} that {self.value(node.owner)} {relation(label).removeprefix('is ')}"
        return f"{self.own(node.owner)}{self.field(node.owner.type.record, node.field)}"

    def own(self, node: Node) -> str:
        """What stands before something that a record has: "your ", "company's ", nothing for the record itself."""
        if isinstance(node, Variable):
            if node.name == "me":
                return f"{self.voice.own} "
            return self.bound[node.name].own if node.name in self.bound else ""
        return f"{self.value(node)}'s "

    def field(self, record: str | None, shape: FieldShape) -> str:
        if shape.name == "state_since" and record is not None and self.app.records[record].workflow:
            return SINCE
        label = self.label(record, shape)
        return link_noun(label, shape.name) if shape.type.base == "link" else noun(label)

    def label(self, record: str | None, shape: FieldShape) -> str:
        """A field as the readers' portal calls it; one of another record type as everybody does."""
        found = self.app.records.get(record or "")
        label = found.label_of(shape.name) if found else None
        if found is None or label is None:
            return BUILT_IN.get(shape.name, shape.name)
        if record == self.record:
            for access in found.accesses:
                own = dict(access.overrides).get(shape.name) if access.portal == self.portal else None
                if own and own.label:
                    return own.label
        return label

    def constant(self, node: Constant, of: Node | None = None) -> str:
        """A fixed value; a choice by its label, where the other side of the comparison tells whose choice it is."""
        if node.type.base == "duration" and isinstance(node.value, int):
            return duration(node.value)
        labels = self._labels(of) if node.type.base == "choice" else {}
        label = labels.get(str(node.value)) or constant(node.value)
        return quoted(label) if re.search(r",| (and|or) ", label) and labels else label

    def _labels(self, of: Node | None) -> Mapping[str, str]:
        if isinstance(of, Reader):
            return self.roles() if of.name == "role" else {key: it.label for key, it in self.app.portals.items()}
        if isinstance(of, Each):
            of = of.value
        found = self.app.records.get(of.owner.type.record or "") if isinstance(of, Get) else None
        return found.choices_of(of.field.name) if found and isinstance(of, Get) else {}

    def roles(self) -> Mapping[str, str]:
        """The labels of the portal's roles."""
        portal = self.app.portals.get(self.portal)
        if portal is None or portal.role is None:
            return {}
        return self.app.records[portal.who].choices_of(portal.role)

    def set(self, node: Node) -> str:
        """The plural of what a path reaches: "your company's purchases"."""
        match node:
            case Reach(owner=Reach() as owner):
                return f"{self.steps(node)} of {self.set(owner)}"
            case Reach():
                return f"{self.own(node.owner) or 'its '}{self.steps(node)}"
            case Get():
                return self.value(node)
            case Each(loops=(Loop(conditions=()) as loop,), value=Get() as value):
                return f"the {self.field(value.owner.type.record, value.field)} of {self.set(loop.source)}"
        raise NoWordsError

    def steps(self, node: Reach) -> str:
        """What the last step of a path reaches, in the plural."""
        if isinstance(node.step, BackShape):
            return node.step.name.replace("_", " ")
        word = self.field(node.owner.type.record, node.step)
        return word if node.step.type.many else f"{word}s"

    def single(self, node: Reach) -> str:
        """One of what a back link reaches: "purchase"; "" where the word for it is not known."""
        if not isinstance(node.step, BackShape):
            return ""
        record = self.app.records[node.step.record]
        words = node.step.name.replace("_", " ")
        fits = words in (lowered(record.plural), record.address.replace("-", " "))
        return lowered(record.label) if fits else ""

    def _call(self, node: Call) -> str:
        arguments = [self.value(each) for each in node.arguments]
        match node.function:
            case "days" | "hours":
                return f"{arguments[0]} {node.function}"
            case "later" | "earlier":
                return f"the {node.function} of {' and '.join(arguments)}"
            case "lower":
                return f"{arguments[0]} in small letters"
        return f"the {node.function} of {arguments[0]}"

    def _aggregate(self, node: Aggregate) -> str:
        loop = node.loops[0]
        if len(node.loops) > 1 or loop.conditions:
            raise NoWordsError
        if node.function == "count":
            return f"the number of {self.set(loop.source)}"
        if not isinstance(node.value, Get) or node.value.owner != loop.variable:
            raise NoWordsError
        word = self.field(node.value.owner.type.record, node.value.field)
        return f"the {TOTALS[node.function]} {word} of {self.set(loop.source)}"


def moment(node: Moment) -> str:
    """`today`, `7 days from today`, `2 hours ago`."""
    if not node.seconds:
        return node.base
    if node.seconds < 0:
        return f"{duration(node.seconds)} ago"
    return f"{duration(node.seconds)} from {node.base}"
