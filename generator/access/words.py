"""Rules in plain words, as clauses that fit after "while", "once" and "if": "company is your company".

Says what the checked tree means, named rules put in; `sees()` as what it stands for. Where no sentence can be made,
the rule's own text stands in quotes.
"""

from __future__ import annotations

import ast
from collections.abc import Callable, Mapping
from dataclasses import replace

from generator.access.comparing import compared, contained, merged, negated
from generator.access.labels import quality, quoted
from generator.access.nouns import Nouns, NoWordsError
from generator.access.phrases import YOU, Phrase, Voice, article, joined, listed, said
from generator.app import App
from generator.expressions.syntax import parse
from generator.expressions.tree import (
    All,
    Compare,
    Constant,
    Fixed,
    Get,
    HasRole,
    Holds,
    Loop,
    Matches,
    Missing,
    Node,
    Not,
    Quantified,
    Reach,
    Reader,
    Some,
    Truth,
    Variable,
    Within,
)
from generator.expressions.types import Expression
from generator.expressions.walking import everything, flat
from generator.problems import Position


def clause(expression: Expression, app: App, record: str, portal: str, voice: Voice = YOU) -> str:
    """The rule in words, for people of that portal."""
    seen = {place: target for place in _sees(expression) if (target := _target(expression.tree, place))}
    words = tell(expression.tree, _nouns(expression.tree, app, record, portal, voice), seen)
    return words or quoted(" ".join(expression.source.split()))


def parts(expression: Expression, app: App, record: str, portal: str) -> list[str]:
    """The conditions that the rule joins by `and`, each in words, in their order: to say which of them fails.

    Empty where it joins none, or where they do not stand for themselves.
    """
    tree = expression.tree
    if not isinstance(tree, All) or _sees(expression) or any(isinstance(node, Fixed) for node in everything(tree)):
        return []
    found = [tell(part, Nouns(app, record, portal, YOU)) for part in flat(tree)]
    return found if all(found) else []


def tell(tree: Node, nouns: Nouns, seen: Mapping[Position, Get] | None = None) -> str:
    """A condition in words; "" where there are none. `seen`: the links that a `sees()` at this place is about."""
    try:
        return _Clauses(nouns, seen or {}).phrase(tree).text
    except NoWordsError:
        return ""


def _nouns(tree: Node, app: App, record: str, portal: str, voice: Voice) -> Nouns:
    """Where a candidate is spoken of, "its" things are not those of the record."""
    nouns = Nouns(app, record, portal, voice)
    candidate = next((each for each in everything(tree) if isinstance(each, Variable) and each.name == "it"), None)
    return nouns.with_bound(candidate, "it", "its ").with_this() if candidate else nouns


def _sees(expression: Expression) -> list[Position]:
    syntax = parse(expression.source)
    calls = [node for node in ast.walk(syntax.tree) if isinstance(node, ast.Call)]
    return [syntax.place(each) for each in calls if isinstance(each.func, ast.Name) and each.func.id == "sees"]


def _target(tree: Node, place: Position) -> Get | None:
    """The link that what stands at this place instead of a `sees()` is about."""
    standing = next((node for node in everything(tree) if node.at == place and not isinstance(node, Variable)), None)
    inside = everything(standing) if standing else ()
    return next((each.record for each in inside if isinstance(each, Holds) and isinstance(each.record, Get)), None)


