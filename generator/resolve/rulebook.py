"""Expressions on their way to rules: checked for whoever uses them, named once, the same one never twice."""

from __future__ import annotations

import builtins
import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, count

from generator.app import Rule, RuleUse
from generator.expressions import check, conjunction
from generator.expressions.types import Expression, Names, RecordShape, Type, Use, Vocabulary
from generator.problems import Problem, Text
from generator.resolve.untyped import Untyped

WORDS = re.compile(r"[a-z_][a-z0-9_]*")
USES: Mapping[Use, RuleUse] = {
    Use.ROWS: "rule",
    Use.FILTER: "rule",
    Use.GUARD: "rule",
    Use.CONDITION: "rule",
    Use.CANDIDATES: "candidates",
    Use.MEASURE: "measure",
    Use.TRIGGER: "formula",
    Use.FORMULA: "formula",
    Use.VALUE: "value",
}
WORDS_OF_THE_LANGUAGE = frozenset({"this", "me", "parent", "now", "today", "portal", "true", "false"})
NAMES_OF_GENERATED_MODULES = frozenset({*dir(builtins), "sql", "values", "datetime", "decimal"})


RuleWords = tuple[tuple[str, frozenset[str]], ...]
"""The named rules of a record type, each with the words in it."""


@dataclass(frozen=True, slots=True)
class Telling:
    """Words, names of rules among them, by which an expression may depend on who asks, and on which rows they see."""

    personal: frozenset[str]
    scoped: frozenset[str]


def rule_words(rules: Mapping[Text, Text]) -> RuleWords:
    return tuple((str(name), frozenset(WORDS.findall(rule))) for name, rule in rules.items())


def telling(rules: Iterable[RuleWords]) -> Telling:
    """From the rules of all record types."""
    words = [each for of_record in rules for each in of_record]
    return Telling(_closure({"me", "portal", "sees"}, words), _closure({"sees"}, words))


class Checker:
    """Checks expressions, each once per meaning that its names can have; collects the problems."""

    def __init__(self, vocabulary: Vocabulary, telling: Telling, untyped: Untyped, problems: list[Problem]) -> None:
        self._vocabulary = vocabulary
        self._telling = telling
        self._untyped = untyped
        self._problems = problems
        self._known: dict[tuple[object, ...], tuple[Expression | None, list[Problem]]] = {}

    def personal(self, source: str) -> bool:
        """Whether it may depend on who asks."""
        return not self._telling.personal.isdisjoint(WORDS.findall(source))

    def scoped(self, source: str) -> bool:
        """Whether it may depend on which rows a portal and role see."""
        return not self._telling.scoped.isdisjoint(WORDS.findall(source))

    def check(self, source: Text, use: Use, names: Names, expected: Type | None) -> Expression | None:
        """The expression, or None and its problems are kept."""
        expression, problems = self._checked(source, use, names, expected)
        self._problems += problems
        return expression

    def check_for_any(self, source: Text, use: Use, askers: Sequence[Names]) -> list[Expression]:
        """What the expression is to those of the askers whom it suits; the problems are kept where it suits none."""
        found = [self._checked(source, use, names, None)[0] for names in askers]
        right = [expression for expression in found if expression is not None]
        if not right:
            self._problems += self._checked(source, use, askers[0], None)[1]
        return right

    def _checked(
        self, source: Text, use: Use, names: Names, expected: Type | None
    ) -> tuple[Expression | None, list[Problem]]:
        personal = self.personal(source)
        if self._untyped.named_in(source, names) or (personal and names.portal is not None and names.me is None):
            return None, []  # what it names has a problem of its own
        if not personal:
            names = Names(names.this, names.it)
        key = (source, source.at, use, names, expected)
        if key not in self._known:
            self._known[key] = check(source, use, names, self._vocabulary, expected)
        return self._known[key]

    def both(self, one: Expression, other: Expression) -> Expression:
        """Both rules of visibility at once."""
        source = Text(f"{one.source} and ({other.source})", other.source.at)
        return conjunction(one, other, source, self._vocabulary)

    def report(self, problem: Problem) -> None:
        self._problems.append(problem)


