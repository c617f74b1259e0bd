"""What one role of one portal could tell states under one word apart by.

An expression is looked at once for each of the states, with that state put in: what is left has to be the same, and
nothing in it may be kept by moves. That is asked of the words of the expression, so it says "tells" of some that never
would: those who wrote it are asked to say it in other words.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from generator.app import Access, App, Record
from generator.expressions.assuming import assuming
from generator.expressions.scope import YES_NO
from generator.expressions.tree import Constant, Fixed, Get, HasRole, Node
from generator.expressions.walking import everything, meaning
from generator.routing import ROUTING_FIELDS
from generator.rules.readers import access_of
from generator.service_level import LEVEL_FIELDS
from generator.words import Word, divides, is_within
from generator.workflow import Move

STATE, SINCE = "state", "state_since"
STAMPS = frozenset({"updated", "updated_by", "revision"})
"""Of the last change, whoever could notice it: the built-in fields as rules know them."""


@dataclass(frozen=True, slots=True)
class Apart:
    app: App
    portal: str
    role: str
    _known: dict[tuple[str, str], Word | None] = field(default_factory=dict)

    def access(self, record: Record) -> Access | None:
        return access_of(record, self.portal, self.role)

    def joined(self, record: Record) -> tuple[Word, ...]:
        """The words under which there are several states."""
        access = self.access(record)
        return access.words.joined if access is not None else ()

    def told_by(self, node: Node) -> Word | None:
        """The word whose states the expression tells apart, if there is one."""
        tree = assuming(node, self._of_role)
        owners = {meaning(each.owner): each for each in everything(tree) if isinstance(each, Get) and may_tell(each)}
        return next((word for get in owners.values() for word in self._told_of(tree, get.owner)), None)

    def told_by_field(self, record: Record, name: str) -> Word | None:
        """The word whose states a field tells apart, whoever sees it."""
        key = (record.key, name)
        if key not in self._known:
            self._known[key] = None  # a value that is computed from itself is refused elsewhere
            self._known[key] = self._by_kept(record, name) or self._by_formula(record, name)
        return self._known[key]

    def _of_role(self, part: Node) -> Node | None:
        return Fixed(YES_NO, part.at, self.role in part.roles) if isinstance(part, HasRole) else None

    def _told_of(self, tree: Node, owner: Node) -> Iterator[Word]:
        """Of one record that the expression is about."""
        record = self.app.records[owner.type.record or ""]
        joined = self.joined(record)
        if not joined:
            yield from self._by_fields(tree, owner, record)
        for word in joined:
            left = [assuming(tree, _in_state(owner, state)) for state in word.states]
            if len({meaning(each) for each in left}) > 1:
                yield word
            else:
                yield from self._by_fields(left[0], owner, record)

    def _by_fields(self, tree: Node, owner: Node, record: Record) -> Iterator[Word]:
        for each in everything(tree):
            if isinstance(each, Get) and each.field.name != STATE and meaning(each.owner) == meaning(owner):
                word = self.told_by_field(record, each.field.name)
                if word is not None:
                    yield word

    def _by_kept(self, record: Record, name: str) -> Word | None:
        return next((word for word in self.joined(record) if is_told_by_kept(record, word, name, self)), None)

    def _by_formula(self, record: Record, name: str) -> Word | None:
        found = record.field(name)
        if found is None or found.formula is None:
            return None
        return self.told_by(next(rule.expression.tree for rule in record.rules if rule.name == found.formula))


def is_told_by_kept(record: Record, word: Word, name: str, apart: Apart) -> bool:
    """Whether what the product keeps in a field differs with the states under a word."""
    if name in STAMPS:
        return True
    if name == SINCE:
        return has_moves_within(record, word)
    if name in LEVEL_FIELDS:
        level = record.service_level
        return level is not None and any(
            divides(each, word.states) for each in (level.pause, level.answered, level.done)
        )
    if name in ROUTING_FIELDS:
        return any(_tells_by_routing(move, word, record, apart) for move in moves_of(record))
    access = apart.access(record)
    return access is not None and name in {f"{move}_{part}" for move in access.words.untold for part in ("by", "at")}


def _tells_by_routing(move: Move, word: Word, record: Record, apart: Apart) -> bool:
    """What is routed after the move, or passed on unless it is made, is routed at a moment that tells."""
    access, rules = apart.access(record), record.routing
    is_within_word = is_within(move, word.states)
    is_untold = access is not None and move.name in access.words.untold
    routed = any(rule.after == move.name for rule in rules)
    return (routed and (is_within_word or is_untold)) or (
        is_within_word and any(rule.again_after is not None for rule in rules)
    )


def has_moves_within(record: Record, word: Word) -> bool:
    return any(is_within(move, word.states) for move in moves_of(record))


def moves_of(record: Record) -> tuple[Move, ...]:
    return record.workflow.moves if record.workflow is not None else ()


def may_tell(get: Get) -> bool:
    """Whether the field of a record may be one of those that tell."""
    name = get.field.name
    return name in {STATE, SINCE, *STAMPS, *LEVEL_FIELDS, *ROUTING_FIELDS} or get.field.computed or bool(get.field.move)


def _in_state(owner: Node, state: str) -> Callable[[Node], Node | None]:
    wanted = meaning(owner)

    def known(part: Node) -> Node | None:
        if isinstance(part, Get) and part.field.name == STATE and meaning(part.owner) == wanted:
            return Constant(part.field.type, part.at, state)
        return None

    return known
