"""What computed values tell: whether people who see one see all that it is computed from, fields and records."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from generator.app import Access, App, Field, Record
from generator.expressions.deciding import Certain, decide
from generator.expressions.scope import YES_NO
from generator.expressions.tree import All, Fixed, Get, HasRole, Holds, Missing, Node, Not, Some, Variable
from generator.expressions.types import Dependency, Expression, Type
from generator.expressions.walking import rebuilt
from generator.names import BUILT_IN
from generator.problems import Position, Problem
from generator.rules.certainty import certain_in
from generator.rules.readers import access_of, visible


def judge(record: Record, app: App) -> Iterator[Problem]:
    certain = certain_in(app)
    readers = [
        [Reader(app, portal.key, role, certain) for role in ("", *portal.roles)] for portal in app.portals.values()
    ]
    for field in record.fields:
        if field.formula is not None and not field.reveals:
            formula = next(rule.expression for rule in record.rules if rule.name == field.formula)
            for of_portal in readers:
                yield from _told(field, formula, record, of_portal)


def _told(field: Field, formula: Expression, record: Record, readers: Sequence[Reader]) -> Iterator[Problem]:
    """A problem for the portal, and one for each role that does not see what others there do."""
    known: set[str] = set()
    for reader in readers:
        if field.name not in visible(reader.access(record)):
            continue
        hidden = next((words for each in formula.depends for words in reader.hidden(each, record, field.name)), None)
        if hidden is not None and hidden not in known:
            known.add(hidden)
            message = f"{reader.name} shows '{field.name}', which is computed from what it cannot {hidden}"
            hint = "write 'reveals: true' if this is meant, or hide the field there"
            yield Problem("S308", message, field.at, hint)


@dataclass(frozen=True, slots=True)
class Reader:
    """Somebody of one role of one portal."""

    app: App
    portal: str
    role: str
    certain: Certain

    @property
    def name(self) -> str:
        return f"portal {self.portal}, role {self.role}" if self.role else f"portal {self.portal}"

    def access(self, record: Record) -> Access | None:
        return access_of(record, self.portal, self.role)

    def hidden(self, needed: Dependency, record: Record, field: str) -> Iterator[str]:
        """Inputs that the reader does not see always when they see the field, in words that follow "cannot"."""
        other = self.app.records[needed.record]
        for name in needed.fields:
            if f"{'.'.join(needed.through)}.{name}" in visible(self.access(record)):
                continue  # a grant of this one value
            words = f"{needed.record}.{name}" if needed.through else name
            if not self._may_see(other, name):
                yield f"see: {words}"
            elif not self._sees_always(needed, record, field, name):
                yield f"always see: {words}"

    def sees_while(self, record: Record, name: str, conditions: Sequence[Node]) -> bool:
        """Whether they see the field of all records that they see, as long as these conditions hold."""
        this, access = _this(record.key, record.at), self.access(record)
        if access is None or access.rows is None:
            return False
        rules = {rule.name: rule.expression.tree for rule in record.rules}
        held = [self._about(each, "this", this) for each in (*conditions, *_trees([access.rows], rules))]
        unseen = Not(YES_NO, record.at, self._seen(record, name, this))
        return decide(All(YES_NO, record.at, (*held, unseen)), self.certain) is False

    def _may_see(self, record: Record, name: str) -> bool:
        access = self.access(record)
        return name in visible(access) or (_is_known(record, name) and access is not None and access.rows is not None)

    def _sees_always(self, needed: Dependency, record: Record, field: str, name: str) -> bool:
        """Whether seeing the field there implies seeing the input, wherever it is reached."""
        way = Way.of(needed, record, self.app)
        if way is None:
            return self._shows(self.app.records[needed.record], name) is True
        here = self._seen(record, field, way.start)
        there = self._seen(self.app.records[needed.record], name, way.end)
        exist = [Not(YES_NO, record.at, Missing(YES_NO, record.at, step)) for step in way.steps]
        return decide(All(YES_NO, record.at, (here, *exist, Not(YES_NO, record.at, there))), self.certain) is False

    def _shows(self, record: Record, name: str) -> bool | None:
        return decide(self._seen(record, name, _this(record.key, record.at)), self.certain)

    def _seen(self, record: Record, name: str, this: Node) -> Node:
        """The condition under which the reader sees a field of `this`."""
        access = self.access(record)
        assert access is not None
        rules = {rule.name: rule.expression.tree for rule in record.rules}
        whens = [grant.when for grant in access.see if name in grant.fields]
        grants = [Fixed(YES_NO, record.at, holds=True) if when is None else rules[when] for when in whens]
        if access.rows is None or not (whens or _is_known(record, name)):
            return Fixed(YES_NO, record.at, holds=False)
        rows = Fixed(YES_NO, record.at, holds=True) if access.rows == "everything" else rules[access.rows]
        whole = All(YES_NO, record.at, (rows, Some(YES_NO, record.at, tuple(grants)))) if grants else rows
        return self._about(whole, "this", this)

    def _about(self, node: Node, name: str, record: Node) -> Node:
        """The condition with `record` in place of a variable; what is asked of one linked record is asked at once."""

        def change(part: Node) -> Node | None:
            match part:
                case Variable() if part.name == name:
                    return record
                case HasRole():
                    return Fixed(YES_NO, part.at, self.role in part.roles)
                case Holds():
                    linked = rebuilt(part.record, change)
                    there = Not(YES_NO, part.at, Missing(YES_NO, part.at, linked))
                    inner = self._about(part.condition, part.variable.name, linked)
                    return All(YES_NO, part.at, (there, rebuilt(inner, change)))
            return None

        return rebuilt(node, change)


def _trees(names: Iterable[str], rules: Mapping[str, Node]) -> Iterator[Node]:
    """Of the rules that ask anything."""
    return (rules[name] for name in names if name != "everything")


def _is_known(record: Record, name: str) -> bool:
    """Whoever sees a record knows what the product says of it, and of a line, where it stands."""
    return name in BUILT_IN or name == record.parent


@dataclass(frozen=True, slots=True)
class Way:
    """From a record (`start`) to an input of its computed value (`end`), both told from one record by its links.

    `steps` are the links on the way, which are there wherever there is an input.
    """

    start: Node
    end: Node
    steps: tuple[Node, ...] = ()

    @classmethod
    def of(cls, needed: Dependency, record: Record, app: App) -> Way | None:
        """None where the way leads through a set of links, or back from where it had gone."""
        base = _this(record.key, record.at)
        way = cls(base, base)
        for name in needed.through:
            shape = app.vocabulary.records[way.end.type.record or ""]
            field, back = shape.fields.get(name), shape.backs.get(name)
            if field is not None and not field.type.many:
                end = Get(field.type, record.at, way.end, field)
                way = cls(way.start, end, (*way.steps, end))
            elif back is not None and not back.many and way.end is base:
                link = app.vocabulary.records[back.record].fields[back.field]
                earlier, base = base, _this(back.record, record.at, len(way.steps) + 1)
                step = Get(link.type, record.at, base, link)
                before = [_replaced(each, earlier, step) for each in (way.start, *way.steps)]
                way = cls(before[0], base, (*before[1:], step))
            else:
                return None
        return way


def _this(record: str, at: Position, number: int = 0) -> Variable:
    return Variable(Type("link", record=record), at, f"this {number}")


def _replaced(node: Node, variable: Variable, by: Node) -> Node:
    return rebuilt(node, lambda part: by if part == variable else None)