class RuleBook:
    """The rules of one record type, named as the generated code will name them."""

    def __init__(self, shape: RecordShape, checker: Checker) -> None:
        self._rules_by_name = shape.rules
        self._words = frozenset({*shape.fields, *shape.rules, *WORDS_OF_THE_LANGUAGE})
        self._checker = checker
        self._rules: dict[tuple[object, ...], Rule] = {}
        self._taken: set[str] = set()
        self.used: list[tuple[Text, Use]] = []
        self.named: list[Expression] = []

    @property
    def rules(self) -> tuple[Rule, ...]:
        return tuple(self._rules.values())

    def rule(
        self, source: Text, use: Use, askers: Sequence[Names], name: str, expected: Type | None = None
    ) -> str | None:
        """The name of the rule that `source` becomes (`name`, if it is new); None if something is wrong with it.

        `askers` are the names in force for each portal that it is judged for; it has to mean the same in all.
        """
        self.used.append((source, use))
        named = self._rules_by_name.get(source)
        if named is not None:
            name, source = str(source), named
        expression = self._expression(source, use, askers, expected)
        if expression is None:
            return None
        asker = askers[0]
        key = (
            USES[use],
            str(source),
            expected,
            asker.it,  # the same words about candidates of two record types are two rules
            asker.me if expression.me else None,
            expression.tree if self._checker.scoped(source) else None,
        )
        if key not in self._rules:
            self._rules[key] = Rule(self._free(name, asker.me if named is not None else None), USES[use], expression)
        return self._rules[key].name

    def both(self, one: Text, other: Text | None, asker: Names) -> Expression | None:
        """Two rules of visibility at once, which `keep` makes one of; None if something is wrong with them."""
        first = self._expression(one, Use.ROWS, (asker,), None)
        if other is None or first is None:
            return first
        self.used.append((other, Use.ROWS))
        second = self._expression(self._rules_by_name.get(other, other), Use.ROWS, (asker,), None)
        return None if second is None else self._checker.both(first, second)

    def keep(self, expression: Expression, name: str) -> str:
        """The name of the rule of visibility that the expression becomes: `name`, if it is new."""
        key = (USES[Use.ROWS], str(expression.source), expression.tree)
        if key not in self._rules:
            self._rules[key] = Rule(self._free(name, None), USES[Use.ROWS], expression)
        return self._rules[key].name

    def knows(self, word: str) -> bool:
        """Whether a word has a meaning in expressions about the record type."""
        return word in self._words

    def personal(self, source: Text) -> bool:
        """Whether an expression may depend on who asks."""
        return self._checker.personal(source)

    def look_at(self, source: Text, askers: Sequence[Names]) -> None:
        """Checks a named rule that nothing may use; one that suits some of the askers is right."""
        self.named += self._checker.check_for_any(source, Use.CONDITION, askers)

    def _expression(self, source: Text, use: Use, askers: Sequence[Names], expected: Type | None) -> Expression | None:
        found = [self._checker.check(source, use, names, expected) for names in askers]
        first = found[0]
        if first is None or None in found:
            return None
        if any(other is not None and other.tree != first.tree for other in found[1:]):
            self._checker.report(_different(source, askers))
            return None
        return first

    def _free(self, name: str, person: str | None) -> str:
        """`name`, or what it becomes where it is taken: by the same rule for other people, or by anything else."""
        if name in NAMES_OF_GENERATED_MODULES:
            name = f"{name}_rule"
        elif name in self._taken and person:
            name = f"{name}_{person}"
        free = next(each for each in chain([name], (f"{name}_{n}" for n in count(2))) if each not in self._taken)
        self._taken.add(free)
        return free


def _closure(words: set[str], rules: Iterable[tuple[str, frozenset[str]]]) -> frozenset[str]:
    """The words and all rules that use them, through other rules too."""
    left = list(rules)
    while True:
        more = {name for name, used in left if not used.isdisjoint(words)} - words
        if not more:
            return frozenset(words)
        words = words | more


def _different(source: Text, askers: Sequence[Names]) -> Problem:
    people = {names.me: f"'{names.me}' in portal {names.portal}" for names in reversed(askers)}
    portals = " and ".join(str(names.portal) for names in askers)
    why = (
        f"'me' is {' and '.join(reversed(people.values()))}" if len(people) > 1 else f"it depends on portals {portals}"
    )
    hint = "say it for each portal, or use only what they have in common"
    return Problem("S216", f"this does not mean the same for everybody: {why}", source.at, hint)