class _Clauses:
    """Writes conditions. A negation is said where it belongs: "is not set", "is neither New nor Packed"."""

    def __init__(self, nouns: Nouns, seen: Mapping[Position, Get]) -> None:
        self._nouns = nouns
        self._seen = seen

    def phrase(self, node: Node) -> Phrase:
        target = self._seen.get(node.at)
        if target is not None and not isinstance(node, Not):
            return said(self._nouns.voice.name, f"can see {self._the(target)}")
        return _WRITERS[type(node)](self, node)

    def _the(self, node: Node) -> str:
        words = self._nouns.value(node)
        return words if " " in words.split("'s ")[0] or "'s " in words else f"the {words}"

    def conjunction(self, node: All) -> Phrase:
        return joined([self.phrase(part) for part in flat(node)], "and")

    def disjunction(self, node: Some) -> Phrase:
        return joined([self.phrase(part) for part in merged(flat(node))], "or")

    def fixed(self, node: Fixed) -> Phrase:
        return Phrase("always" if node.holds else "never")

    def truth(self, node: Truth) -> Phrase:
        return self._yes(node.value)

    def _yes(self, value: Node) -> Phrase:
        """ "it is active", "company is active", or of what cannot be said so: "“Gets our letters” is yes"."""
        if not isinstance(value, Get):
            return said(self._nouns.value(value), "is yes")
        label = self._nouns.label(value.owner.type.record, value.field)
        known = quality(label)
        if not known:
            return said(f"{self._nouns.own(value.owner)}{quoted(label)}", "is yes")
        return self._adjusted(self._nouns.value(value.owner), known)

    def _no(self, value: Node) -> Phrase:
        phrase = self._yes(value)
        if phrase.text.endswith(" is yes"):
            return said(phrase.subject, "is no")
        return said(phrase.subject, negated(phrase.predicate))

    def _verb(self, subject: str, verb: str) -> str:
        first, _, rest = verb.partition(" ")
        return f"{self._nouns.voice.verb(subject, first)} {rest}".strip()

    def compare(self, node: Compare) -> Phrase:
        sides = (node.left, node.right)
        fixed = next((side for side in sides if isinstance(side, Constant) and isinstance(side.value, bool)), None)
        if fixed is not None:
            return self._no(node.left if fixed is node.right else node.right)
        return self._adjusted(*compared(node, self._nouns))

    def within(self, node: Within) -> Phrase:
        return self._adjusted(*contained(node, self._nouns))

    def _adjusted(self, subject: str, predicate: str) -> Phrase:
        return said(subject, self._verb(subject, predicate))

    def missing(self, node: Missing) -> Phrase:
        return self._presence(node.value, negative=True)

    def _presence(self, value: Node, *, negative: bool) -> Phrase:
        no = "no " if negative else ""
        match value:
            case Reader(name="role"):
                me = self._nouns.voice.name
                return said(me, f"have {no or 'a '}role")
            case Get(owner=Variable(name="me")) if value.type.base == "link":
                label = self._nouns.field(value.owner.type.record, value.field)
                return said(self._nouns.voice.name, f"have {'no ' + label if negative else article(label)}")
            case Reach(owner=Reach() as owner):
                return Phrase(f"there are {no}{self._nouns.steps(value)} of {self._nouns.set(owner)}")
            case Reach():
                owner_words = self._nouns.value(value.owner)
                return self._adjusted(owner_words, f"has {no}{self._nouns.steps(value)}")
        return said(self._nouns.value(value), "is not set" if negative else "is set")

    def matches(self, node: Matches) -> Phrase:
        verb = node.function.replace("_", " ")
        return said(self._nouns.value(node.text), f"{verb} {self._nouns.value(node.part)}")

    def quantified(self, node: Quantified) -> Phrase:
        if len(node.loops) > 1:
            raise NoWordsError
        loop = node.loops[0]
        relative = self._relative(loop, node.condition)
        if node.function == "all":
            return Phrase(f"each of {self._nouns.set(loop.source)} is one {relative}")
        single = self._nouns.single(loop.source)
        if single and not isinstance(loop.source.owner, Reach):
            subject = self._nouns.value(loop.source.owner)
            return self._adjusted(subject, f"has {article(single)} {relative}")
        return Phrase(f"among {self._nouns.set(loop.source)} there is one {relative}")

    def _relative(self, loop: Loop, condition: Node) -> str:
        """ "whose product is this order's product and whose price is at least 5"."""
        nouns = self._nouns.with_this()
        whole = condition if not loop.conditions else All(condition.type, condition.at, (*loop.conditions, condition))
        inside = _Clauses(nouns.with_bound(loop.variable, "that", "whose "), self._seen)
        parts = [inside.phrase(part) for part in (flat(whole) if isinstance(whole, All) else [whole])]
        if all(part.subject.startswith(("whose ", "that")) and "whose " not in part.text[1:] for part in parts):
            return joined(parts, "and").text
        inside = _Clauses(nouns.with_bound(loop.variable, "it", "its "), self._seen)
        return f"for which {inside.phrase(whole).text}"

    def holds(self, node: Holds) -> Phrase:
        if isinstance(node.condition, Fixed):
            return self._presence(node.record, negative=False) if node.condition.holds else Phrase("never")
        nouns = self._nouns.with_bound(node.variable, self._nouns.value(node.record), self._nouns.own(node.record))
        inner = _Clauses(nouns, self._seen).phrase(node.condition)
        if isinstance(node.condition, (Not, Missing)) and isinstance(node.record, Get) and node.record.field.optional:
            return joined([self._presence(node.record, negative=False), inner], "and")
        return inner

    def has_role(self, node: HasRole) -> Phrase:
        labels = self._nouns.roles()
        return said(f"{self._nouns.voice.own} role", f"is {listed([labels.get(it, it) for it in node.roles], 'or')}")

    def negation(self, node: Not) -> Phrase:
        inner = node.condition
        if inner.at in self._seen:
            phrase = self.phrase(inner)
            return said(phrase.subject, negated(phrase.predicate))
        match inner:
            case Not():
                return self.phrase(inner.condition)
            case Missing():
                return self._presence(inner.value, negative=False)
            case Truth():
                return self._no(inner.value)
            case All():
                return joined([self.phrase(_not(part)) for part in flat(inner)], "or")
            case Some():
                return joined([self.phrase(_not(part)) for part in flat(inner)], "and")
            case Holds():
                absent = self._presence(inner.record, negative=True)
                return joined([absent, self.phrase(replace(inner, condition=_not(inner.condition)))], "or")
            case Fixed():
                return self.fixed(replace(inner, holds=not inner.holds))
            case Quantified(function="any", loops=(loop,)):
                return Phrase(f"none of {self._nouns.set(loop.source)} is one {self._relative(loop, inner.condition)}")
        phrase = self.phrase(inner)
        return said(phrase.subject, negated(phrase.predicate))


def _not(node: Node) -> Node:
    return node.condition if isinstance(node, Not) else Not(node.type, node.at, node)


_WRITERS: dict[type[Node], Callable[..., Phrase]] = {
    All: _Clauses.conjunction,
    Some: _Clauses.disjunction,
    Not: _Clauses.negation,
    Fixed: _Clauses.fixed,
    Truth: _Clauses.truth,
    Compare: _Clauses.compare,
    Within: _Clauses.within,
    Missing: _Clauses.missing,
    Matches: _Clauses.matches,
    Quantified: _Clauses.quantified,
    Holds: _Clauses.holds,
    HasRole: _Clauses.has_role,
}
